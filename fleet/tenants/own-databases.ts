import { isDeepStrictEqual } from "node:util";
import type { Finding } from "../check.ts";
import { instancesOf, storageOf } from "../databases/database-room.ts";
import { databases, type DatabaseEntry } from "../schema/tenants/databases.ts";
import type { TenantSize } from "../tiers.ts";

const SIZES: readonly TenantSize[] = ["small", "medium", "large"];

/** What decides about databases on one side of a change. */
export interface DatabasesSide {
  readonly databases: Readonly<Record<string, DatabaseEntry>>;
  readonly size: TenantSize;
  readonly environments: readonly string[];
}

/** One side of a change, or undefined where it can't be read as databases. */
export function databasesSide(entry: Readonly<Record<string, unknown>>): DatabasesSide | undefined {
  const parsed = databases.safeParse(entry["databases"]);
  const size = SIZES.find((one) => one === entry["size"]);
  const { environments } = entry;
  if (!parsed.success || size === undefined || typeof environments !== "object") return undefined;
  return { databases: parsed.data, size, environments: Object.keys(environments ?? {}) };
}

/**
 * What a tenant's people may not do to databases by themselves: lose one, or make one larger than it was. One that is new
 * is at most as large as the tenant's size makes it.
 */
export function raisedDatabases(
  file: string,
  before: DatabasesSide,
  after: DatabasesSide,
  hint: string,
): readonly Finding[] {
  const lost = Object.keys(before.databases)
    .filter((name) => after.databases[name] === undefined)
    .map((name) => ({
      file,
      at: ["databases"],
      expected: `database ${name}, as it was`,
      got: "nothing",
      hint,
    }));
  const altered = Object.entries(after.databases).flatMap(([name, now]) => {
    const was = before.databases[name];
    const where = { file, at: ["databases", name], hint };
    return [
      ...larger(where, was, now, before.size),
      ...(was === undefined ? [] : leaving(where, was, now, before)),
    ];
  });
  return [...lost, ...altered];
}

type Where = Pick<Finding, "file" | "at" | "hint">;

function larger(
  where: Where,
  was: DatabaseEntry | undefined,
  now: DatabaseEntry,
  size: TenantSize,
): readonly Finding[] {
  const [usual, wanted] = [was?.size ?? size, now.size ?? size];
  const known = { instances: was?.instances, storageGiB: was?.storageGiB };
  const amounts = [
    ["instances", instancesOf(known, usual), instancesOf(now, wanted)],
    ["storageGiB", storageOf(known, usual), storageOf(now, wanted)],
  ] as const;
  const isLarger = SIZES.indexOf(wanted) > SIZES.indexOf(usual);
  const sized = { expected: `size of at most ${usual}`, got: wanted };
  return [
    ...(isLarger ? [{ ...where, at: [...where.at, "size"], ...sized }] : []),
    ...amounts
      .filter(([key, most, is]) => is > most && (now[key] !== undefined || !isLarger))
      .map(([key, most, is]) => ({
        ...where,
        at: now[key] === undefined ? where.at : [...where.at, key],
        expected: `${key} of at most ${most}`,
        got: `${is}`,
      })),
  ];
}

/** Words by which data is lost. */
const LEAVING = ["lifecycle", "retireAfter", "retireFrom"] as const;

function leaving(
  where: Where,
  was: DatabaseEntry,
  now: DatabaseEntry,
  { environments }: DatabasesSide,
): readonly Finding[] {
  const kept = was.environments ?? environments;
  const left = kept.filter((one) => now.environments?.includes(one) === false);
  // One that no longer retires stays, which loses nothing.
  const words = now.lifecycle === "retiring" ? LEAVING : [];
  const said = [...words, ...(now.lastBackup === false ? (["lastBackup"] as const) : [])].filter(
    (key) => !isDeepStrictEqual(was[key], now[key]),
  );
  return [
    ...(left.length === 0
      ? []
      : [
          {
            ...where,
            at: [...where.at, "environments"],
            expected: `environments with ${left.join(", ")}, as it was`,
            got: now.environments?.join(", ") ?? "",
          },
        ]),
    ...said.map((key) => ({
      ...where,
      at: [...where.at, key],
      expected: `${key} as it was: ${text(was[key])}`,
      got: text(now[key]),
    })),
  ];
}

const text = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
