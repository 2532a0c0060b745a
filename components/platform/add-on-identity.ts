import type * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../fleet/check.ts";
import type { Cluster, Identity } from "../cluster/cluster.ts";
import type { AddOnContract, AddOnRights } from "./contract.ts";

/** Identities of an add-on's ServiceAccounts. */
export interface AddOnIdentities {
  readonly annotations: (serviceAccount: string) => Identity["annotations"];
  /** What must exist before the first of its pods. */
  readonly dependencies: readonly pulumi.Resource[];
}

/** Gives ServiceAccounts of an add-on their rights in the cloud. @throws InputError when the cluster has none to give. */
export function addOnIdentities(
  { name, namespace }: AddOnContract,
  rights: readonly AddOnRights[],
  cluster: Cluster,
): AddOnIdentities {
  const given = new Map<string, Identity>();
  for (const { serviceAccount, permissions, by } of rights) {
    if (permissions.length === 0) continue;
    const bearer = by === "external-secrets" ? "token" : "pod";
    const identity = cluster.grantIdentity(namespace, serviceAccount, permissions, bearer);
    if ("refused" in identity) {
      const expected = `a cluster whose pods can have rights in the cloud, which ${name} needs`;
      throw new InputError([
        { file: cluster.facts.id, path: `addOns.${name}`, expected, hint: identity.refused },
      ]);
    }
    given.set(serviceAccount, identity);
  }
  return {
    annotations: (serviceAccount) => given.get(serviceAccount)?.annotations ?? {},
    dependencies: [...given.values()].flatMap(({ dependencies }) => dependencies),
  };
}
