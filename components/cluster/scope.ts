import type * as pulumi from "@pulumi/pulumi";
import { limitedName } from "../../fleet/names.ts";
import type { EksSettings } from "./settings.ts";

/** What all resources of one cluster have in common. */
export interface EksScope {
  /** Name of the component, of the cluster and of every logical name's beginning. */
  readonly name: string;
  /** The component they belong to. */
  readonly parent: pulumi.Resource;
  readonly settings: EksSettings;
}

/** The cluster itself, for what is made in it. */
export interface ClusterPlace {
  readonly clusterName: pulumi.Output<string>;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** Options of a child. */
export function child(
  { parent }: Pick<EksScope, "parent">,
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  return { ...extra, parent };
}

/** Name of a role or group in the account, which clusters of all its regions share. */
export function accountName({ name, settings }: EksScope, role: string, maxLength: number): string {
  return limitedName(`atoll-${name}-${settings.awsRegion}-${role}`, maxLength);
}
