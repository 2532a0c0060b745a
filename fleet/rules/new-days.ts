import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import type { Lock } from "../schema/lock.ts";

/**
 * Days of removal that no lock knows yet and that are over already. Told of the past, an entry could be retired and
 * removed in one go, and nobody would have had the time to object.
 */
export function newDayFindings(
  inventory: Inventory,
  locks: readonly Lock[],
  today: string,
): readonly Finding[] {
  const late = (
    file: string,
    at: readonly string[],
    day: string | undefined,
    known: (lock: Lock) => string | undefined,
  ): readonly Finding[] => {
    if (day === undefined || day >= today || locks.some((lock) => known(lock) === day)) return [];
    const expected = `${today} or a later day, for the lock does not know this one yet`;
    return [{ file, at, expected, hint: "a day that is over would leave no time to object" }];
  };
  const entries = (["regions", "clusters", "tenants"] as const).flatMap((kind) =>
    [...inventory[kind].values()].flatMap(({ id, retireAfter }) =>
      late(`${kind}/${id}.yaml`, ["retireAfter"], retireAfter, (lock) => lock[kind][id]?.retiring),
    ),
  );
  const environments = [...inventory.tenants.values()].flatMap(({ id, environments: all }) =>
    Object.entries(all).flatMap(([name, { retireAfter }]) =>
      late(
        `tenants/${id}.yaml`,
        ["environments", name, "retireAfter"],
        retireAfter,
        (lock) => lock.tenants[id]?.leaving?.[name],
      ),
    ),
  );
  return [...entries, ...environments];
}
