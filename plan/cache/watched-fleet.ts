import type { Fleet } from "../../fleet/inventory.ts";
import { type Reads, WatchedMap } from "./watched-map.ts";
import { watchedRecord } from "./watched-record.ts";

/** Parts of every lock that are kept by id; what else a lock may have is read as a whole. */
const LOCKED = ["regions", "clusters", "tenants"] as const;

/**
 * A fleet that tells which of its facts a program reads, so that a plan stands on exactly those: a setting, an entry, what
 * the lock knows of an entry, the day. Whoever goes over all entries of a kind has read all of them.
 */
export function watchedFleet(fleet: Fleet, reads: Reads): Fleet {
  const { settings, regions, clusters, tenants, links, lock } = fleet;
  return {
    settings: watchedRecord("settings", settings, reads),
    regions: new WatchedMap("regions", regions, reads),
    clusters: new WatchedMap("clusters", clusters, reads),
    tenants: new WatchedMap("tenants", tenants, reads),
    links: new WatchedMap("links", links, reads),
    lock: watchedLock(lock, reads),
    get today() {
      reads("today");
      return fleet.today;
    },
    get dir() {
      reads("dir");
      return fleet.dir;
    },
  };
}

function watchedLock(lock: Fleet["lock"], reads: Reads): Fleet["lock"] {
  const parts = Object.fromEntries(
    LOCKED.map((part) => [part, watchedRecord(`lock.${part}`, lock[part], reads)]),
  );
  return watchedRecord("lock", { ...lock, ...parts }, reads, LOCKED);
}
