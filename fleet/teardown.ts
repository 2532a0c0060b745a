import type { Fault } from "./check.ts";
import type { Cluster, Fleet, Region, Tenant } from "./inventory.ts";
import { linksOf } from "./links/link-sides.ts";
import { tenantHomes } from "./placement/tenant-homes.ts";
import { cellStack } from "./names.ts";
import { cellOf, stackEntries, unknownStack } from "./stack-names.ts";
import { successorOf } from "./upgrade/pair.ts";
import { soakEnd } from "./upgrade/succession.ts";

const RETIRE = "set it with a retireAfter, run atoll lock, and have that reviewed, first";

/**
 * Why a stack may not be torn down, as far as the fleet's data tell; empty when it may.
 *
 * @param today as `2026-11-24`
 */
export function teardownFaults(fleet: Fleet, stack: string, today: string): readonly Fault[] {
  const region = fleet.regions.get(stack);
  const cluster = fleet.clusters.get(stack);
  if (cluster !== undefined) return clusterFaults(fleet, cluster, today);
  if (region !== undefined) return regionFaults(fleet, region, today);
  const cell = cellOf(fleet, stack);
  if (cell !== undefined) return placementFaults(fleet, cell.cluster, today, cell.cell);
  const link = fleet.links.get(stack);
  if (link !== undefined) return entryFaults(`links/${stack}.yaml`, link, today);
  return [unknownStack(stack, stackEntries(fleet))];
}

/** Clusters that were, and are no more: as the lock tells. */
export function goneClusters({ lock, clusters }: Fleet): ReadonlySet<string> {
  return new Set(Object.keys(lock.clusters).filter((id) => !clusters.has(id)));
}

function clusterFaults(fleet: Fleet, cluster: Cluster, today: string): readonly Fault[] {
  const file = `clusters/${cluster.id}.yaml`;
  return [
    ...entryFaults(file, cluster, today),
    ...placementFaults(fleet, cluster, today),
    ...cellFaults(cluster),
    ...linkFaults(fleet, cluster),
    ...soakFaults(fleet, cluster, today),
  ];
}

function regionFaults(fleet: Fleet, region: Region, today: string): readonly Fault[] {
  const file = `regions/${region.id}.yaml`;
  const clusters = [...fleet.clusters.values()].filter((cluster) => cluster.region === region.id);
  const stand = clusters.map(({ id }) => ({
    file: `clusters/${id}.yaml`,
    path: "region",
    expected: "a cluster that is torn down, and whose entry is gone",
    got: JSON.stringify(region.id),
    hint: `atoll teardown ${id} comes first`,
  }));
  return [...entryFaults(file, region, today), ...stand];
}

type Lifecycle = Pick<Cluster, "lifecycle" | "retireAfter">;

function entryFaults(file: string, { lifecycle, retireAfter }: Lifecycle, today: string): readonly Fault[] {
  if (lifecycle !== "retiring")
    return [{ file, path: "lifecycle", expected: "retiring", got: JSON.stringify(lifecycle), hint: RETIRE }];
  if (retireAfter === undefined || retireAfter <= today) return [];
  const expected = `a day that has come: today is ${today}`;
  return [{ file, path: "retireAfter", expected, got: JSON.stringify(retireAfter), hint: "wait for it" }];
}

/** What a link added to the network would keep it, and the other side would lose the way without a word. */
function linkFaults(fleet: Fleet, { id }: Cluster): readonly Fault[] {
  return linksOf(fleet, id).map((link) => ({
    file: `links/${link.id}.yaml`,
    path: link.from === id ? "from" : "to.cluster",
    expected: "a link that is torn down, and whose entry is gone",
    got: JSON.stringify(id),
    hint: `atoll teardown ${link.id} comes first`,
  }));
}

/** What is in a cell would have no cluster. */
function cellFaults({ id, cells }: Cluster): readonly Fault[] {
  if (cells === undefined) return [];
  const fault = { file: `clusters/${id}.yaml`, path: "cells", got: `${cells}` };
  const expected = "a cluster whose cells are torn down, and whose entry has none";
  return [{ ...fault, expected, hint: `atoll teardown ${cellStack(id, 1)} comes first` }];
}

/** Tenants leave before their cluster or their cell, or with it: each says so itself. */
function placementFaults(fleet: Fleet, { id }: Cluster, today: string, cell?: number): readonly Fault[] {
  return [...fleet.tenants.values()].flatMap((tenant) =>
    tenantHomes(tenant)
      .filter((home) => home.cluster === id && (cell === undefined || home.cell === cell))
      .filter(({ retireAfter }) => !hasLeft(tenant, retireAfter, today))
      .map(({ at }) => ({
        file: `tenants/${tenant.id}.yaml`,
        path: at.join("."),
        expected: "an environment that has left the cluster, or whose retireAfter has come",
        got: JSON.stringify(id),
      })),
  );
}

function hasLeft(
  { lifecycle, retireAfter }: Pick<Tenant, "lifecycle" | "retireAfter">,
  own: string | undefined,
  today: string,
): boolean {
  if (own !== undefined && own <= today) return true;
  return lifecycle === "retiring" && retireAfter !== undefined && retireAfter <= today;
}

function soakFaults(fleet: Fleet, cluster: Cluster, today: string): readonly Fault[] {
  const successor = successorOf(fleet, cluster.id);
  if (successor === undefined) return [];
  const fault = { file: `clusters/${successor.id}.yaml`, path: "switchOver" };
  if (successor.switchOver === undefined) {
    return [{ ...fault, expected: `the day on which it has taken over from ${cluster.id}`, got: "none" }];
  }
  const end = soakEnd(successor.switchOver);
  if (end <= today) return [];
  return [{ ...fault, expected: `a soak that is over: today is ${today}`, got: `one until ${end}` }];
}
