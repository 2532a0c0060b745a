import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { ID_RULE, entryId } from "../../fleet/schema/scalars.ts";
import { type LifecycleKeys, newEntryText, withLifecycle } from "../../fleet/tenants/entry-text.ts";
import type { ChangedFile } from "./proposal.ts";

/** What a new tenant is. */
export interface NewTenant {
  readonly name: string;
  readonly tier: string;
  readonly size: string;
  readonly residency?: readonly string[];
  /** Each as `<environment>=<cluster>`, or `<environment>@<what its cluster is for>` for a rule. */
  readonly environment: readonly string[];
}

/** File of a tenant, in the inventory. */
export const entryPath = (id: string): string => `tenants/${id}.yaml`;

/** A tenant's file that is new. @throws InputError for an id that can be none, and for one that is there */
export function addedEntry(dir: string, id: string, tenant: NewTenant): ChangedFile {
  const path = checkedPath(id);
  if (existsSync(join(dir, path))) {
    const expected = "an id that no tenant has";
    throw new InputError([{ file: path, path: "", expected, got: JSON.stringify(id) }]);
  }
  const { name, tier, size, residency, environment } = tenant;
  const entry = {
    displayName: name,
    tier,
    size,
    ...(residency === undefined ? {} : { residency }),
    environments: Object.fromEntries(environment.map(environmentEntry)),
  };
  return { path, after: newEntryText(entry) };
}

const PLACE = /^([^=@]+)([=@])([^=@]+)$/;

function environmentEntry(text: string): readonly [string, unknown] {
  const [, name = "", sign, where = ""] = PLACE.exec(text) ?? [];
  if (sign === "=") return [name, { cluster: where }];
  if (sign === "@") return [name, { place: { environment: where } }];
  const expected = "<environment>=<cluster> or <environment>@<what its cluster is for>";
  const hint = "such as production=prod, or production@production for a rule";
  throw new InputError([{ file: "--environment", path: "", expected, got: JSON.stringify(text), hint }]);
}

/** A tenant's file with other lifecycle keys. */
export function settledEntry(fleet: Fleet, id: string, keys: LifecycleKeys): ChangedFile {
  const path = knownPath(fleet, id);
  const before = readFileSync(join(fleet.dir, path), "utf8");
  return { path, before, after: withLifecycle(path, before, keys) };
}

/** A tenant's file, gone. */
export function removedEntry(fleet: Fleet, id: string): ChangedFile {
  const path = knownPath(fleet, id);
  return { path, before: readFileSync(join(fleet.dir, path), "utf8") };
}

/** @throws InputError for a tenant that the inventory does not have */
export function knownPath({ tenants }: Fleet, id: string): string {
  const path = checkedPath(id);
  if (tenants.has(id)) return path;
  const hint = didYouMean(id, [...tenants.keys()]);
  const fault = { file: path, path: "", expected: "the file of a tenant", got: "none" };
  throw new InputError([hint === undefined ? fault : { ...fault, hint }]);
}

function checkedPath(id: string): string {
  if (entryId.safeParse(id).success) return entryPath(id);
  const got = JSON.stringify(id);
  throw new InputError([{ file: "tenant", path: "", expected: ID_RULE, got }]);
}
