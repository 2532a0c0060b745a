import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { LOCK_FILE } from "./addresses/held-ranges.ts";
import { type Lock, type LockedTenant, lockSchema } from "./schema/lock.ts";

const HEADER =
  "# Written by `atoll lock`; never edit it by hand. After a merge: atoll lock --rebase <base revision>\n";

/**
 * The lock as text: entries sorted, their keys in the order of the schema, one line per range. Equal locks have equal
 * texts, and a diff shows exactly what was given out.
 */
export function lockText(lock: Lock): string {
  const {
    version,
    organisation,
    regions,
    clusters,
    tenants,
    links = {},
    hosts = {},
    tombstones,
  } = lockSchema.parse(lock);
  const data = {
    version,
    ...(organisation === undefined ? {} : { organisation }),
    regions: sorted(
      mapValues(regions, ({ zones, blocks, ...one }) => ({
        ...one,
        ...(zones && { zones: sorted(zones) }),
        blocks,
      })),
    ),
    clusters: sorted(
      mapValues(clusters, ({ adopt, subnets, ...one }) => ({
        ...one,
        ...(adopt && { adopt: sorted(adopt) }),
        subnets: sorted(subnets),
      })),
    ),
    tenants: sorted(mapValues(tenants, sortedTenant)),
    ...(Object.keys(links).length === 0 ? {} : { links: sorted(links) }),
    ...(Object.keys(hosts).length === 0 ? {} : { hosts: sorted(hosts) }),
    tombstones: [...tombstones].sort(
      (a, b) => compare(a.freed, b.freed) || compare(a.holder, b.holder) || compare(a.cidr, b.cidr),
    ),
  };
  return HEADER + stringify(data, { lineWidth: 0, aliasDuplicateObjects: false });
}

function sortedTenant({
  cells,
  standbys,
  leaving,
  stateful,
  moving,
  databases,
  applications,
  ...tenant
}: LockedTenant): LockedTenant {
  return {
    ...tenant,
    placements: sorted(tenant.placements),
    ...(cells === undefined ? {} : { cells: sorted(cells) }),
    ...(standbys === undefined ? {} : { standbys: sorted(standbys) }),
    ...(leaving === undefined ? {} : { leaving: sorted(leaving) }),
    ...(stateful === undefined ? {} : { stateful }),
    ...(moving === undefined ? {} : { moving: sorted(moving) }),
    ...(applications === undefined ? {} : { applications: sorted(applications) }),
    ...(databases === undefined ? {} : { databases: sorted(mapValues(databases, sorted)) }),
  };
}

/** Replaces the lock file in one step: a reader sees the old one or the new one, never half of it. */
export function writeLock(dir: string, lock: Lock): void {
  const path = join(dir, LOCK_FILE);
  writeFileSync(`${path}.new`, lockText(lock));
  renameSync(`${path}.new`, path);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compare(a, b)));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
