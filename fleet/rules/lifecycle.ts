import { parseCidr } from "../addresses/cidr.ts";
import { clusterZones } from "../addresses/zones.ts";
import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Tenant } from "../inventory.ts";
import { lateAdoptions } from "./adoptions.ts";
import { applicationMoves } from "./application-moves.ts";
import { autoscalerMoves } from "./autoscaler-moves.ts";
import { databaseMoves } from "./database-moves.ts";
import { hostMoves } from "./host-moves.ts";
import { k3sMoves } from "./k3s-moves.ts";
import { linkMoves } from "./link-moves.ts";
import { networkLosses } from "./network-losses.ts";
import { organisationMove } from "./organisation.ts";
import { lockedMode } from "../networks/locked-mode.ts";
import { broughtOverlay, hasOverlay } from "../networks/overlay.ts";
import { regionMoves } from "./region-moves.ts";
import { standbyMoves } from "./standbys.ts";
import { soakFindings } from "./soak.ts";
import { versionMoves } from "./version-moves.ts";
import type { Lock, LockedCluster, LockedTenant } from "../schema/lock.ts";

/** What the lock remembers against what the inventory says: nothing is lost, moved or taken again by accident. */
export function lifecycleFindings(inventory: Inventory, lock: Lock, today: string): readonly Finding[] {
  const lost = lostEntries(inventory, lock, today);
  const moved = [...inventory.clusters.values()].flatMap((cluster) => {
    const locked = lock.clusters[cluster.id];
    return isLive(locked) ? clusterMoves(inventory, cluster, locked) : [];
  });
  const migrated = [...inventory.tenants.values()].flatMap((tenant) => {
    const locked = lock.tenants[tenant.id];
    return isLive(locked) ? tenantMoves(inventory, tenant, locked, today) : [];
  });
  return [
    ...lost,
    ...organisationMove(inventory, lock),
    ...regionMoves(inventory, lock),
    ...moved,
    ...soakFindings(inventory, lock, today),
    ...migrated,
    ...hostMoves(inventory, lock),
    ...applicationMoves(inventory, lock),
    ...linkMoves(inventory, lock),
  ];
}

const KINDS = ["regions", "clusters", "tenants", "links"] as const;

type Ids = Readonly<Record<(typeof KINDS)[number], { has(id: string): boolean }>>;

/** Entries that the lock knows and that are there no more, or again. */
export function lostEntries(ids: Ids, lock: Lock, today: string): readonly Finding[] {
  return KINDS.flatMap((kind) => lostFindings(kind, ids[kind], lock[kind] ?? {}, today));
}

interface Remembered {
  readonly retiring?: string | undefined;
  readonly gone?: string | undefined;
}

function isLive<T extends Remembered>(locked: T | undefined): locked is T {
  return locked !== undefined && locked.gone === undefined;
}

function lostFindings(
  kind: string,
  entries: Ids[keyof Ids],
  locked: Readonly<Record<string, Remembered>>,
  today: string,
): readonly Finding[] {
  return Object.entries(locked).flatMap(([id, { retiring, gone }]): Finding[] => {
    const file = `${kind}/${id}.yaml`;
    if (entries.has(id)) {
      if (gone === undefined) return [];
      const expected = "an id that was never used: this one belonged to an entry that is gone";
      return [{ file, at: [], expected, got: `${JSON.stringify(id)}, gone since ${gone}` }];
    }
    if (gone !== undefined || (retiring !== undefined && retiring <= today)) return [];
    const hint =
      retiring === undefined
        ? "restore the file; to remove the entry, set lifecycle: retiring with retireAfter and run atoll lock first"
        : "restore the file and wait for that day";
    const expected = retiring === undefined ? "the file of a live entry" : `the file until ${retiring}`;
    return [{ file, at: [], expected, got: "none", hint }];
  });
}

const REBUILD = "build a new cluster beside it, and retire this one";

/** Facts of a live cluster that would replace it. */
function clusterMoves(inventory: Inventory, cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  const file = `clusters/${cluster.id}.yaml`;
  const { network } = cluster;
  const stays = (at: readonly string[], was: string | number, is: string | number): readonly Finding[] =>
    was === is
      ? []
      : [{ file, at, expected: `${was}, as it was built`, got: JSON.stringify(is), hint: REBUILD }];
  const services = cluster.serviceCidr ?? locked.services;
  const fixed = [
    ...stays(["region"], locked.region, cluster.region),
    ...stays(["kind"], locked.kind, cluster.kind),
    ...stays(["serviceCidr"], locked.services, services),
    ...versionMoves(cluster, locked),
    ...autoscalerMoves(cluster, locked),
    ...k3sMoves(inventory, cluster, locked),
    ...stays(["network", "mode"], lockedMode(locked), network.mode),
  ];
  if (network.mode !== lockedMode(locked)) return fixed;
  if (network.mode === "external") return [...fixed, ...overlayMoves(cluster, locked)];
  if (network.mode === "existing") {
    const vpc = stays(["network", "vpcId"], locked.vpcId ?? "", network.vpcId);
    const block = stays(["network", "cidr"], locked.block, network.cidr);
    return [...fixed, ...vpc, ...block, ...overlayMoves(cluster, locked)];
  }
  return [
    ...fixed,
    ...stays(["network", "netmaskLength"], parseCidr(locked.block).netmaskLength, network.netmaskLength),
    ...(hasOverlay(cluster) ? [] : stays(["network", "pods"], podsOf(locked), network.pods)),
    ...zoneLosses(inventory, cluster, locked),
    ...networkLosses(cluster, network, locked),
    ...lateAdoptions(cluster, locked),
  ];
}

const podsOf = ({ pods }: LockedCluster): string => (pods === undefined ? "vpc" : "unrouted");

/** The range of an overlay is what the datastore was made with; locks of old may know none. */
function overlayMoves(cluster: Cluster, { pods }: LockedCluster): readonly Finding[] {
  const overlay = broughtOverlay(cluster);
  if (overlay === undefined || pods === undefined || overlay === pods) return [];
  const where = { file: `clusters/${cluster.id}.yaml`, at: ["network", "podRange"] };
  return [{ ...where, expected: `${pods}, as it was built`, got: JSON.stringify(overlay), hint: REBUILD }];
}

/** A zone that holds subnets may not leave: nodes and volumes are in it. */
function zoneLosses(inventory: Inventory, cluster: Cluster, locked: LockedCluster): readonly Finding[] {
  const zones = clusterZones(inventory, cluster);
  const held = [
    ...new Set(Object.keys(locked.subnets).map((key) => key.slice(key.lastIndexOf("-") + 1))),
  ].sort();
  const lost = held.filter((zone) => !zones.includes(zone));
  if (lost.length === 0) return [];
  const expected = `the zones ${held.join(", ")}, which hold subnets`;
  const finding = {
    file: `clusters/${cluster.id}.yaml`,
    at: ["zones"],
    expected,
    got: zones.join(", ") || "none",
  };
  return [{ ...finding, hint: `write zones: [${[...new Set([...held, ...zones])].sort().join(", ")}]` }];
}

const MIGRATE = "moving data is a migration: add an environment, move, then retire the old one";

/** A tenant's data stays where it is; an environment leaves by its retireAfter, as an entry does. */
function tenantMoves(
  inventory: Inventory,
  tenant: Tenant,
  locked: LockedTenant,
  today: string,
): readonly Finding[] {
  const file = `tenants/${tenant.id}.yaml`;
  const was = `${locked.tier}, as it was built`;
  const tier = { file, at: ["tier"], expected: was, got: JSON.stringify(tenant.tier), hint: MIGRATE };
  const placements = Object.entries(locked.placements).flatMap(([name, cluster]): readonly Finding[] => {
    const placement = tenant.environments[name];
    const now = placement?.cluster;
    if (now === cluster) return [];
    if (now === undefined) return lostEnvironment(file, name, locked.leaving?.[name], today);
    const at = ["environments", name, "cluster"];
    // The successor carries the environment already; its data has moved, or it had none before either.
    if (inventory.clusters.get(now)?.replaces === cluster) {
      const hasData = placement?.stateful === true || locked.stateful?.includes(name) === true;
      const day = hasData ? (placement?.switchOver ?? "its switchOver") : today;
      if (day <= today) return [];
      return [
        { file, at, expected: `${cluster} until ${day}, when its data moves`, got: JSON.stringify(now) },
      ];
    }
    return [{ file, at, expected: `${cluster}, where its data is`, got: JSON.stringify(now), hint: MIGRATE }];
  });
  return [
    ...(tenant.tier === locked.tier ? [] : [tier]),
    ...placements,
    ...standbyMoves(tenant, locked, today),
    ...databaseMoves(tenant, locked, today),
  ];
}

function lostEnvironment(
  file: string,
  name: string,
  leaving: string | undefined,
  today: string,
): readonly Finding[] {
  if (leaving !== undefined && leaving <= today) return [];
  const finding = { file, at: ["environments"], got: "no such environment" };
  if (leaving !== undefined) {
    const expected = `environment ${name} until ${leaving}`;
    return [{ ...finding, expected, hint: "restore it and wait for that day" }];
  }
  const hint = "restore it; to remove it, set its retireAfter and run atoll lock first";
  return [{ ...finding, expected: `environment ${name}, which is live`, hint }];
}
