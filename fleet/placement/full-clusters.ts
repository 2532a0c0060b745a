import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { alternatives } from "./choose.ts";
import { MEASURES } from "./demand.ts";
import type { Home } from "./homes.ts";
import { type Holding, Occupancy } from "./occupancy.ts";
import { tenantHomes } from "./tenant-homes.ts";
import { amountText, type Search } from "./reasons.ts";
import {
  BASE_RESOURCES,
  CELL_BASE_RESOURCES,
  CELL_ROOM,
  GIVEN_TIMES,
  STACK_RESOURCES,
  STACK_ROOM,
} from "./room.ts";

type Excess = Omit<Finding, "file" | "hint">;

/** Clusters with more tenants than they carry, whoever placed them there: in numbers, and with what would help. */
export function fullClusterFindings(inventory: Inventory, lock?: Lock): readonly Finding[] {
  const { occupancy, last } = occupancyOf(inventory, lock);
  const search = { places: inventory, occupancy };
  return [...occupancy.holdings.values()].flatMap((holding) => {
    const { id } = holding.cluster;
    const excesses = [...stackExcesses(holding), ...quotaExcesses(holding)];
    const home = last.get(id);
    if (excesses.length === 0 || home === undefined) return [];
    const hint = `place new environments elsewhere: ${remedies(search, home, id).join("; or ")}`;
    return excesses.map((excess) => ({ file: `clusters/${id}.yaml`, ...excess, hint }));
  });
}

/** Who is where, and of each cluster the last environment in the order of names. */
function occupancyOf(
  inventory: Inventory,
  lock: Lock | undefined,
): { readonly occupancy: Occupancy; readonly last: ReadonlyMap<string, Home> } {
  const occupancy = new Occupancy(inventory, lock);
  const last = new Map<string, Home>();
  for (const tenant of inventory.tenants.values()) {
    for (const { environment, isStandby, cluster, cell } of tenantHomes(tenant)) {
      const home: Home = { tenant, environment, ...(isStandby ? { isStandby } : {}) };
      occupancy.add(home, cluster, cell);
      for (const { cluster: carrier } of occupancy.pair(cluster)) last.set(carrier.id, home);
    }
  }
  return { occupancy, last };
}

function remedies(search: Search, home: Home, cluster: string): readonly string[] {
  const pair = search.occupancy.pair(cluster).map((holding) => holding.cluster.id);
  return alternatives(search, home, [cluster, ...pair.filter((id) => id !== cluster)]);
}

const number = (amount: number): string => amount.toLocaleString("en");

function stackExcesses({ stacks, counts }: Holding): readonly Excess[] {
  return stacks.flatMap((taken, cell) => {
    const [room, base] = cell === 0 ? [STACK_ROOM, BASE_RESOURCES] : [CELL_ROOM, CELL_BASE_RESOURCES];
    if (taken <= room) return [];
    const where = cell === 0 ? "in its own stack" : `in cell ${cell}`;
    return [
      {
        at: [],
        expected: `at most ${number(room)} resources of tenants ${where}: it may hold ${number(STACK_RESOURCES)}, and ${base} are its own`,
        got: `${number(taken)} by ${number(counts[cell] ?? 0)} environments`,
      },
    ];
  });
}

function quotaExcesses({ cluster, room, used, counts }: Holding): readonly Excess[] {
  const environments = counts.reduce((sum, count) => sum + count, 0);
  return MEASURES.filter((measure) => used[measure] > room[measure]).map((measure) => ({
    at: ["nodes"],
    expected: `quotas of tenants of at most ${amountText(measure, room[measure])}, ${GIVEN_TIMES[cluster.environment]} times what its nodes hold`,
    got: `${amountText(measure, used[measure])} by ${number(environments)} environments`,
  }));
}
