import type * as pulumi from "@pulumi/pulumi";

/** What all resources of one component have in common. */
export interface BootstrapScope {
  /** Name of the component and of every logical name's beginning. */
  readonly name: string;
  /** The component they belong to. */
  readonly parent: pulumi.Resource;
}
