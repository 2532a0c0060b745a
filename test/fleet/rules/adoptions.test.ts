import { expect, test } from "vitest";
import { edited, type Files, loaderFaults, SOUND } from "../written-inventory.ts";

const LAB = edited(
  "fleet.yaml",
  "    role: atoll-deployer\n",
  '    role: atoll-deployer\n  lab: { id: "999988887777", role: lab }\n',
);

/** Two clusters that adopt roles of the same name, the second one in a region of this account. */
const twoRoles = (account: string): Files => ({
  ...LAB,
  "regions/other.yaml": (SOUND["regions/eu.yaml"] ?? "").replace("main", account),
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}adopt: { dev-flow-log-role: flow-logs }\n`,
  "clusters/two.yaml": `${(SOUND["clusters/dev.yaml"] ?? "").replace("region: eu", "region: other")}adopt: { two-flow-log-role: flow-logs }\n`,
});

test("a name that is not unique everywhere may be adopted once in each account", () => {
  expect(loaderFaults(twoRoles("lab"))).toEqual([]);
  expect(loaderFaults(twoRoles("main"))).toEqual([
    'clusters/two.yaml:7:29 adopt.two-flow-log-role: expected a resource that nobody else has: this one is adopt.dev-flow-log-role of clusters/dev.yaml, got "flow-logs"',
  ]);
});
