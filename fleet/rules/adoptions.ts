import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import type { LockedCluster } from "../schema/lock.ts";

const BY_HAND = "bring it into the stack's state by hand with pulumi import, then leave it out here";

/**
 * What a live cluster adopts was settled when it was first locked: of a resource that it has by now, an import makes a
 * replacement, which deletes what was there.
 */
export function lateAdoptions({ id, adopt }: Cluster, locked: LockedCluster): readonly Finding[] {
  const settled = locked.adopt;
  if (settled === undefined) return [];
  return Object.entries(adopt).flatMap(([name, cloudId]): readonly Finding[] => {
    const was = Object.hasOwn(settled, name) ? settled[name] : undefined;
    if (was === cloudId) return [];
    const where = { file: `clusters/${id}.yaml`, at: ["adopt", name], hint: BY_HAND };
    if (was !== undefined) return [{ ...where, expected: `${was}, as it was first locked` }];
    const expected = "no new name, for the cluster is live and an import would replace what it has";
    return [{ ...where, atKey: true, expected, got: JSON.stringify(name) }];
  });
}

/** Ids of EC2 are unique everywhere; other things, such as roles, have names that each account uses once. */
const EC2_ID = /^[a-z-]+-(?:[0-9a-f]{8}|[0-9a-f]{17})\b/;

/** One cloud resource has one owner: a second stack that imports it would take it away from the first. */
export function sharedAdoptions(inventory: Inventory): readonly Finding[] {
  const owners = new Map<string, string>();
  for (const { id, network } of inventory.clusters.values()) {
    if (network.mode !== "existing") continue;
    owners.set(network.vpcId, `network.vpcId of clusters/${id}.yaml`);
    for (const [key, subnet] of Object.entries(network.subnets))
      owners.set(subnet.id, `network.subnets.${key}.id of clusters/${id}.yaml`);
  }
  return [...inventory.clusters.values()].flatMap(({ id, adopt, region }) =>
    Object.entries(adopt).flatMap(([name, cloudId]): readonly Finding[] => {
      const account = inventory.regions.get(region)?.account ?? "";
      const key = EC2_ID.test(cloudId) ? cloudId : `${account} ${cloudId}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? `adopt.${name} of clusters/${id}.yaml`);
      if (owner === undefined) return [];
      const expected = `a resource that nobody else has: this one is ${owner}`;
      return [{ file: `clusters/${id}.yaml`, at: ["adopt", name], expected }];
    }),
  );
}
