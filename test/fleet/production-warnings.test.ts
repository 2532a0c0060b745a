import { expect, test } from "vitest";
import { loadInventory } from "../../fleet/load.ts";
import { productionWarnings } from "../../fleet/production-warnings.ts";
import { edited, type Files, inventoryFolder, SMALL, SOUND } from "./written-inventory.ts";

const warnings = (files: Files): readonly string[] =>
  productionWarnings(loadInventory(inventoryFolder(files)));

const old = (lines: string): Files => ({
  "clusters/old.yaml": `${SOUND["clusters/old.yaml"] ?? ""}${lines}`,
});

const WHERE = "clusters/old.yaml: is in production";
const UNHEARD = `${WHERE}, and no alert route hears what is critical there; name one that hears critical under environments.production.alerts of fleet.yaml`;
const unwatched = (remedy: string): string =>
  `${WHERE} without victoria-metrics: nobody hears of its failures; ${remedy}`;
const unsaved = (remedy: string): string =>
  `${WHERE} without velero: its objects and volumes have no backups; ${remedy}`;

test.each([
  ["that is heard, watched and backed up", {}, []],
  ["whose environment has no route", edited("fleet.yaml", "alerts: [on-call]", "alerts: []"), [UNHEARD]],
  [
    "whose only route hears warnings",
    edited("fleet.yaml", "target: platform }", "target: platform, severities: [warning] }"),
    [UNHEARD],
  ],
  [
    "of the least profile",
    { "clusters/old.yaml": SMALL["clusters/old.yaml"] },
    [unwatched("say profile: standard"), unsaved("say profile: standard")],
  ],
  [
    "whose entry switches backups off",
    old("addOns: { velero: { enabled: false } }\n"),
    [unsaved("take addOns.velero.enabled: false out")],
  ],
  [
    "that retires",
    {
      ...old("lifecycle: retiring\nretireAfter: 2027-01-31\nprofile: minimal\n"),
      "tenants/acme.yaml": undefined,
    },
    [],
  ],
  [
    "that is for something else",
    { "clusters/old.yaml": String(SMALL["clusters/old.yaml"]).replace("production", "staging") },
    [],
  ],
])("of a cluster of production %s, the check tells what it lacks", (_title, files: Files, told) => {
  expect(warnings(files)).toEqual(told);
});

test("a network alone lacks nothing yet", () => {
  const alone = (SOUND["clusters/dev.yaml"] ?? "")
    .replace("kind: eks", "kind: attached")
    .replace("development", "production")
    .replace("nodes: { max: 20 }\n", "");
  expect(
    warnings({ "clusters/dev.yaml": `${alone}network: { mode: create }\n`, "tenants/zeta.yaml": undefined }),
  ).toEqual([]);
});
