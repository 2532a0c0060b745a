import { expect, test } from "vitest";
import { faultLine } from "../../../fleet/check.ts";
import { tenantSchema } from "../../../fleet/schema/tenant.ts";
import { foreignFiles, liftedKeys, type RawEntry } from "../../../fleet/tenants/own-changes.ts";

const OWN = "inventory/tenants/acme.yaml";
const FILE = "tenants/acme.yaml";
const ACME = {
  displayName: "Acme",
  tier: "pooled",
  size: "small",
  environments: { live: { cluster: "dev" } },
};
const ASK = "leave it to the platform's people";

/** What is more than a word. */
const OTHERS: Readonly<Record<string, object>> = { windows: {}, databases: { shop: {} } };

const lifted = (before: RawEntry, after: RawEntry): readonly string[] =>
  liftedKeys(FILE, { ...ACME, ...before }, { ...ACME, ...after }).map(
    ({ at, expected, got }) => `${at.join(".")}: expected ${expected}, got ${got ?? ""}`,
  );

test("a tenant changes its own file and no other", () => {
  const files = [
    { path: OWN, isEdited: true },
    { path: "inventory/tenants/acme-dev.yaml", isEdited: true },
    { path: "inventory/fleet.lock.yaml", isEdited: true },
    { path: "stacks/cluster.ts", isEdited: false },
  ];
  const foreign = (path: string): string =>
    `${path}: expected changes of ${OWN} alone, got a change of this file; ${ASK}`;
  expect(foreignFiles(files, OWN).map(faultLine)).toEqual(files.slice(1).map(({ path }) => foreign(path)));
});

test("its own file neither comes nor goes, nor becomes a link", () => {
  expect(foreignFiles([{ path: OWN, isEdited: false }], OWN).map(faultLine)).toEqual([
    `${OWN}: expected the tenant's file, changed and nothing else, got a file that comes, goes, or is none; ${ASK}`,
  ]);
});

test("these keys are its own to change, and every other one of the schema is the platform's", () => {
  const own = Object.keys(tenantSchema.shape).filter(
    (key) => lifted({}, { [key]: OTHERS[key] ?? "other" }).length === 0,
  );
  expect(own).toEqual(["displayName", "applications", "windows", "databases", "backup", "alerts"]);
});

test("a key of the platform's says what it was", () => {
  expect(lifted({}, { size: "large", groups: { developers: ["all"] } })).toEqual([
    'groups: expected groups as it was: nothing, got {"developers":["all"]}',
    'size: expected size as it was: "small", got "large"',
  ]);
  expect(lifted({ residency: ["eu"] }, {})).toEqual([': expected residency as it was: ["eu"], got nothing']);
  expect(lifted({}, { environments: { live: { cluster: "prod" } } })).toEqual([
    'environments: expected environments as it was: {"live":{"cluster":"dev"}}, got {"live":{"cluster":"prod"}}',
  ]);
});

test("limits may be less, and never more, than they were or than the size gives", () => {
  expect(lifted({}, { limits: { pods: 20, cpu: 2, memoryGiB: 4, storageGiB: 50 } })).toEqual([]);
  expect(lifted({}, { limits: { pods: 21, cpu: 3, memoryGiB: 5, storageGiB: 51 } })).toEqual([
    "limits.cpu: expected cpu of at most 2, as it was, got 3",
    "limits.memoryGiB: expected memoryGiB of at most 4, as it was, got 5",
    "limits.pods: expected pods of at most 20, as it was, got 21",
    "limits.storageGiB: expected storageGiB of at most 50, as it was, got 51",
  ]);
  expect(lifted({ limits: { pods: 10 } }, { limits: { pods: 9 } })).toEqual([]);
  expect(lifted({ limits: { pods: 10 } }, {})).toEqual([": expected pods of at most 10, as it was, got 20"]);
  expect(lifted({ limits: { pods: 30 } }, {})).toEqual([]);
  expect(lifted({}, { limits: "none" })).toEqual(['limits: expected limits as it was: nothing, got "none"']);
});

test("what is said in another form says the same", () => {
  expect(
    lifted(
      { groups: { viewers: ["a"], developers: ["b"] } },
      { groups: { developers: ["b"], viewers: ["a"] } },
    ),
  ).toEqual([]);
});
