import fc from "fast-check";
import { expect, test } from "vitest";
import { Value } from "../../policy/value.ts";
import { engineResource } from "../../policy/engine-resource.ts";
import { resourceFindings } from "../../policy/report.ts";
import { RULES } from "../../policy/rules/all.ts";
import { unknownCheckingProxy } from "@pulumi/policy";

/** The SDK exports its guard, and leaves out its type. */
const guarded = unknownCheckingProxy as unknown as (inputs: object) => Record<string, unknown>;

const ENGINE_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

test("paths are written as the engine writes them", () => {
  const value = new Value("", { tags: { "kubernetes.io/role/elb": "1" }, list: [{ a: 1 }] });
  expect(value.at("tags", "kubernetes.io/role/elb").path).toBe('tags["kubernetes.io/role/elb"]');
  expect(value.at("list").items[0]?.at("a")).toMatchObject({ path: "list[0].a", known: 1 });
});

test("unknown values, secrets and references to ids are unknown, and so is all below them", () => {
  for (const raw of ["<known after up>", "<secret>", "${dev-vpc.id}", ENGINE_UNKNOWN]) {
    const below = new Value("", { spec: raw }).at("spec", "list", "item");
    expect(below).toMatchObject({ isUnknown: true, path: "spec", known: undefined });
  }
  expect(new Value("", "arn:${dev-vpc.id}").isUnknown).toBe(false);
});

test("absent values stay absent however deep one looks", () => {
  expect(new Value("", {}).at("a", "b", "c")).toMatchObject({
    isAbsent: true,
    path: "a.b.c",
    shown: "nothing",
  });
});

test("long values are cut in messages", () => {
  expect(new Value("", "x".repeat(200)).shown).toBe(`"${"x".repeat(96)}...`);
});

test("the engine's guard, which throws on unknown values, is taken off", () => {
  const inputs = { cidrIpv4: ENGINE_UNKNOWN, nested: { deep: ENGINE_UNKNOWN } };
  const props = guarded(inputs);
  expect(() => props["cidrIpv4"]).toThrow("can't be known during preview");
  const resource = engineResource({ type: "t", name: "n", urn: "u", props, opts: { protect: true } });
  expect(resource).toEqual({ type: "t", name: "n", inputs, protect: true });
});

/** Every type that some rule looks at. */
const TYPES = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/vpc:Vpc",
  "aws:eks/cluster:Cluster",
  "aws:iam/role:Role",
  "aws:sqs/queue:Queue",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:core/v1:Namespace",
  "kubernetes:core/v1:ResourceQuota",
  "kubernetes:helm.sh/v3:Release",
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy",
];
const KEYS = ["metadata", "spec", "name", "namespace", "labels", "ingress", "policy", "tags", "version"];
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(
      "<known after up>",
      "<secret>",
      ENGINE_UNKNOWN,
      "${a.id}",
      null,
      true,
      0,
      "{",
      "[1]",
      "*",
    ),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(...KEYS, "Statement", "podSelector", "vpcConfig", "metadataOptions"),
      tie("tree"),
    ),
  ),
}));

test("no rule fails on any shape of inputs", () => {
  const resource = fc.record({
    type: fc.constantFrom(...TYPES),
    name: fc.constant("it"),
    protect: fc.boolean(),
    inputs: fc.dictionary(fc.constantFrom(...KEYS), tree),
  });
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 4 }), (resources) => {
      for (const rule of RULES) {
        const found =
          rule.scope === "stack"
            ? rule.check(resources, {})
            : resources.flatMap((one) => resourceFindings(rule, one, {}));
        for (const { kind } of found) expect(["violation", "unknown"]).toContain(kind);
      }
    }),
    { numRuns: 1000 },
  );
  expect(RULES.length).toBeGreaterThanOrEqual(10);
});
