import { isDeepStrictEqual } from "node:util";
import type { Fault, Finding } from "../check.ts";
import type { TenantEntry } from "../schema/tenant.ts";
import { MOST_ENTRIES } from "./entry-counts.ts";
import { databasesSide, raisedDatabases } from "./own-databases.ts";
import { changedWindows } from "./own-windows.ts";
import { type Tier, tierContract, type TenantSize } from "../tiers.ts";

/** A file that differs, by its path from the root of the repository. */
export interface TouchedFile {
  readonly path: string;
  /** Whether it is there on both sides as a plain file, with other text. */
  readonly isEdited: boolean;
}

/** An entry as its file says it, without defaults. */
export type RawEntry = Readonly<Record<string, unknown>>;

/** Keys that a tenant's people may change by themselves; whatever comes to the schema later is the platform's at first. */
const OWN_KEYS: ReadonlySet<keyof TenantEntry> = new Set([
  "displayName",
  "applications",
  "windows",
  "databases",
  "backup",
  "alerts",
] as const);

const ASK = "leave it to the platform's people";

/** Files that are not the tenant's own to change. `own` is its file, by its path from the root of the repository. */
export function foreignFiles(files: readonly TouchedFile[], own: string): readonly Fault[] {
  return files
    .filter(({ path, isEdited }) => path !== own || !isEdited)
    .map(({ path }) => {
      const expected =
        path === own ? "the tenant's file, changed and nothing else" : `changes of ${own} alone`;
      const got = path === own ? "a file that comes, goes, or is none" : "a change of this file";
      return { file: path, path: "", expected, got, hint: ASK };
    });
}

/** Keys of the tenant's own file that are the platform's to change. `file` is its path in the inventory. */
export function liftedKeys(file: string, before: RawEntry, after: RawEntry): readonly Finding[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .flatMap((key) => {
      if (key === "limits") return raisedLimits(file, before, after);
      if (key === "databases") return ownDatabases(file, before, after);
      if (key === "windows") return ownWindows(file, before, after);
      return isOwn(key) ? [] : [kept(file, key, before, after)];
    });
}

/** Theirs, but for what is lost or becomes larger. */
function ownDatabases(file: string, before: RawEntry, after: RawEntry): readonly Finding[] {
  const [was, now] = [databasesSide(before), databasesSide(after)];
  if (was === undefined || now === undefined) return [kept(file, "databases", before, after)];
  return raisedDatabases(file, was, now, ASK);
}

/** Theirs, but for those that allow. */
function ownWindows(file: string, before: RawEntry, after: RawEntry): readonly Finding[] {
  const changed = changedWindows(file, before["windows"], after["windows"], ASK);
  return changed ?? [kept(file, "windows", before, after)];
}

const isOwn = (key: string): boolean => (OWN_KEYS as ReadonlySet<string>).has(key);

function kept(file: string, key: string, before: RawEntry, after: RawEntry): Finding {
  const isThere = Object.hasOwn(after, key);
  return {
    file,
    at: isThere ? [key] : [],
    expected: `${key} as it was: ${text(before[key])}`,
    got: text(after[key]),
    hint: ASK,
  };
}

const text = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** Less is a tenant's own choice. An amount that is missing is what tier and size give. */
function raisedLimits(file: string, before: RawEntry, after: RawEntry): readonly Finding[] {
  const old = amounts(before["limits"]);
  const now = amounts(after["limits"]);
  if (old === undefined || now === undefined) return [kept(file, "limits", before, after)];
  const usual = usualAmounts(before);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .sort()
    .flatMap((key): readonly Finding[] => {
      const was = old[key] ?? usual[key];
      const is = now[key] ?? usual[key];
      if (was !== undefined && is !== undefined && is <= was) return [];
      const at = Object.hasOwn(now, key) ? ["limits", key] : [];
      return [{ file, at, expected: `${key} of at most ${text(was)}, as it was`, got: text(is), hint: ASK }];
    });
}

function amounts(limits: unknown): Readonly<Record<string, number>> | undefined {
  if (limits === undefined || limits === null) return {};
  if (typeof limits !== "object") return undefined;
  const entries = Object.entries(limits).flatMap(([key, one]: [string, unknown]) =>
    typeof one === "number" ? [[key, one] as const] : [],
  );
  return entries.length === Object.keys(limits).length ? Object.fromEntries(entries) : undefined;
}

const MEBI = 1024;
const MILLI = 1000;

function usualAmounts({ tier, size }: RawEntry): Readonly<Record<string, number>> {
  if (!isTier(tier) || !isSize(size)) return {};
  const { requests, pods, storageMiB } = tierContract(tier, size).quota;
  return {
    pods,
    cpu: requests.cpuMillicores / MILLI,
    memoryGiB: requests.memoryMiB / MEBI,
    storageGiB: storageMiB / MEBI,
    ...MOST_ENTRIES[size],
  };
}

const isTier = (one: unknown): one is Tier =>
  ["pooled", "dedicated-nodes", "dedicated-cluster"].includes(String(one));
const isSize = (one: unknown): one is TenantSize => ["small", "medium", "large"].includes(String(one));
