import type { Finding } from "../check.ts";
import { leavingDatabases } from "../databases/databases-in.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";
import { isTimely, switchText } from "../upgrade/succession.ts";

/** What is said of a day at a place, given what a lock says of it. */
type Late = (
  file: string,
  at: readonly string[],
  day: string | undefined,
  known: (lock: Lock) => string | undefined,
) => readonly Finding[];

/**
 * Days that no lock knows yet and that have come already: of removal today or before, of a switch before today. Else an
 * entry could be retired and removed in one go, and nobody would have had the time to object.
 */
export function newDayFindings(
  inventory: Inventory,
  locks: readonly Lock[],
  today: string,
): readonly Finding[] {
  const late: Late = (file, at, day, known) => {
    if (day === undefined || day > today || locks.some((lock) => known(lock) === day)) return [];
    const expected = `a day after ${today}, for the lock does not know this one yet`;
    return [{ file, at, expected, hint: "a day that has come would leave no time to object" }];
  };
  const entries = (["regions", "clusters", "tenants"] as const).flatMap((kind) =>
    [...inventory[kind].values()].flatMap(({ id, retireAfter }) =>
      late(`${kind}/${id}.yaml`, ["retireAfter"], retireAfter, (lock) => lock[kind][id]?.retiring),
    ),
  );
  const links = [...inventory.links.values()].flatMap(({ id, retireAfter }) =>
    // A fleet that never had a link has none in its lock.
    late(`links/${id}.yaml`, ["retireAfter"], retireAfter, (lock) => lock.links?.[id]?.retiring),
  );
  const environments = [...inventory.tenants.values()].flatMap(({ id, environments: all }) =>
    Object.entries(all).flatMap(([name, { retireAfter, standby }]) => {
      const [file, at] = [`tenants/${id}.yaml`, ["environments", name]];
      const locked = (lock: Lock): Lock["tenants"][string] | undefined => lock.tenants[id];
      const standbyDay = (lock: Lock): string | undefined => locked(lock)?.standbys?.[name]?.leaving;
      return [
        ...late(file, [...at, "retireAfter"], retireAfter, (lock) => locked(lock)?.leaving?.[name]),
        ...late(file, [...at, "standby", "retireAfter"], standby?.retireAfter, standbyDay),
      ];
    }),
  );
  const databases = newDatabaseDays(inventory, late);
  return [...switchFindings(inventory, locks, today), ...entries, ...links, ...environments, ...databases];
}

function newDatabaseDays({ tenants }: Inventory, late: Late): readonly Finding[] {
  return [...tenants.values()].flatMap((tenant) =>
    leavingDatabases(tenant).flatMap(({ environment, name, day }) => {
      const known = (lock: Lock) => lock.tenants[tenant.id]?.databases?.[environment]?.[name]?.leaving;
      return late(`tenants/${tenant.id}.yaml`, ["databases", name, "retireAfter"], day, known);
    }),
  );
}

/** Of the past, a switch would end the watch over the old cluster, or move data that nobody has moved. */
function switchFindings(inventory: Inventory, locks: readonly Lock[], today: string): readonly Finding[] {
  const expected = `${today} or a later day, for the lock does not know this one yet`;
  const clusters = [...inventory.clusters.values()].flatMap(({ id, switchOver }): readonly Finding[] => {
    const known = locks.map((lock) => lock.clusters[id]?.switchOver);
    if (switchOver === undefined || [undefined, ...known].some((one) => isTimely(switchOver, one, today)))
      return [];
    const where = { file: `clusters/${id}.yaml`, at: ["switchOver", "on"], got: switchText(switchOver) };
    return [{ ...where, expected, hint: "a switch that is over is only watched for longer" }];
  });
  const environments = [...inventory.tenants.values()].flatMap(({ id, environments: all }) =>
    Object.entries(all).flatMap(([name, { switchOver: day }]): readonly Finding[] => {
      const isKnown = locks.some((lock) => lock.tenants[id]?.moving?.[name] === day);
      if (day === undefined || day >= today || isKnown) return [];
      const at = ["environments", name, "switchOver"];
      return [{ file: `tenants/${id}.yaml`, at, expected, hint: "its data moves on that day, not before" }];
    }),
  );
  return [...clusters, ...environments];
}
