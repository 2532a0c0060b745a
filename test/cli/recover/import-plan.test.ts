import { expect, test } from "vitest";
import { importPlan } from "../../../cli/recover/import-plan.ts";
import { frameOf, frameUrns, type ProviderSettings } from "../../../cli/recover/state-frame.ts";
import type { Plan, PlannedResource } from "../../../plan/plan.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { AWS, NETWORK, PLACE, planOf, resource, TABLE, VPC } from "./sample-state.ts";

const { parent: _, provider: __, ...COMPONENT } = NETWORK;

/** A plan whose component lies below the stack. */
const planWith = (...resources: readonly PlannedResource[]): Plan => ({
  ...planOf(),
  resources: [COMPONENT, AWS, ...resources],
});

function imported(
  plan: Plan,
  found: Readonly<Record<string, string>>,
  settings: ProviderSettings = new Map(),
  anybodys: Readonly<Record<string, string>> = {},
) {
  const urns = frameUrns(plan, { project: "atoll", settings });
  const ids = { own: new Map(Object.entries(found)), anybodys: new Map(Object.entries(anybodys)) };
  return importPlan(plan, { resources: frameOf(plan, settings), urns }, ids);
}

test("the frame comes first, and each line names its parent and its provider", () => {
  const patch = resource("kubernetes:core/v1:ServiceAccountPatch", "blue-account");
  expect(imported(planWith(VPC, TABLE, patch), { [`${tokens.VPC}::dev-vpc`]: "vpc-1" })).toEqual({
    nameTable: {},
    providerInputs: {},
    resources: [
      { type: "atoll:network:Network", name: "dev", component: true },
      { type: "pulumi:providers:aws", name: "aws", inputs: AWS.inputs },
      { type: tokens.VPC, name: "dev-vpc", id: "vpc-1", parent: "dev", provider: "aws" },
    ],
    missing: [`${tokens.ROUTE_TABLE} dev-table`],
    anew: ["kubernetes:core/v1:ServiceAccountPatch blue-account"],
    undecided: [],
  });
});

test("what only has a name of the account is in no line of the file, and told with its id", () => {
  const rule = resource(tokens.PULL_THROUGH, "dev-cache", { ecrRepositoryPrefix: "quay" });
  const key = `${tokens.PULL_THROUGH}::dev-cache`;
  const { resources, missing, undecided } = imported(planWith(rule), {}, undefined, { [key]: "quay" });
  expect({ lines: resources.map(({ name }) => name), missing, undecided }).toEqual({
    lines: ["dev", "aws"],
    missing: [],
    undecided: [`${tokens.PULL_THROUGH} dev-cache (quay)`],
  });
});

test("what shares its name with something else has another one in the file, and its own in the state", () => {
  const { resources } = imported(planWith(resource(tokens.CLUSTER, "dev")), {
    [`${tokens.CLUSTER}::dev`]: "dev",
  });
  expect(resources.map(({ name, logicalName, parent }) => ({ name, logicalName, parent }))).toEqual([
    { name: "dev-Network", logicalName: "dev", parent: undefined },
    { name: "aws", logicalName: undefined, parent: undefined },
    { name: "dev-Cluster", logicalName: "dev", parent: "dev-Network" },
  ]);
});

test("a provider below a component is named by its URN, with what the cluster tells for its settings", () => {
  const inside = resource("pulumi:providers:kubernetes", "dev-kubernetes", { enablePatchForce: "false" });
  const settings = new Map([["pulumi:providers:kubernetes::dev-kubernetes", { clusterIdentifier: "me" }]]);
  expect(imported(planWith(inside), {}, settings)).toMatchObject({
    nameTable: {
      "dev-kubernetes": `${PLACE}::atoll:network:Network$pulumi:providers:kubernetes::dev-kubernetes`,
    },
    providerInputs: { "dev-kubernetes": { enablePatchForce: "false", clusterIdentifier: "me" } },
    resources: [{ name: "dev" }, { name: "aws" }],
  });
});
