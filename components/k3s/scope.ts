import type * as pulumi from "@pulumi/pulumi";
import type { K3sSettings } from "./settings.ts";

/** What all resources of one cluster have in common. */
export interface K3sScope {
  /** Name of the component, of the cluster and of every logical name's beginning. */
  readonly name: string;
  /** The component they belong to. */
  readonly parent: pulumi.Resource;
  readonly settings: K3sSettings;
}

/** The text itself, of the same kind. */
export function knownText(value: pulumi.Output<string>): pulumi.Output<string> {
  return textOf(value, (known) => known);
}

/**
 * Text made of a value that only a real run knows. A recording that makes up only ids knows none, and gets an empty one.
 */
export function textOf(value: pulumi.Output<string>, make: (known: string) => string): pulumi.Output<string> {
  return value.apply((known: string | undefined) => (known === undefined ? "" : make(known)));
}
