import type { Finding } from "../check.ts";
import type { Lock } from "../schema/lock.ts";
import { type FoundPlace, type Home, pathOf, type WantedHome } from "./homes.ts";
import type { Places } from "./occupancy.ts";
import { meetsRule } from "./reasons.ts";

/** Where a home is already: at its cluster, or, once that retires, at the one that takes its place. */
export function rememberedPlace(
  { clusters }: Places,
  lock: Lock | undefined,
  { home, entry }: WantedHome,
): FoundPlace | undefined {
  const was = lockedPlace(lock, home);
  if (was === undefined) return undefined;
  if (entry.cluster !== undefined) return { ...was, cluster: entry.cluster };
  const old = clusters.get(was.cluster);
  if (old !== undefined && old.lifecycle !== "retiring") return was;
  const successor = [...clusters.values()].find(({ replaces }) => replaces === was.cluster);
  return { ...was, cluster: successor?.id ?? was.cluster };
}

function lockedPlace(
  lock: Lock | undefined,
  { tenant, environment, isStandby }: Home,
): FoundPlace | undefined {
  const locked = lock?.tenants[tenant.id];
  if (locked === undefined || locked.gone !== undefined) return undefined;
  if (isStandby === true) {
    const standby = locked.standbys?.[environment];
    return (
      standby && { cluster: standby.cluster, ...(standby.cell === undefined ? {} : { cell: standby.cell }) }
    );
  }
  const cluster = locked.placements[environment];
  const cell = locked.cells?.[environment];
  return cluster === undefined ? undefined : { cluster, ...(cell === undefined ? {} : { cell }) };
}

/** Says what `atoll lock` alone decides. */
export function unknownPlace({ home, entry }: WantedHome): Finding {
  const isNamed = entry.place === undefined;
  return {
    file: `tenants/${home.tenant.id}.yaml`,
    at: [...pathOf(home), isNamed ? "cluster" : "place"],
    expected: isNamed ? "an environment whose cell the lock knows" : "a cluster that the lock knows",
    got: "none yet",
    hint: "run atoll lock, which decides it",
  };
}

/** A place is kept, whatever its rule says later: moving is a migration. */
export function changedRule(
  { clusters }: Places,
  { home, entry }: WantedHome,
  at: string,
): readonly Finding[] {
  const cluster = clusters.get(at);
  const { place: rule } = entry;
  if (rule === undefined || cluster === undefined || meetsRule({ cluster }, rule)) return [];
  return [
    {
      file: `tenants/${home.tenant.id}.yaml`,
      at: [...pathOf(home), "place"],
      expected: `a rule that holds for ${at}, for ${cluster.environment} in ${cluster.region}, where its data is`,
      got: [rule.environment, ...(rule.region === undefined ? [] : [rule.region])].join(" in "),
      hint: "moving data is a migration: add an environment, move, then retire the old one",
    },
  ];
}
