import { describe, expect, test } from "vitest";
import { logicalNames, networkDecisions } from "../../components/network/decisions.ts";
import { Network } from "../../components/network/network.ts";
import type { NetworkSettings } from "../../components/network/settings.ts";
import { InputError } from "../../fleet/check.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import {
  ALL_CLASSES,
  existingPlan,
  samplePlan,
  sampleSettings,
  unroutedPlan,
} from "../components/network/sample-plans.ts";
import { named, recordNetwork, sampleProvider } from "./record-network.ts";

const SHAPES: readonly [string, Partial<NetworkSettings>][] = [
  ["the smallest network", {}],
  ["NAT gateways per zone", { natGateways: "per-zone", plan: samplePlan(["a", "b", "c"]) }],
  ["dual stack", { dualStack: true }],
  ["unrouted pods", { plan: unroutedPlan() }],
  ["no way out", { natGateways: "none", plan: samplePlan(["a"], ["control-plane", "node", "pod"]) }],
  ["an existing network", { natGateways: "none", plan: existingPlan() }],
  [
    "everything",
    { plan: unroutedPlan(), dualStack: true, networkAcls: true, interfaceEndpoints: ["sts", "ecr.api"] },
  ],
];

describe.each(SHAPES)("%s", (_, changes) => {
  test("registers the same resources in a preview and in an update", async () => {
    const [preview, update] = [await recordNetwork(changes), await recordNetwork(changes, false)];
    expect(preview.map(resourceKey)).toEqual(update.map(resourceKey));
  });

  test("registers exactly the names that were decided before", async () => {
    const settings = sampleSettings(changes);
    const decided = settings.plan.vpcId === undefined ? logicalNames(networkDecisions("dev", settings)) : [];
    const registered = (await recordNetwork(changes)).filter(({ custom }) => custom).map(({ name }) => name);
    expect(registered.sort()).toEqual(decided);
  });
});

/** Inputs that AWS changes in place, and that grow with the network. */
const GROWING: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["routeTableIds", "subnetIds"],
  "aws:ec2/networkAcl:NetworkAcl": ["subnetIds"],
};

/** A resource without what may grow: all of it must stay as it is. */
function settled(resource: PlannedResource): PlannedResource {
  const growing = GROWING[resource.type] ?? [];
  const inputs = Object.entries(resource.inputs).filter(([name]) => !growing.includes(name));
  return { ...resource, inputs: Object.fromEntries(inputs), dependencies: [] };
}

function expectUnmoved(before: readonly PlannedResource[], after: readonly PlannedResource[]): void {
  const later = new Map(after.map((resource) => [resourceKey(resource), resource]));
  const kept = before.map((resource) => later.get(resourceKey(resource)));
  expect(kept.map((resource) => resource && settled(resource))).toEqual(before.map(settled));
  expect(after.length).toBeGreaterThan(before.length);
}

const options = { dualStack: true, networkAcls: true, interfaceEndpoints: ["sts"] };

describe("growth renames and moves nothing", () => {
  test.each([
    ["behind the others", ["a", "b"], ["a", "b", "c"]],
    ["before the others", ["b", "c"], ["b", "c", "a"]],
    ["between the others", ["a", "c"], ["a", "c", "b"]],
  ])("when a zone joins %s", async (_, few, many) => {
    for (const natGateways of ["one", "per-zone"] as const) {
      const before = await recordNetwork({ ...options, natGateways, plan: samplePlan(few) });
      const after = await recordNetwork({ ...options, natGateways, plan: samplePlan(many) });
      expectUnmoved(before, after);
    }
  });

  test.each(ALL_CLASSES.filter((one) => one === "control-plane" || one === "public"))(
    "when the subnet class %s joins",
    async (joining) => {
      const classes = ALL_CLASSES.filter((one) => one !== joining);
      const natGateways = joining === "public" ? "none" : "one";
      const before = await recordNetwork({ ...options, natGateways, plan: samplePlan(["a", "b"], classes) });
      expectUnmoved(before, await recordNetwork({ ...options, natGateways }));
    },
  );

  test("when interface endpoints join", async () => {
    expectUnmoved(await recordNetwork(), await recordNetwork({ interfaceEndpoints: ["sts"] }));
  });

  test("when network ACLs join, but for the rules of the default one, which is then closed", async () => {
    const [before, after] = [await recordNetwork(), await recordNetwork({ networkAcls: true })];
    const closed = "dev-acl-default";
    expectUnmoved(
      before.filter(({ name }) => name !== closed),
      after,
    );
    const { ingress, egress, ...kept } = named(before, closed).inputs;
    expect([ingress, egress]).not.toContainEqual([]);
    expect(named(after, closed).inputs).toEqual({ ...kept, ingress: [], egress: [] });
  });

  test("when every zone gets a NAT gateway, but for the routes that now lead to it", async () => {
    const before = await recordNetwork();
    const after = await recordNetwork({ natGateways: "per-zone" });
    const rerouted = "dev-route-private-b-internet";
    expectUnmoved(
      before.filter(({ name }) => name !== rerouted),
      after,
    );
  });
});

test("a refused input registers nothing", async () => {
  let refusal: unknown;
  const resources = await record(
    () => {
      const provider = sampleProvider();
      try {
        new Network("dev", { provider, ...sampleSettings({ flowLogRetentionDays: 31, adopt: { x: "y" } }) });
      } catch (error) {
        refusal = error;
      }
    },
    { stack: "dev" },
  );
  expect(resources.map(({ type }) => type).filter((type) => type !== "pulumi:pulumi:Stack")).toEqual([
    "pulumi:providers:aws",
  ]);
  expect(refusal).toBeInstanceOf(InputError);
});
