import { k3sText } from "../k3s/server-moves.ts";
import { movedClusters } from "./moved-clusters.ts";
import type { Lock, LockedCluster, LockedTenant } from "../schema/lock.ts";
import { nameFacts } from "../ways/name-facts.ts";
import { layersText } from "../upgrade/layers.ts";
import { switchText } from "../upgrade/succession.ts";

/** One line of what `atoll lock` is about to write. */
export interface LockChange {
  readonly action: "add" | "change" | "free" | "reusable" | "move";
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

/**
 * Changes in which what a file gave out, and no longer stands, is told as moved: it may have been built already. A file
 * in conflict has two sides, and either may have been.
 */
export function withMoves(
  changes: readonly LockChange[],
  sides: readonly Lock[],
  after: Lock,
): readonly LockChange[] {
  const now = facts(after);
  const moved = new Map(
    sides.flatMap((side) =>
      movedClusters(side, after).map(({ id, was }): [string, LockChange] => {
        const holder = `cluster/${id}`;
        return [holder, { action: "move", holder, value: `${now.get(holder) ?? ""}; was ${was}` }];
      }),
    ),
  );
  const others = changes.filter(({ holder, action }) => !moved.has(holder) || action === "reusable");
  return [...others, ...moved.values()].sort((a, b) =>
    a.holder < b.holder ? -1 : a.holder > b.holder ? 1 : 0,
  );
}

/** Every live fact of a lock as one line, `<entry>` or `<entry> <part>`: what is gone holds nothing. */
function facts(lock: Lock): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  if (lock.organisation !== undefined) lines.set("organisation", lock.organisation);
  for (const [id, { blocks, retiring, account, awsRegion, endpoints, zones }] of live(lock.regions)) {
    lines.set(`region/${id}`, `${blocks.join(", ") || "no blocks yet"}${until(retiring)}`);
    if (account !== undefined) lines.set(`region/${id} account`, account);
    if (awsRegion !== undefined) lines.set(`region/${id} awsRegion`, awsRegion);
    if (endpoints !== undefined) lines.set(`region/${id} endpoints`, endpoints);
    if (zones !== undefined) lines.set(`region/${id} zones`, pairs(zones));
  }
  for (const [id, cluster] of live(lock.clusters)) {
    lines.set(`cluster/${id}`, clusterFact(cluster));
    for (const [key, cidr] of Object.entries(cluster.subnets)) lines.set(`cluster/${id} ${key}`, cidr);
    if (cluster.kubernetes !== undefined)
      lines.set(`cluster/${id} kubernetes`, layersText(cluster.kubernetes, cluster.kind));
    if (cluster.k3s !== undefined) lines.set(`cluster/${id} k3s`, k3sText(cluster.k3s));
    if (cluster.dualStack === true) lines.set(`cluster/${id} dualStack`, "true");
    if (cluster.ipFamily !== undefined) lines.set(`cluster/${id} ipFamily`, cluster.ipFamily);
    if (cluster.autoscaler !== undefined) lines.set(`cluster/${id} autoscaler`, cluster.autoscaler);
    if (cluster.switchOver !== undefined)
      lines.set(`cluster/${id} switchOver`, switchText(cluster.switchOver));
    if (cluster.adopt !== undefined) lines.set(`cluster/${id} adopt`, pairs(cluster.adopt));
  }
  for (const [id, tenant] of live(lock.tenants)) {
    lines.set(`tenant/${id}`, tenantFact(tenant));
    for (const [key, fact] of databaseFacts(tenant)) lines.set(`tenant/${id} ${key}`, fact);
  }
  for (const [holder, value] of nameFacts(lock)) lines.set(holder, value);
  for (const [id, { from, to, retiring }] of live(lock.links ?? {}))
    lines.set(`link/${id}`, `${from} with ${to}${until(retiring)}`);
  return lines;
}

function clusterFact({ kind, region, block, pods, legacy, linkable, retiring }: LockedCluster): string {
  const range = legacy === true ? `legacy ${block}` : block;
  const podText = pods === undefined ? "" : `, pods ${pods}${linkable === false ? " (never linked)" : ""}`;
  return `${kind} in ${region}, ${range}${podText}${until(retiring)}`;
}

function tenantFact({
  tier,
  placements,
  cells,
  standbys,
  leaving,
  stateful,
  moving,
  retiring,
}: LockedTenant): string {
  const homes = Object.entries(placements).map(
    ([name, cluster]) =>
      `${name} on ${cluster}${cellFact(cells?.[name])}${dataFact(stateful?.includes(name) === true, moving?.[name])}${until(leaving?.[name])}`,
  );
  const spares = Object.entries(standbys ?? {}).map(
    ([name, { cluster, cell, leaving: day }]) =>
      `${name} standing by on ${cluster}${cellFact(cell)}${until(day)}`,
  );
  return `${[tier, ...homes.sort(), ...spares.sort()].join(", ")}${until(retiring)}`;
}

/** `<environment>/<database>` -> what holds its data. */
function databaseFacts({ databases = {} }: LockedTenant): readonly (readonly [string, string])[] {
  return Object.entries(databases).flatMap(([environment, all]) =>
    live(all).map(([name, { major, storageGiB, archives, leaving }]) => {
      const text = `PostgreSQL ${major}, ${storageGiB} GiB, archived as ${archives.at(-1) ?? "nothing"}`;
      return [`${environment}/${name}`, `${text}${until(leaving)}`] as const;
    }),
  );
}

const cellFact = (cell: number | undefined): string => (cell === undefined ? "" : `, cell ${cell}`);

function dataFact(isStateful: boolean, day: string | undefined): string {
  const data = isStateful ? " with data" : "";
  return day === undefined ? data : `${data}, moving on ${day}`;
}

function pairs(record: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([key, value]) => `${key} ${value}`).join(", ") || "nothing";
}

const until = (day: string | undefined): string => (day === undefined ? "" : `, retiring after ${day}`);

function live<T extends { gone?: string | undefined }>(
  entries: Readonly<Record<string, T>>,
): readonly [string, T][] {
  return Object.entries(entries).filter(([, entry]) => entry.gone === undefined);
}
