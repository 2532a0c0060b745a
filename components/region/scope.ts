import type * as pulumi from "@pulumi/pulumi";
import type { RegionSettings } from "./settings.ts";

/** What all resources of one region have in common. */
export interface RegionScope {
  /** Name of the component and of every logical name's beginning. */
  readonly name: string;
  /** The component they belong to. */
  readonly parent: pulumi.Resource;
  readonly settings: RegionSettings;
}

/** Options of a child. */
export function child(
  { parent }: Pick<RegionScope, "parent">,
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { ...extra, parent };
}

/** Options of a child that cannot be had again: it stays until the region retires. */
export function keptChild(
  scope: RegionScope,
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return child(scope, { ...extra, protect: scope.settings.protect });
}
