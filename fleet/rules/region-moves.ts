import { liveClusters } from "../addresses/held-ranges.ts";
import type { Finding } from "../check.ts";
import type { Inventory, Region } from "../inventory.ts";
import type { Lock, LockedCluster, LockedRegion } from "../schema/lock.ts";

const ELSEWHERE = "enter another region, build new clusters there, move, and retire these";

/**
 * A region stays where it was built, with its bucket, key and zones, and so do its clusters: led elsewhere, an update would
 * lose or rebuild them all. Whether it was deployed yet, the lock can't know.
 */
export function regionMoves(inventory: Inventory, lock: Lock): readonly Finding[] {
  return [...inventory.regions.values()].flatMap((region) => {
    const locked = lock.regions[region.id];
    return locked === undefined || locked.gone !== undefined ? [] : movesOf(inventory, region, locked, lock);
  });
}

function movesOf(
  { settings }: Inventory,
  { id, account, awsRegion, zones }: Region,
  locked: LockedRegion,
  lock: Lock,
): readonly Finding[] {
  const names = clustersIn(lock, id)
    .map(([name]) => name)
    .sort();
  const who = names.length === 0 ? "its bucket, key and zones" : names.join(", ");
  const held = heldZones(lock, id);
  const stays = (at: readonly string[], was: string | undefined, is: string, got: string): Finding[] => {
    if (was === undefined || was === is) return [];
    const expected = `${was}, where ${who} ${names.length === 1 ? "was" : "were"} built`;
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

const clustersIn = (lock: Lock, id: string): readonly (readonly [string, LockedCluster])[] =>
  liveClusters(lock).filter(([, { region }]) => region === id);

/** Letters of a region's zones in which something stands: subnets of clusters, and of the endpoints that it shares. */
export function heldZones(lock: Lock, id: string): ReadonlySet<string> {
  const { endpoints, zones = {} } = lock.regions[id] ?? {};
  const shared = endpoints === undefined ? [] : Object.keys(zones);
  return new Set([
    ...shared,
    ...clustersIn(lock, id).flatMap(([, { subnets }]) => Object.keys(subnets).map(zoneOf)),
  ]);
}

/** Zone letter of a subnet's key. */
const zoneOf = (key: string): string => key.slice(key.lastIndexOf("-") + 1);
