import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { didYouMean } from "../read/issues.ts";
import { successorOf } from "../upgrade/pair.ts";
import { ALL_TRAFFIC, trafficWeight } from "../upgrade/succession.ts";
import { minorNumber } from "../upgrade/layers.ts";
import type { KnownIds } from "./known-ids.ts";

/** Pairs of clusters of which one takes the other's place, and what only such a pair may say. */
export function successionFindings(inventory: Inventory, ids: KnownIds): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap((cluster) => {
    if (cluster.replaces === undefined) return aloneFindings(inventory, cluster);
    const old = inventory.clusters.get(cluster.replaces);
    if (old === undefined)
      return ids.clusters.has(cluster.replaces) ? [] : [missing(cluster, cluster.replaces, ids)];
    const chain = chainFindings(inventory, cluster, old);
    if (chain.length > 0) return chain;
    return [
      ...likenessFindings(cluster, old),
      ...residencyFindings(inventory, cluster, old),
      ...weightFindings(cluster, old),
      ...statefulFindings(inventory, cluster, old),
    ];
  });
}

function missing({ id }: Cluster, name: string, ids: KnownIds): Finding {
  const known = [...ids.clusters].filter((one) => one !== id);
  const hint = didYouMean(name, known) ?? "once the old cluster is gone, remove replaces and switchOver";
  return at(id, ["replaces"], `a cluster (${known.join(", ")})`, { hint });
}

function aloneFindings(inventory: Inventory, cluster: Cluster): readonly Finding[] {
  const { id, traffic, switchOver } = cluster;
  const found: Finding[] = [];
  if (switchOver !== undefined)
    found.push(
      at(id, ["switchOver"], "replaces beside it, for a switch needs a cluster to switch from", {
        got: "none",
      }),
    );
  if (successorOf(inventory, id) === undefined && traffic !== undefined && traffic.weight !== ALL_TRAFFIC)
    found.push(at(id, ["traffic", "weight"], `${ALL_TRAFFIC}, for no other cluster shares its names`));
  return found;
}

/** One cluster follows one other, and only when that one follows nobody itself. */
function chainFindings(inventory: Inventory, { id }: Cluster, old: Cluster): readonly Finding[] {
  const where = (expected: string, hint?: string): readonly Finding[] => [
    at(id, ["replaces"], expected, hint === undefined ? {} : { hint }),
  ];
  if (old.id === id) return where("a cluster other than itself");
  const first = successorOf(inventory, old.id);
  if (first !== undefined && first.id !== id)
    return where(`a cluster that no other replaces: ${first.id} does already`);
  if (old.replaces === undefined) return [];
  return where(
    "a cluster that replaces no other",
    `${old.id} still replaces ${old.replaces}: retire that one first`,
  );
}

function likenessFindings(cluster: Cluster, old: Cluster): readonly Finding[] {
  const same = (["kind", "environment"] as const).flatMap((key) =>
    cluster[key] === old[key] ? [] : [at(cluster.id, [key], `${old[key]}, as ${old.id}, which it replaces`)],
  );
  if (minorNumber(cluster.kubernetes) >= minorNumber(old.kubernetes)) return same;
  const expected = `${old.kubernetes} or newer, as ${old.id}, which it replaces`;
  return [...same, at(cluster.id, ["kubernetes"], expected)];
}

/** Where the region is another, whoever lives on the old cluster must be allowed to live there. */
function residencyFindings(inventory: Inventory, cluster: Cluster, old: Cluster): readonly Finding[] {
  const region = inventory.regions.get(cluster.region);
  if (region === undefined || cluster.region === old.region) return [];
  const bound = [...inventory.tenants.values()].filter(
    ({ residency, environments }) =>
      Object.values(environments).some((one) => one.cluster === old.id) &&
      residency !== undefined &&
      !residency.includes(region.id) &&
      !residency.includes(region.jurisdiction),
  );
  if (bound.length === 0) return [];
  const names = bound.map(({ id, residency = [] }) => `${id} (${residency.join(", ")})`).join(", ");
  const expected = `a region in which the tenants of ${old.id} may live: ${names}`;
  return [at(cluster.id, ["region"], expected, { got: `${region.id} (${region.jurisdiction})` })];
}

function weightFindings(cluster: Cluster, old: Cluster): readonly Finding[] {
  const [weight, rest] = [trafficWeight(cluster), trafficWeight(old)];
  const found: Finding[] = [];
  if (weight + rest !== ALL_TRAFFIC) {
    const expected = `${ALL_TRAFFIC - rest}, for ${old.id} has ${rest} and both have ${ALL_TRAFFIC}`;
    found.push(at(cluster.id, ["traffic", "weight"], expected, { got: String(weight) }));
  }
  for (const [leaving, share] of [
    [cluster, weight],
    [old, rest],
  ] as const) {
    if (leaving.lifecycle !== "retiring" || share === 0) continue;
    found.push(
      at(leaving.id, ["traffic", "weight"], "0, for the cluster is retiring", { got: String(share) }),
    );
  }
  return found;
}

/** Data does not follow traffic: as soon as some of it comes, each tenant with data says when that moves. */
function statefulFindings(inventory: Inventory, cluster: Cluster, old: Cluster): readonly Finding[] {
  const weight = trafficWeight(cluster);
  if (weight === 0 && cluster.switchOver === undefined) return [];
  const why = weight > 0 ? `${cluster.id} has ${weight} percent of the traffic` : `${cluster.id} takes over`;
  return undeclaredData(inventory, old).map(({ tenant, environment }) => ({
    file: `tenants/${tenant}.yaml`,
    at: ["environments", environment, "switchOver"],
    expected: `the day on which its data moves to ${cluster.id}, for ${why}`,
    got: "nothing",
  }));
}

/** Environments with data on a cluster that do not say when it moves. */
export function undeclaredData(
  inventory: Inventory,
  { id }: Cluster,
): readonly { readonly tenant: string; readonly environment: string }[] {
  return [...inventory.tenants.values()].flatMap(({ id: tenant, environments }) =>
    Object.entries(environments)
      .filter(
        ([, one]) =>
          one.cluster === id && one.stateful && one.switchOver === undefined && one.retireAfter === undefined,
      )
      .map(([environment]) => ({ tenant, environment })),
  );
}

function at(
  id: string,
  path: readonly string[],
  expected: string,
  shown: Pick<Finding, "got" | "hint"> = {},
): Finding {
  return { file: `clusters/${id}.yaml`, at: path, expected, ...shown };
}
