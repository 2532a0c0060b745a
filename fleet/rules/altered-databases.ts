import { lost } from "../addresses/kept-ranges.ts";
import type { Finding } from "../check.ts";
import type { LockedDatabase, LockedTenant } from "../schema/lock.ts";
import type { BaseOfSteps } from "../upgrade/lock-steps.ts";

/** What another lock says of a tenant's databases and this one does not, for who edits both inventory and lock. */
export function alteredDatabases(
  id: string,
  was: LockedTenant,
  now: LockedTenant,
  revision: BaseOfSteps,
): readonly Finding[] {
  return Object.entries(was.databases ?? {}).flatMap(([environment, all]) =>
    Object.entries(all).flatMap(([name, old]): readonly Finding[] => {
      const at = ["tenants", id, "databases", environment, name];
      const is = now.databases?.[environment]?.[name];
      if (is === undefined) return [lost(at, "a database", revision.name)];
      if (old.gone !== undefined)
        return old.gone === is.gone ? [] : [lost([...at, "gone"], old.gone, revision.name, is.gone)];
      const days = [old.leaving, was.leaving?.[environment], was.retiring];
      if (is.gone !== undefined) return early(at, days, revision);
      return [...lateDay(at, old, is, revision), ...alteredData(at, old, is, revision.name)];
    }),
  );
}

type At = readonly string[];

/** One that has left, although no day of its own or of its environment had come. */
function early(
  at: At,
  days: readonly (string | undefined)[],
  { name, today }: BaseOfSteps,
): readonly Finding[] {
  const known = days.filter((day) => day !== undefined).sort();
  const [first] = known;
  if (first !== undefined && first <= today) return [];
  return [lost(at, first === undefined ? "a live database" : `a database until ${first}`, name)];
}

function lateDay(
  at: At,
  { leaving: was }: LockedDatabase,
  { leaving: is }: LockedDatabase,
  { name, today }: BaseOfSteps,
): readonly Finding[] {
  if (is === undefined || is === was || is > today) return [];
  const expected = `a day after ${today}, for ${name} does not know this one`;
  return [{ ...lost([...at, "leaving"], "", name, is), expected }];
}

function alteredData(at: At, was: LockedDatabase, is: LockedDatabase, name: string): readonly Finding[] {
  const isBack = is.failedMajor === was.major;
  const isOlder = Number(is.major) < Number(was.major) && !isBack;
  const missing = was.archives.filter((one) => !is.archives.includes(one));
  return [
    ...(is.since === was.since ? [] : [lost([...at, "since"], was.since, name, is.since)]),
    ...(isOlder ? [lost([...at, "major"], was.major, name, is.major)] : []),
    ...(is.storageGiB < was.storageGiB
      ? [lost([...at, "storageGiB"], `${was.storageGiB}`, name, `${is.storageGiB}`)]
      : []),
    ...missing.map((one) => lost([...at, "archives"], one, name, is.archives.join(", "))),
  ];
}
