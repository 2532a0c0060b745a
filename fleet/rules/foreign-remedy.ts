import { type Block, overlaps, parseCidr } from "../addresses/cidr.ts";
import { liveClusters } from "../addresses/held-ranges.ts";
import type { Lock } from "../schema/lock.ts";

/** The lock as it stands, read when a rule asks for it; undefined where none can be read. */
export type LockReader = () => Lock | undefined;

/**
 * What to do about a range of somebody else's inside the fleet's own space: reserve it, as long as nothing of the fleet
 * lives there.
 */
export function foreignRemedy(
  block: Block,
  readLock: LockReader,
  instead: (cluster: string) => string,
): string {
  const lock = readLock();
  const isHeld = (cidr: string | undefined): cidr is string =>
    cidr !== undefined && overlaps(parseCidr(cidr), block);
  const clusters = lock === undefined ? [] : liveClusters(lock);
  for (const [id, { block: routed, pods }] of clusters) {
    const held = [routed, pods].find(isHeld);
    if (held !== undefined) return `cluster ${id} holds ${held}: ${instead(id)}`;
  }
  for (const [id, { gone, endpoints }] of Object.entries(lock?.regions ?? {}))
    if (gone === undefined && isHeld(endpoints))
      return `the shared endpoints of region ${id} hold ${endpoints}: name another range`;
  return "add it to addresses.reserved of fleet.yaml";
}
