import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import type { Fleet, Tenant } from "../../fleet/inventory.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { isoDate } from "../../fleet/schema/scalars.ts";
import type { DatabaseEntry } from "../../fleet/schema/tenants/databases.ts";
import { hostStacks } from "../../fleet/tenants/host-stacks.ts";
import { type TextEdit, withEdits } from "../../fleet/tenants/nested-text.ts";
import { knownPath } from "./entry-changes.ts";
import type { ChangedFile } from "./proposal.ts";

/** What `atoll tenant retire --database` is told. */
export interface DatabaseChoice {
  readonly database: string;
  /** First day on which the database may go. */
  readonly after?: string;
  /** The database's name, typed by whoever removes it. */
  readonly confirm?: string;
}

/** The next step of one database's retirement, as a change of its tenant's file; undefined where it is only asked about. */
export function retireDatabaseStep(
  fleet: Fleet,
  id: string,
  { database, after, confirm }: DatabaseChoice,
): ChangedFile | undefined {
  const path = knownPath(fleet, id);
  const entry = knownDatabase(fleet, id, database);
  if (after !== undefined && confirm !== undefined) throw refused("--after or --confirm", "both");
  const change = (edits: readonly TextEdit[]): ChangedFile => changed(fleet, path, edits);
  const at = ["databases", database];
  if (after !== undefined) {
    if (!isoDate.safeParse(after).success) throw refused("--after with a day such as 2026-11-24", after);
    const words = { lifecycle: "retiring", retireAfter: after };
    return change(Object.entries(words).map(([key, value]) => ({ at: [...at, key], value })));
  }
  if (confirm === undefined) return undefined;
  if (!isRemovable(entry, fleet.today)) {
    const got = `${database}, which is ${stateText(entry, fleet)}`;
    throw refused("a database whose day of removal has come", got);
  }
  if (confirm !== database) throw refused(`--confirm ${database}`, `--confirm ${confirm}`);
  return change(removal(fleet.tenants.get(id), database, entry));
}

/** State and next steps of one database, for people. */
export function databaseText(fleet: Fleet, id: string, database: string): string {
  const entry = fleet.tenants.get(id)?.databases[database];
  const updates = hostStacks(fleet, id).map((stack) => `pulumi up --stack ${stack}`);
  const command = `atoll tenant retire ${id} --database ${database}`;
  const day = entry?.retireAfter ?? fleet.today;
  const steps =
    entry === undefined
      ? updates
      : entry.lifecycle === "active"
        ? [`${command} --after <day>`]
        : [...updates, `${day > fleet.today ? `from ${day} on: ` : ""}${command} --confirm ${database}`];
  const state = entry === undefined ? "gone from the inventory" : stateText(entry, fleet);
  return [`database ${database} of ${id} is ${state}`, "next:", ...steps.map((step) => `  ${step}`)].join(
    "\n",
  );
}

/** How far a database has left. @throws InputError for one that the tenant does not have */
export function databaseState(
  fleet: Fleet,
  id: string,
  name: string,
): Pick<DatabaseEntry, "lifecycle" | "retireAfter"> {
  const { lifecycle, retireAfter } = knownDatabase(fleet, id, name);
  return { lifecycle, ...(retireAfter === undefined ? {} : { retireAfter }) };
}

function knownDatabase({ tenants }: Fleet, id: string, name: string): DatabaseEntry {
  const all = tenants.get(id)?.databases ?? {};
  const entry = all[name];
  if (entry !== undefined) return entry;
  const hint = didYouMean(name, Object.keys(all));
  throw refused(`a database of ${id} (${Object.keys(all).join(", ") || "it has none"})`, name, hint);
}

const isRemovable = ({ lifecycle, retireAfter }: DatabaseEntry, today: string): boolean =>
  lifecycle === "retiring" && retireAfter !== undefined && retireAfter <= today;

function stateText({ lifecycle, retireAfter = "" }: DatabaseEntry, { today }: Fleet): string {
  if (lifecycle === "active") return "active";
  return retireAfter <= today
    ? "retiring, and may be removed"
    : `retiring; its day of removal is ${retireAfter}`;
}

/** Environments in which it stays. */
function remaining({ environments, retireFrom }: DatabaseEntry, all: readonly string[]): readonly string[] {
  return retireFrom === undefined ? [] : (environments ?? all).filter((one) => !retireFrom.includes(one));
}

/** The database goes, or some of its environments; with the last database the key of all of them. */
function removal(
  tenant: Pick<Tenant, "databases" | "environments"> | undefined,
  database: string,
  entry: DatabaseEntry,
): readonly TextEdit[] {
  const stays = remaining(entry, Object.keys(tenant?.environments ?? {}));
  const at = ["databases", database];
  if (stays.length > 0) {
    const words = ["lifecycle", "retireAfter", "retireFrom", "lastBackup"];
    return [
      { at: [...at, "environments"], value: `[${stays.join(", ")}]` },
      ...words.map((key) => ({ at: [...at, key], value: undefined })),
    ];
  }
  const isLast = Object.keys(tenant?.databases ?? {}).length === 1;
  return [{ at: isLast ? ["databases"] : at, value: undefined }];
}

function changed({ dir }: Fleet, path: string, edits: readonly TextEdit[]): ChangedFile {
  const before = readFileSync(join(dir, path), "utf8");
  return { path, before, after: withEdits(path, before, edits) };
}

function refused(expected: string, got: string, hint?: string): InputError {
  const fault = { file: "retire", path: "", expected, got };
  return new InputError([hint === undefined ? fault : { ...fault, hint }]);
}
