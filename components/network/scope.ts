import type * as pulumi from "@pulumi/pulumi";

/** What all resources of one network have in common. */
export interface Scope {
  /** The component they belong to. */
  readonly parent: pulumi.Resource;
  /** Logical name -> id of the cloud resource to import. */
  readonly adopt: Readonly<Record<string, string>>;
}

/** Options of the resource with this logical name: below the component, and imported where the inventory says so. */
export function resourceOptions(
  scope: Scope,
  name: string,
  extra: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  const importId = scope.adopt[name];
  return { ...extra, parent: scope.parent, ...(importId === undefined ? {} : { import: importId }) };
}
