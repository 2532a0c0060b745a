import { describe, expect, test } from "vitest";
import type { SubnetTags } from "../../components/network/settings.ts";
import type { NetworkPlan } from "../../fleet/networks/network-plan.ts";
import { existingPlan, samplePlan } from "../components/network/sample-plans.ts";
import { recordNetwork } from "./record-network.ts";

/** A VPC of somebody else with subnets of every class. */
const whole = (): NetworkPlan => {
  const plan = samplePlan();
  const subnets = plan.subnets.map((one) => ({ ...one, id: `subnet-${one.key}` }));
  return { ...plan, vpcId: "vpc-0123abcd", subnets };
};

/** Inputs of everything that is registered, by name. */
async function tagsOf(plan: NetworkPlan, subnetTags?: SubnetTags) {
  const resources = await recordNetwork({
    plan,
    natGateways: "none",
    ...(subnetTags === undefined ? {} : { subnetTags }),
  });
  return Object.fromEntries(
    resources.filter(({ custom }) => custom).map(({ name, type, inputs }) => [name, { type, ...inputs }]),
  );
}

const TAG = "aws:ec2/tag:Tag";

describe("the subnets of a VPC that others made", () => {
  test("get no tag unasked", async () => {
    expect(await tagsOf(whole())).toEqual({});
  });

  test("get all that controllers read, and nothing else is registered", async () => {
    const tag = (key: string, role: string, value: string) => ({
      [`dev-tag-${key}-${role}`]: {
        type: TAG,
        resourceId: `subnet-${key}`,
        key: `kubernetes.io/role/${role}`,
        value,
      },
    });
    expect(await tagsOf(whole(), "all")).toEqual(
      Object.assign(
        {},
        ...["a", "b"].flatMap((zone) => [
          tag(`node-${zone}`, "cni", "0"),
          tag(`node-${zone}`, "internal-elb", "1"),
          tag(`pod-${zone}`, "cni", "1"),
          tag(`public-${zone}`, "elb", "1"),
        ]),
      ),
    );
  });

  test("get none for the CNI where it is told its subnets, or where pods have none", async () => {
    const names = ["node-a-internal-elb", "node-b-internal-elb", "public-a-elb", "public-b-elb"];
    const expected = names.map((name) => `dev-tag-${name}`);
    expect(Object.keys(await tagsOf(whole(), "load-balancers")).sort()).toEqual(expected);
    expect(Object.keys(await tagsOf(existingPlan(), "all")).sort()).toEqual(expected);
  });
});
