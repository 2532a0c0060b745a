import type { Lock, LockedCluster, LockedTenant } from "../schema/lock.ts";

/** One line of what `atoll lock` is about to write. */
export interface LockChange {
  readonly action: "add" | "change" | "free" | "reusable";
  /** Such as `cluster/dev node-a` or `tenant/acme`. */
  readonly holder: string;
  readonly value: string;
}

/** What differs between two locks, sorted by holder. The subnets of a cluster that is new or gone go without saying. */
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
  const inBoth = (holder: string): boolean => old.has(holder) && now.has(holder);
  return changes
    .filter(({ holder }) => !holder.includes(" ") || inBoth(holder.slice(0, holder.indexOf(" "))))
    .sort((a, b) => (a.holder < b.holder ? -1 : a.holder > b.holder ? 1 : 0));
}

/** Every live fact of a lock as one line, `<entry>` or `<entry> <part>`: what is gone holds nothing. */
function facts(lock: Lock): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  for (const [id, { blocks, retiring }] of live(lock.regions))
    lines.set(`region/${id}`, `${blocks.join(", ") || "no blocks yet"}${until(retiring)}`);
  for (const [id, cluster] of live(lock.clusters)) {
    lines.set(`cluster/${id}`, clusterFact(cluster));
    for (const [key, cidr] of Object.entries(cluster.subnets)) lines.set(`cluster/${id} ${key}`, cidr);
  }
  for (const [id, tenant] of live(lock.tenants)) lines.set(`tenant/${id}`, tenantFact(tenant));
  return lines;
}

function clusterFact({ kind, region, block, pods, legacy, linkable, retiring }: LockedCluster): string {
  const range = legacy === true ? `legacy ${block}` : block;
  const podText = pods === undefined ? "" : `, pods ${pods}${linkable === false ? " (never linked)" : ""}`;
  return `${kind} in ${region}, ${range}${podText}${until(retiring)}`;
}

function tenantFact({ tier, placements, leaving, retiring }: LockedTenant): string {
  const homes = Object.entries(placements).map(
    ([name, cluster]) => `${name} on ${cluster}${until(leaving?.[name])}`,
  );
  return `${[tier, ...homes.sort()].join(", ")}${until(retiring)}`;
}

const until = (day: string | undefined): string => (day === undefined ? "" : `, retiring after ${day}`);

function live<T extends { gone?: string | undefined }>(
  entries: Readonly<Record<string, T>>,
): readonly [string, T][] {
  return Object.entries(entries).filter(([, entry]) => entry.gone === undefined);
}
