import type { Lock } from "../schema/lock.ts";

/** One line of what `atoll lock` is about to write. */
export interface LockChange {
  readonly action: "add" | "change" | "free" | "reusable";
  /** Such as `cluster/dev block` or `tenant/acme`. */
  readonly holder: string;
  readonly value: string;
}

/** What differs between two locks, sorted by holder. */
export function lockChanges(before: Lock, after: Lock): readonly LockChange[] {
  const old = facts(before);
  const now = facts(after);
  const changes: LockChange[] = [];
  for (const [holder, value] of now) {
    if (!old.has(holder)) changes.push({ action: "add", holder, value });
    else if (old.get(holder) !== value) changes.push({ action: "change", holder, value });
  }
  for (const [holder, value] of old) if (!now.has(holder)) changes.push({ action: "free", holder, value });
  const known = new Set(after.tombstones.map(({ cidr }) => cidr));
  for (const { cidr, holder } of before.tombstones) {
    if (!known.has(cidr)) changes.push({ action: "reusable", holder, value: cidr });
  }
  return changes.sort((a, b) => (a.holder < b.holder ? -1 : a.holder > b.holder ? 1 : 0));
}

/** Every live fact of a lock as one line: what is gone holds nothing. */
function facts(lock: Lock): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const [id, region] of live(lock.regions)) {
    lines.set(`region/${id}`, `since ${region.since}${until(region.retiring)}`);
    for (const cidr of region.blocks) lines.set(`region/${id} ${cidr}`, cidr);
  }
  for (const [id, cluster] of live(lock.clusters)) {
    lines.set(`cluster/${id}`, `${cluster.kind} in ${cluster.region}${until(cluster.retiring)}`);
    lines.set(`cluster/${id} block`, cluster.block);
    if (cluster.pods !== undefined) lines.set(`cluster/${id} pods`, cluster.pods);
    for (const [key, cidr] of Object.entries(cluster.subnets)) lines.set(`cluster/${id} ${key}`, cidr);
  }
  for (const [id, tenant] of live(lock.tenants)) {
    lines.set(`tenant/${id}`, `${tenant.tier}${until(tenant.retiring)}`);
    for (const [name, cluster] of Object.entries(tenant.placements))
      lines.set(`tenant/${id} ${name}`, `on ${cluster}`);
  }
  return lines;
}

const until = (day: string | undefined): string => (day === undefined ? "" : `, retiring after ${day}`);

function live<T extends { gone?: string | undefined }>(
  entries: Readonly<Record<string, T>>,
): readonly [string, T][] {
  return Object.entries(entries).filter(([, entry]) => entry.gone === undefined);
}
