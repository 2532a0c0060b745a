import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import type { LockedTenant } from "../schema/lock.ts";
import type { Lock } from "../schema/lock.ts";
import { successorOf } from "../upgrade/pair.ts";
import { trafficWeight } from "../upgrade/succession.ts";
import { isMeant, sourceOf } from "../ways/lock-names.ts";
import { lackOfProof } from "../ways/proven-names.ts";

/** Applications against what the lock remembers of them. */
export function applicationMoves(inventory: Inventory, lock: Lock): readonly Finding[] {
  const live = [...inventory.tenants.values()].flatMap((tenant) => {
    const locked = lock.tenants[tenant.id];
    return locked === undefined || locked.gone !== undefined ? [] : [{ tenant, locked }];
  });
  return [...live.flatMap(renamedFindings), ...closedFindings(inventory, live)];
}

interface Remembered {
  readonly tenant: Tenant;
  readonly locked: LockedTenant;
}

/**
 * An application under another name, brought from where the old one was. What runs bears the old name and stays, so that
 * Argo CD would never bring the new one, while its names lead to a Service that is not there.
 */
function renamedFindings({ tenant, locked: { applications = {} } }: Remembered): readonly Finding[] {
  const gone = Object.entries(applications).filter(([name]) => tenant.applications[name] === undefined);
  return Object.entries(tenant.applications).flatMap(([name, entry]): readonly Finding[] => {
    const old = gone.find(([, { from }]) => from === sourceOf(entry));
    if (old === undefined || applications[name] !== undefined) return [];
    const where = { file: `tenants/${tenant.id}.yaml`, at: ["applications", name] };
    const expected = `${old[0]}, as ${sourceOf(entry)} was called until now`;
    const hint =
      "bring the new name from a folder of its own, beside the old one, and remove that when the new one serves";
    return [{ ...where, atKey: true, expected, got: JSON.stringify(name), hint }];
  });
}

/**
 * Clusters that can prove names no more while requests come in by them: every way in would be closed in one go. One
 * finding for each, at whatever lacks.
 */
function closedFindings(inventory: Inventory, live: readonly Remembered[]): readonly Finding[] {
  const closed = new Map<string, string[]>();
  for (const { tenant, locked } of live)
    for (const [name, { published = [] }] of Object.entries(locked.applications ?? {}))
      for (const environment of published) {
        const entry = tenant.applications[name];
        const home = tenant.environments[environment]?.cluster;
        if (entry === undefined || home === undefined || !isMeant(entry, environment)) continue;
        for (const id of answering(inventory, home))
          closed.set(id, [...(closed.get(id) ?? []), `${name} of ${tenant.id} in ${environment}`]);
      }
  return [...closed].flatMap(([id, names]) => closedFinding(inventory, inventory.clusters.get(id), names));
}

/** Clusters to which requests for an environment go. */
function answering(inventory: Inventory, home: string): readonly string[] {
  const successor = successorOf(inventory, home);
  return successor === undefined || trafficWeight(successor) === 0 ? [home] : [home, successor.id];
}

function closedFinding(
  inventory: Inventory,
  cluster: Cluster | undefined,
  names: readonly string[],
): readonly Finding[] {
  const lack = cluster === undefined ? undefined : lackOfProof(inventory, cluster);
  if (cluster === undefined || lack === undefined) return [];
  const [first = "", ...others] = names.toSorted();
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [
    {
      file: `clusters/${cluster.id}.yaml`,
      at: [],
      expected: `${lack.needs}, for requests from outside reach ${first}${more} there`,
      got: "none",
      hint: `restore it in ${lack.file}; to close the ways in, set public: false for the applications and run atoll lock first`,
    },
  ];
}
