import { describe, expect, test } from "vitest";
import { diffPlans } from "../../plan/diff.ts";
import type { Json } from "../../plan/json.ts";
import { type PlannedResource, UNKNOWN } from "../../plan/plan.ts";
import { inputDiff } from "../../sandbox/aws/diff.ts";
import { typeFacts } from "../../sandbox/aws/facts.ts";
import { KINDS } from "../../sandbox/aws/kinds.ts";
import type { InputFacts } from "../../sandbox/provider/inputs.ts";
import { AWS, EGRESS_RULE, INTERNET_GATEWAY, planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

/** What is replaced, with the causes; and what changes in place because of it. */
function effects(before: readonly PlannedResource[], after: readonly PlannedResource[]): object {
  const diff = diffPlans(planOf(before), planOf(after));
  const replaced = Object.fromEntries(diff.replaced.map(({ after: one, causes }) => [one.name, causes]));
  const changed = Object.fromEntries(diff.changed.map(({ after: one, follows }) => [one.name, follows]));
  return { replaced, changed };
}

const ROLE = "aws:iam/role:Role";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const NAMESPACE = "kubernetes:core/v1:Namespace";

/** A namespace as its inputs name it. */
const named = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

describe("an input of one resource", () => {
  interface Case {
    readonly type: string;
    readonly before: PlannedResource["inputs"];
    readonly after: PlannedResource["inputs"];
    readonly causes: readonly string[];
  }

  const change = (type: string, before: Case["before"], after: Case["after"], ...causes: string[]): Case => ({
    type,
    before,
    after,
    causes,
  });

  test.each<[string, Case]>([
    ["replaces", change(SUBNET, { cidrBlock: "a" }, { cidrBlock: "b" }, "cidrBlock")],
    ["is updated", change(SUBNET, { mapPublicIpOnLaunch: true }, { mapPublicIpOnLaunch: false })],
    [
      "replaces by what is inside of it",
      change(
        FLOW_LOG,
        { destinationOptions: { a: 1 } },
        { destinationOptions: { a: 2 } },
        "destinationOptions.a",
      ),
    ],
    ["replaces when it comes", change(SUBNET, {}, { outpostArn: "a" }, "outpostArn")],
    ["replaces when it goes", change(SUBNET, { outpostArn: "a" }, {}, "outpostArn")],
    ["goes, and AWS keeps what it has", change(SUBNET, { availabilityZone: "a" }, {})],
    ["comes with the value that an absent one has", change(SUBNET, {}, { ipv6Native: false })],
    ["is updated to another value", change(EGRESS_RULE, { cidrIpv4: "a" }, { cidrIpv4: "b" })],
    [
      "replaces only when it comes or goes",
      change(EGRESS_RULE, { cidrIpv4: "a" }, { cidrIpv6: "b" }, "cidrIpv4", "cidrIpv6"),
    ],
    [
      "gives an object of Kubernetes another name",
      change(NAMESPACE, named("blue"), named("green"), "metadata.name"),
    ],
    [
      "changes an object of Kubernetes in place",
      change(NAMESPACE, named("blue"), { ...named("blue"), metadata: { name: "blue", labels: { a: "b" } } }),
    ],
    ["leads a provider to another place", change(AWS, { region: "a" }, { region: "b" }, "region")],
    ["leads a provider nowhere else", change(AWS, { defaultTags: "a" }, { defaultTags: "b" })],
    [
      "belongs to a type without facts",
      change(NAMESPACE, { metadata: { name: "a" } }, { metadata: { name: "b" } }),
    ],
  ])("that %s", (_title, { type, before, after, causes }) => {
    const diff = diffPlans(planOf([planned(type, "one", before)]), planOf([planned(type, "one", after)]));
    expect(diff.replaced.flatMap((one) => one.causes)).toEqual(causes);
    expect(diff.replaced.length + diff.changed.length).toBe(1);
  });

  test("whose order has no meaning is the same in another order", () => {
    const lists = [
      ["a", "b"],
      ["b", "a"],
    ].map((securityGroupIds) =>
      planOf([planned("aws:ec2/vpcEndpoint:VpcEndpoint", "one", { securityGroupIds })]),
    );
    expect(diffPlans(lists[0]!, lists[1]!)).toMatchObject({ changed: [], replaced: [], unchanged: 1 });
  });
});

describe("the simulated AWS and the diff of plans", () => {
  const VALUES: Readonly<Record<InputFacts["type"], readonly [Json, Json]>> = {
    string: ["one", "other"],
    number: [1, 2],
    boolean: [true, true],
    list: [["one"], ["other"]],
    map: [{ key: "one" }, { key: "other" }],
    object: [{ field: "one" }, { field: "other" }],
  };
  // The diff of plans does not know that an absent flag can mean true; it is not asked about such a flag.
  const inputs = Object.keys(KINDS).flatMap((type) =>
    Object.entries(typeFacts(type)!.inputs)
      .filter(([name]) => KINDS[type]!.defaults?.[name] !== true)
      .map(([name, facts]) => ({ type, name, values: VALUES[facts.type] })),
  );

  test.each<[string, (name: string, values: readonly [Json, Json]) => readonly [object, object]]>([
    ["gets another value", (name, [one, other]) => [{ [name]: one }, { [name]: other }]],
    ["comes", (name, [one]) => [{}, { [name]: one }]],
    ["goes", (name, [one]) => [{ [name]: one }, {}]],
  ])("agree on every input of every type that %s", (_title, change) => {
    const told = (decide: (type: string, before: object, after: object) => boolean): readonly string[] =>
      inputs
        .filter(({ type, name, values }) => decide(type, ...change(name, values)))
        .map(({ type, name }) => `${type} ${name}`);
    const simulated = told((type, before, after) => {
      const { changes } = inputDiff(typeFacts(type)!, KINDS[type]!, { ...before }, { ...after });
      return changes.some(({ replaces }) => replaces);
    });
    const diffed = told((type, before, after) => {
      const [was, is] = [before, after].map((one) => planOf([planned(type, "one", { ...one })]));
      return diffPlans(was!, is!).replaced.length > 0;
    });
    expect(diffed).toEqual(simulated);
    expect(diffed.length).toBeGreaterThan(70);
  });
});

describe("what holds the id of a replaced resource", () => {
  const vpc = (cidrBlock: string): PlannedResource => planned(VPC, "v", { cidrBlock });
  const subnet = planned(SUBNET, "s", { vpcId: "${v.id}", cidrBlock: "10.0.0.0/24" });

  test("is replaced where its input replaces, and so on down the line", () => {
    const table = planned("aws:ec2/routeTableAssociation:RouteTableAssociation", "t", {
      subnetId: "${s.id}",
    });
    const far = planned(NAMESPACE, "n", { subnet: "${s.id}" });
    const rest = [table, far, subnet];
    expect(effects([vpc("a"), ...rest], [vpc("b"), ...rest])).toEqual({
      replaced: {
        v: ["cidrBlock"],
        s: ["vpcId (v is replaced)"],
        t: ["subnetId (s is replaced)"],
      },
      changed: { n: ["subnet (s is replaced)"] },
    });
  });

  test("changes in place where its input does", () => {
    const gateway = planned(INTERNET_GATEWAY, "g", { vpcId: "${v.id}" });
    const rule = planned(EGRESS_RULE, "r", { prefixListId: "${v.id}" });
    expect(effects([vpc("a"), gateway, rule], [vpc("b"), gateway, rule])).toEqual({
      replaced: { v: ["cidrBlock"] },
      changed: { g: ["vpcId (v is replaced)"], r: ["prefixListId (v is replaced)"] },
    });
  });

  test("is found inside of texts and lists, among other ids", () => {
    const rest = planned(NAMESPACE, "n", { text: "a-${u.id}-${v.id}", list: [{ one: "${v.id}" }] });
    expect(effects([vpc("a"), rest], [vpc("b"), rest])).toEqual({
      replaced: { v: ["cidrBlock"] },
      changed: { n: ["text (v is replaced)", "list (v is replaced)"] },
    });
  });

  test("is found by its source where only the cloud knows the value", () => {
    const role = (name: string): PlannedResource => planned(ROLE, "role", { name });
    const log = planned(
      FLOW_LOG,
      "log",
      { iamRoleArn: UNKNOWN },
      { sources: { iamRoleArn: [`${ROLE}::role`] } },
    );
    expect(effects([role("a"), log], [role("b"), log])).toEqual({
      replaced: { role: ["name"], log: ["iamRoleArn (role is replaced)"] },
      changed: {},
    });
  });
});

describe("a provider", () => {
  const provider = (name: string, region: string): PlannedResource => planned(AWS, name, { region });
  const made = (by: string): PlannedResource => planned(VPC, "v", {}, { provider: `${AWS}::${by}` });

  test("that is replaced takes along all that it made", () => {
    expect(effects([provider("aws", "a"), made("aws")], [provider("aws", "b"), made("aws")])).toEqual({
      replaced: { aws: ["region"], v: ["(provider) (aws is replaced)"] },
      changed: {},
    });
  });

  test("that is exchanged for another replaces a resource", () => {
    const providers = [provider("aws", "a"), provider("other", "a")];
    expect(effects([...providers, made("aws")], [...providers, made("other")])).toEqual({
      replaced: { v: ["(provider)"] },
      changed: {},
    });
  });
});
