import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a generation from the fifth on, or t3 and newer";

/** Families that have Nitro: it encrypts disks and traffic in hardware. */
const OLD = /^(t[12]|m[1-4]|c[1-4]|r[34]|i[23]|d2|g[23]|p[23]|x1e?|h1|hs1|cc2|cr1)\./;

const PLACES: Readonly<Record<string, (inputs: Value) => readonly Value[]>> = {
  "aws:ec2/instance:Instance": (inputs) => [inputs.at("instanceType")],
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs) => [inputs.at("instanceType")],
  "aws:eks/nodeGroup:NodeGroup": (inputs) => inputs.at("instanceTypes").items,
  "aws:autoscaling/group:Group": (inputs) =>
    inputs
      .at("mixedInstancesPolicy", "launchTemplate", "overrides")
      .items.map((override) => override.at("instanceType")),
};

export const requireCurrentMachines: ResourceRule = {
  id: "require-current-machines",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "Machines are of a generation that AWS still builds on",
  why: "an old generation costs more for less, and lacks what encrypts traffic between machines",
  remedy: "name a type of a newer generation",
  answers: ["EKS-BP cost optimization: newer generations of machines"],
  see: "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html",
  appliesTo: oneOf(PLACES),
  check: (inputs, { type }): readonly Finding[] =>
    (PLACES[type]?.(inputs) ?? []).flatMap((value) =>
      must(value, EXPECTED, (known) => typeof known !== "string" || !OLD.test(known)),
    ),
};
