import { InputError } from "../../fleet/check.ts";
import type { Cluster, Identity, Permission } from "../cluster/cluster.ts";
import type { AddOnContract } from "./contract.ts";

/** Add-ons that don't act in the cloud wait for nothing and are annotated with nothing. */
const NOBODY: Identity = { annotations: {}, dependencies: [] };

/** Gives an add-on's ServiceAccount its rights in the cloud. @throws InputError when the cluster has none to give. */
export function addOnIdentity(
  { name, namespace, serviceAccount }: AddOnContract,
  permissions: readonly Permission[],
  cluster: Cluster,
): Identity {
  if (permissions.length === 0) return NOBODY;
  if (serviceAccount === undefined) throw new Error(`${name} has rights in the cloud but no ServiceAccount`);
  const identity = cluster.grantIdentity(namespace, serviceAccount, permissions);
  if (!("refused" in identity)) return identity;
  const expected = `a cluster whose pods can have rights in the cloud, which ${name} needs`;
  throw new InputError([
    { file: cluster.facts.id, path: `addOns.${name}`, expected, hint: identity.refused },
  ]);
}
