import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFleet } from "../../fleet/load.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { planText } from "../../plan/canonical.ts";
import { parsePlans } from "../../plan/plan-file.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { statefulCore, statefulKeys, statefulLosses } from "./stateful-losses.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const fleet = loadFleet(resolve(ROOT, "inventory"), "2026-11-24");

const isUpdate = process.env["ATOLL_UPDATE_CONTRACT"] === "1";
/** Keys of resources whose loss was decided, separated by commas. */
const mayLose = (process.env["ATOLL_CONTRACT_MAY_LOSE"] ?? "").split(",");

const REMEDY = "read test/contract/README.md: what is lost here is lost in every fleet";

const small = loadFleet(resolve(ROOT, "examples/minimal-saas"), "2026-11-27");

/** Stacks by the names of their records: all of the sample fleet, and one of K3s. */
const STACKS = [
  ...stackEntries(fleet).map((stack) => [stack, fleet, stack] as const),
  ["minimal-saas", small, "prod"] as const,
];

const fileOf = (stack: string): string => resolve(ROOT, `test/contract/${stack}.state.json`);

/** The recorded state of a stack; of one that is new, what it is today. */
function recordedState(name: string, today: Plan): Plan {
  const file = fileOf(name);
  if (isUpdate && !existsSync(file)) return today;
  const [plan] = parsePlans(`[${readFileSync(file, "utf8")}]`);
  if (plan === undefined) throw new Error(`${file} holds no plan`);
  return plan;
}

describe.each(STACKS)("stack %s", (name, of, stack) => {
  test("replaces and deletes nothing with data of its recorded state, and every such resource is recorded", async () => {
    const today = statefulCore(await planStack(of, stack));
    const losses = statefulLosses(recordedState(name, today), today);
    expect(isUpdate ? losses.filter(({ key }) => !mayLose.includes(key)) : losses, REMEDY).toEqual([]);
    if (isUpdate) writeFileSync(fileOf(name), planText(today));
    expect(statefulKeys(recordedState(name, today)), REMEDY).toEqual(statefulKeys(today));
  });
});

describe("the recorded state of dev", () => {
  const recorded = (): Plan => {
    const [plan] = parsePlans(`[${readFileSync(fileOf("dev"), "utf8")}]`);
    if (plan === undefined) throw new Error("dev is recorded");
    return plan;
  };
  const changed = (key: string, change: (one: PlannedResource) => PlannedResource | undefined): Plan => {
    const plan = recorded();
    const resources = plan.resources.flatMap((one) =>
      `${one.type}::${one.name}` === key ? (change(one) ?? []) : [one],
    );
    expect(JSON.stringify(resources)).not.toBe(JSON.stringify(plan.resources));
    return { ...plan, resources };
  };
  const VPC = "aws:ec2/vpc:Vpc::dev-vpc";
  const CLUSTER = "aws:eks/cluster:Cluster::dev";
  const inputs = (more: PlannedResource["inputs"]) => (one: PlannedResource) => ({
    ...one,
    inputs: { ...one.inputs, ...more },
  });

  test.each([
    ["a VPC with another range", VPC, inputs({ cidrBlock: "10.99.0.0/16" }), { key: VPC, loss: "replaced" }],
    [
      "a VPC under another name",
      VPC,
      (one: PlannedResource) => ({ ...one, name: "dev-net" }),
      { key: VPC, loss: "deleted" },
    ],
    ["a VPC that is gone", VPC, () => undefined, { key: VPC, loss: "deleted" }],
    [
      "a cluster under another role",
      CLUSTER,
      inputs({ roleArn: "arn:aws:iam::1:role/other" }),
      { key: CLUSTER, loss: "replaced" },
    ],
    [
      "a namespace that is called otherwise",
      "kubernetes:core/v1:Namespace::aurora--staging-namespace",
      inputs({ metadata: { name: "other" } }),
      { key: "kubernetes:core/v1:Namespace::aurora--staging-namespace", loss: "replaced" },
    ],
    [
      "another region of the provider",
      "pulumi:providers:aws::aws",
      inputs({ region: "eu-west-1" }),
      { key: CLUSTER, loss: "replaced" },
    ],
  ] as const)("does not pass with %s", (_, key, change, loss) => {
    expect(statefulLosses(recorded(), changed(key, change))).toContainEqual(expect.objectContaining(loss));
  });

  test("passes with other tags, and with an alias for a new name", () => {
    const tagged = changed(VPC, inputs({ tags: { Name: "another" } }));
    expect(statefulLosses(recorded(), tagged)).toEqual([]);
    const renamed = changed(VPC, (one) => ({ ...one, name: "dev-net", aliases: [VPC] }));
    expect(statefulLosses(recorded(), renamed)).toEqual([]);
  });
});
