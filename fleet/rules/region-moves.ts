import { liveClusters } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory, Region } from "../inventory.ts";
import type { Lock, LockedCluster, LockedRegion } from "../schema/lock.ts";

const ELSEWHERE = "enter another region, build new clusters there, move, and retire these";

/** A region with live clusters stays where they were built: led elsewhere, an update would lose or rebuild them all. */
export function regionMoves(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [...inventory.regions.values()].flatMap((region) => {
    const locked = lock.regions[region.id];
    const clusters = liveClusters(lock).filter(([, one]) => one.region === region.id);
    if (locked === undefined || locked.gone !== undefined || clusters.length === 0) return [];
    return movesOf(inventory, region, locked, new Map(clusters));
  });
}

function movesOf(
  { settings }: Inventory,
  { id, account, awsRegion, zones }: Region,
  locked: LockedRegion,
  clusters: ReadonlyMap<string, LockedCluster>,
): readonly Finding[] {
  const names = [...clusters.keys()].sort().join(", ");
  const held = new Set([...clusters.values()].flatMap(({ subnets }) => Object.keys(subnets).map(zoneOf)));
  const stays = (at: readonly string[], was: string | undefined, is: string, got: string): Finding[] => {
    if (was === undefined || was === is) return [];
    const expected = `${was}, where ${names} ${clusters.size === 1 ? "was" : "were"} built`;
    return [{ file: `regions/${id}.yaml`, at, expected, got, hint: ELSEWHERE }];
  };
  const number = settings.accounts[account]?.id;
  return [
    ...(number === undefined ? [] : stays(["account"], locked.account, number, `${account}, ${number}`)),
    ...stays(["awsRegion"], locked.awsRegion, awsRegion, JSON.stringify(awsRegion)),
    ...Object.entries(zones).flatMap(([letter, zone]) =>
      held.has(letter) ? stays(["zones", letter], locked.zones?.[letter], zone, JSON.stringify(zone)) : [],
    ),
  ];
}

/** Zone letter of a subnet's key. */
const zoneOf = (key: string): string => key.slice(key.lastIndexOf("-") + 1);
