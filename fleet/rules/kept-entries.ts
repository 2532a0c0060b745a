import { lost } from "../addresses/kept-ranges.ts";
import type { Finding } from "../check.ts";
import type { Lock, LockedCluster, LockedRegion, LockedTenant } from "../schema/lock.ts";
import type { BaseOfSteps } from "../upgrade/lock-steps.ts";
import { isTimely, switchText } from "../upgrade/succession.ts";
import { alteredDatabases } from "./altered-databases.ts";
import { alteredCells } from "./cells.ts";
import { alteredHosts } from "./host-moves.ts";
import { alteredStandbys } from "./standbys.ts";
import { alteredServers } from "./k3s-moves.ts";
import { alteredOrganisation } from "./organisation.ts";
import { heldZones } from "./region-moves.ts";

const KINDS = ["regions", "clusters", "tenants", "links"] as const;
type Kind = (typeof KINDS)[number];

/** Fields with rules of their own, here or in other files; every other one stays, also one that comes later. */
const MOVING: Readonly<Record<Kind, readonly string[]>> = {
  regions: ["account", "awsRegion", "zones", "blocks", "endpoints"],
  clusters: [
    "block",
    "pods",
    "services",
    "subnets",
    "kubernetes",
    "k3s",
    "autoscaler",
    "adopt",
    "legacy",
    "linkable",
    "dualStack",
    "replaces",
    "switchOver",
  ],
  tenants: ["placements", "cells", "standbys", "leaving", "stateful", "moving", "applications", "databases"],
  links: [],
};
const LIFE: readonly string[] = ["since", "retiring", "gone"];

/**
 * What another lock says of live entries and this one does not, beside their ranges and layers. The rules compare the
 * inventory with a lock that stands beside it: whoever edits both by hand shows here and nowhere else.
 */
export function alteredEntries(base: Lock, lock: Lock, revision: BaseOfSteps): readonly Finding[] {
  const both = { base, lock, revision };
  return [
    ...alteredOrganisation(base, lock, revision.name),
    ...KINDS.flatMap((kind) => [...departures(kind, both), ...alteredFields(kind, both)]),
    ...stayedIn(base.regions, lock.regions).flatMap(([id, was, now]) => regionChanges(id, was, now, both)),
    ...stayedIn(base.clusters, lock.clusters).flatMap(([id, was, now]) => clusterChanges(id, was, now, both)),
    ...stayedIn(base.tenants, lock.tenants).flatMap(([id, was, now]) => tenantChanges(id, was, now, both)),
    ...alteredHosts(base, lock, revision),
  ];
}

interface Both {
  readonly base: Lock;
  readonly lock: Lock;
  readonly revision: BaseOfSteps;
}

interface Remembered {
  readonly retiring?: string | undefined;
  readonly gone?: string | undefined;
}

type Entries<T> = Readonly<Record<string, T>>;

/** Entries that are live in both. */
function stayedIn<T extends Remembered>(base: Entries<T>, lock: Entries<T>): readonly [string, T, T][] {
  return Object.entries(base).flatMap(([id, was]): [string, T, T][] => {
    const now = lock[id];
    return was.gone !== undefined || now === undefined || now.gone !== undefined ? [] : [[id, was, now]];
  });
}

/** Entries that are gone, or live again, although the other lock had given them no day, or one that is to come. */
function departures(kind: Kind, { base, lock, revision }: Both): readonly Finding[] {
  const { name, today } = revision;
  const now: Entries<Remembered> = lock[kind] ?? {};
  return Object.entries<Remembered>(base[kind] ?? {}).flatMap(([id, { retiring, gone }]): Finding[] => {
    const isGone = now[id]?.gone !== undefined;
    if (gone !== undefined) return isGone ? [] : [lost([kind, id, "gone"], gone, name)];
    if (isGone && retiring !== undefined) {
      return retiring <= today ? [] : [lost([kind, id], `an entry until ${retiring}`, name)];
    }
    return isGone || now[id] === undefined ? [lost([kind, id], "a live entry", name)] : [];
  });
}

function alteredFields(kind: Kind, { base, lock, revision }: Both): readonly Finding[] {
  const { name, today } = revision;
  const moving = new Set([...LIFE, ...MOVING[kind]]);
  const entries = stayedIn<Remembered>(base[kind] ?? {}, lock[kind] ?? {});
  return entries.flatMap(([id, was, now]) => {
    const [old, current] = [fieldsOf(was), fieldsOf(now)];
    const keys = [...new Set([...old.keys(), ...current.keys()])].filter((key) => !moving.has(key));
    const altered = keys.flatMap((key) => stays([kind, id, key], old.get(key), current.get(key), name));
    return [...altered, ...lateDay([kind, id, "retiring"], was.retiring, now.retiring, { name, today })];
  });
}

/** Fields as text; those without a value are not there. */
function fieldsOf(entry: object): ReadonlyMap<string, string> {
  const texts = Object.entries(entry).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)]],
  );
  return new Map(texts);
}

function stays(
  at: readonly string[],
  was: string | undefined,
  is: string | undefined,
  name: string,
): readonly Finding[] {
  if (was === is) return [];
  if (was !== undefined) return [lost(at, was, name, is)];
  return [{ ...lost(at, "", name, is), expected: `no ${at.at(-1) ?? ""}, as ${name} has it` }];
}

/** A first day of removal that the other lock does not know, and that leaves no time. */
function lateDay(
  at: readonly string[],
  was: string | undefined,
  is: string | undefined,
  { name, today }: BaseOfSteps,
): readonly Finding[] {
  if (is === undefined || is === was || is > today) return [];
  return [
    { ...lost(at, "", name, is), expected: `a day after ${today}, for ${name} does not know this one` },
  ];
}

/** A region stays where its bucket, key and zones are, once the lock knows where that is. */
function regionChanges(
  id: string,
  was: LockedRegion,
  now: LockedRegion,
  { base, revision: { name } }: Both,
): readonly Finding[] {
  const places = (["account", "awsRegion"] as const).flatMap((key) =>
    was[key] === undefined ? [] : stays(["regions", id, key], was[key], now[key], name),
  );
  const zones = [...heldZones(base, id)].flatMap((letter) => {
    const zone = was.zones?.[letter];
    return zone === undefined ? [] : stays(["regions", id, "zones", letter], zone, now.zones?.[letter], name);
  });
  return [...places, ...zones];
}

function clusterChanges(
  id: string,
  was: LockedCluster,
  now: LockedCluster,
  { lock, revision }: Both,
): readonly Finding[] {
  const { name, today } = revision;
  const at = (...keys: readonly string[]): readonly string[] => ["clusters", id, ...keys];
  const text = (value: boolean | undefined): string | undefined => value?.toString();
  const isReleased = was.replaces === undefined || lock.clusters[was.replaces]?.gone !== undefined;
  const settled = was.adopt ?? now.adopt ?? {};
  // Locks of old know K3s clusters of which nothing but the network was built.
  const isNew = was.kind === "k3s" && was.k3s === undefined;
  const hadNone = was.pods === undefined && was.vpcId === undefined && !isNew;
  return [
    ...(hadNone ? stays(at("pods"), was.pods, now.pods, name) : []),
    ...(isNew ? [] : stays(at("autoscaler"), was.autoscaler, now.autoscaler, name)),
    ...alteredServers(id, was, now, name),
    // A network may begin to be linked, and never ends it; an IPv6 range may come, and never goes.
    ...(was.linkable === undefined ? stays(at("linkable"), undefined, text(now.linkable), name) : []),
    ...(was.dualStack === true ? stays(at("dualStack"), "true", text(now.dualStack), name) : []),
    ...Object.entries(now.adopt ?? {}).flatMap(([key, cloudId]) =>
      stays(at("adopt", key), Object.hasOwn(settled, key) ? settled[key] : undefined, cloudId, name),
    ),
    ...(isReleased ? [] : stays(at("replaces"), was.replaces, now.replaces, name)),
    ...(now.switchOver === undefined || isTimely(now.switchOver, was.switchOver, today)
      ? []
      : [
          {
            ...lost(at("switchOver"), "", name, switchText(now.switchOver)),
            expected: `a switch that ${name} knows, or one from ${today} on`,
          },
        ]),
  ];
}

function tenantChanges(id: string, was: LockedTenant, now: LockedTenant, both: Both): readonly Finding[] {
  const { name, today } = both.revision;
  const at = (...keys: readonly string[]): readonly string[] => ["tenants", id, ...keys];
  const leaving = Object.entries(now.leaving ?? {}).flatMap(([environment, day]) =>
    lateDay(at("leaving", environment), was.leaving?.[environment], day, both.revision),
  );
  const moving = Object.entries(now.moving ?? {}).flatMap(([environment, day]): readonly Finding[] => {
    if (day >= today || was.moving?.[environment] === day) return [];
    const expected = `${today} or a later day, for ${name} does not know this one`;
    return [{ ...lost(at("moving", environment), "", name, day), expected }];
  });
  const placements = Object.entries(was.placements).flatMap(([environment, cluster]): readonly Finding[] => {
    const is = now.placements[environment];
    if (is === cluster) return [];
    const expected = until(cluster, [was, now], environment, both);
    return expected === undefined ? [] : [lost(at("placements", environment), expected, name, is)];
  });
  return [
    ...placements,
    ...alteredCells(id, was, now, name),
    ...alteredStandbys(id, was, now, both.revision),
    ...alteredDatabases(id, was, now, both.revision),
    ...leaving,
    ...moving,
  ];
}

/** Where an environment that has left a cluster still should be; undefined when it left as it may. */
function until(
  cluster: string,
  [was, now]: readonly [LockedTenant, LockedTenant],
  environment: string,
  { base, lock, revision: { today } }: Both,
): string | undefined {
  const is = now.placements[environment];
  if (is === undefined) {
    const day = was.leaving?.[environment];
    if (day === undefined) return cluster;
    return day <= today ? undefined : `${cluster} until ${day}`;
  }
  const isSuccessor = [base, lock].some(({ clusters }) => clusters[is]?.replaces === cluster);
  if (!isSuccessor) return cluster;
  // What has data in the other lock has it, whatever is said now.
  if (![was, now].some(({ stateful = [] }) => stateful.includes(environment))) return undefined;
  const day = now.moving?.[environment];
  const isKnown = day !== undefined && (day === was.moving?.[environment] || day >= today);
  return isKnown && day <= today ? undefined : `${cluster} until its data moves`;
}
