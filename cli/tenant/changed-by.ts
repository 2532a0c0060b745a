import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { isMap, parseDocument } from "yaml";
import { LOCK_FILE } from "../../fleet/addresses/held-ranges.ts";
import { type Finding, InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { parseLock } from "../../fleet/load.ts";
import { located } from "../../fleet/read/locate.ts";
import {
  foreignFiles,
  liftedKeys,
  type RawEntry,
  type TouchedFile,
} from "../../fleet/tenants/own-changes.ts";
import { differInOwn } from "../../fleet/tenants/own-lock.ts";
import { findRevision, type Revision } from "../revision.ts";
import { knownPath } from "./entry-changes.ts";

/** Who a change is by, as `--as` takes it. */
const ACTOR = /^tenant:(.+)$/;

/** What a plain file is to git; a link or a program is none. */
const PLAIN_MODE = "100644";

/**
 * Refuses what a tenant's people may not change by themselves, against the commit at which their branch left the base.
 *
 * @throws InputError with every file and key that is not theirs
 */
export async function refuseForeignChanges(fleet: Fleet, base: string, actor: string): Promise<void> {
  const [, tenant = ""] = ACTOR.exec(actor) ?? [];
  if (tenant === "") {
    const fault = { file: "--as", path: "", expected: "tenant:<id>", got: JSON.stringify(actor) };
    throw new InputError([fault]);
  }
  const path = knownPath(fleet, tenant);
  const revision = await findRevision(fleet.dir, base, "HEAD");
  const own = join(revision.inventory, path);
  const touched = await touchedFiles(revision);
  const lock = join(revision.inventory, LOCK_FILE);
  const isEditedLock = ({ path: one, isEdited }: TouchedFile): boolean => one === lock && isEdited;
  const isOwn = touched.some((one) => isEditedLock(one)) && (await isOwnLock(revision, fleet, tenant));
  const foreign = foreignFiles(isOwn ? touched.filter((one) => !isEditedLock(one)) : touched, own);
  const lifted: Finding[] = [];
  if (touched.some((one) => one.path === own && one.isEdited)) {
    const before = entryOf(await git(revision, ["show", `${revision.commit}:${own}`]));
    lifted.push(...liftedKeys(path, before, entryOf(readFileSync(join(fleet.dir, path), "utf8"))));
  }
  const faults = [...foreign, ...located(fleet.dir, lifted)];
  if (faults.length > 0) throw new InputError(faults);
}

/** Whether all that differs of the lock is what it remembers of the tenant itself. */
async function isOwnLock(revision: Revision, { lock }: Fleet, tenant: string): Promise<boolean> {
  const text = await git(revision, ["show", `${revision.commit}:${join(revision.inventory, LOCK_FILE)}`]);
  return differInOwn(parseLock(LOCK_FILE, Buffer.from(text)), lock, tenant);
}

/** Everything that differs from a commit: what is committed, what is not, and what git does not know yet. */
async function touchedFiles(revision: Revision): Promise<readonly TouchedFile[]> {
  const changed = await git(revision, [
    "diff",
    "--raw",
    "--no-renames",
    "--no-abbrev",
    "-z",
    revision.commit,
    "--",
  ]);
  const parts = changed.split("\0").filter((part) => part !== "");
  const known = parts.flatMap((facts, index): readonly TouchedFile[] => {
    const path = parts[index + 1];
    if (index % 2 === 1 || path === undefined) return [];
    const [from, to] = facts.slice(1).split(" ");
    return [{ path, isEdited: from === PLAIN_MODE && to === PLAIN_MODE }];
  });
  const others = await git(revision, ["ls-files", "--others", "--exclude-standard", "-z", "--"]);
  const added = others.split("\0").filter((path) => path !== "");
  return [...known, ...added.map((path) => ({ path, isEdited: false }))];
}

/** What git prints in the root of the repository. */
async function git({ repository }: Revision, args: readonly string[]): Promise<string> {
  const { stdout } = await execa("git", args, { cwd: repository, stripFinalNewline: false });
  return stdout;
}

function entryOf(text: string): RawEntry {
  const document = parseDocument(text);
  return isMap(document.contents) ? (document.toJS() as RawEntry) : {};
}
