import { expect, test } from "vitest";
import { loadInventory } from "../../fleet/load.ts";
import { runbooksPlace, runbookWarnings } from "../../fleet/runbooks.ts";
import { edited, type Files, inventoryFolder, SMALL, SOUND } from "./written-inventory.ts";

const said = (lines: string): Files => ({ "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${lines}\n` });
const loaded = (files: Files) => loadInventory(inventoryFolder(files));

const GITHUB = "ci: { kind: github, repository: lagoon/fleet, environment: production }";

test.each([
  ["in the repository at GitHub", GITHUB, "https://github.com/lagoon/fleet/blob/main/docs/runbooks"],
  [
    "in the project at GitLab, on the branch that deploys",
    "ci: { kind: gitlab, project: lagoon/platform/fleet, branch: live, issuer: https://gitlab.lagoon.cloud }",
    "https://gitlab.lagoon.cloud/lagoon/platform/fleet/-/blob/live/docs/runbooks",
  ],
  [
    "where the fleet says, whatever its repository",
    `${GITHUB}\nmonitoring: { runbooksUrl: "https://wiki.lagoon.cloud/alerts" }`,
    "https://wiki.lagoon.cloud/alerts",
  ],
  ["a path where nothing is known", "", "docs/runbooks"],
])("pages of alerts are %s", (_title, lines, place) => {
  const inventory = loaded(
    said(`state: { account: main, awsRegion: eu-central-1, replicaRegion: eu-west-1 }\n${lines}`),
  );
  expect(runbooksPlace(inventory.settings)).toBe(place);
});

const DEAD =
  "fleet.yaml: alerts lead to docs/runbooks, which nobody can open from a message; say monitoring.runbooksUrl, or ci, whose repository has the pages";

test.each([
  ["a cluster tells people", {}, [DEAD]],
  [
    "the fleet says where they are",
    said('monitoring: { runbooksUrl: "https://wiki.lagoon.cloud/alerts" }'),
    [],
  ],
  ["nobody is told", edited("fleet.yaml", "alerts: [on-call]", "alerts: []"), []],
  ["no cluster is watched", SMALL, []],
])(
  "of pages that no message leads to, the check tells where it matters: %s",
  (_title, files: Files, told) => {
    expect(runbookWarnings(loaded(files))).toEqual(told);
  },
);
