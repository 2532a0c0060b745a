import { describe, expect, test } from "vitest";
import { networkFaults } from "../../../components/network/faults.ts";
import type { NetworkSettings } from "../../../components/network/settings.ts";
import { faultLine } from "../../../fleet/check.ts";
import { LOG_RETENTION_DAYS } from "../../../fleet/vocabulary.ts";
import { existingPlan, samplePlan, sampleSettings } from "./sample-plans.ts";

const lines = (changes: Partial<NetworkSettings>): readonly string[] =>
  networkFaults("dev", sampleSettings(changes)).map(faultLine);

const without = (key: string) => {
  const plan = samplePlan(["a", "b"]);
  return { ...plan, subnets: plan.subnets.filter((subnet) => subnet.key !== key) };
};

const privatePlan = samplePlan(["a", "b"], ["control-plane", "node", "pod"]);

describe("networkFaults", () => {
  test("a sound network has none", () => {
    expect(lines({ interfaceEndpoints: ["ecr.api", "sts"], dualStack: true, networkAcls: true })).toEqual([]);
  });

  test.each<[string, Partial<NetworkSettings>, string]>([
    [
      "days that CloudWatch does not offer",
      { flowLogRetentionDays: 31 },
      "dev flowLogRetentionDays: expected a number of days that CloudWatch offers, got 31; write 60",
    ],
    [
      "more days than CloudWatch offers",
      { flowLogRetentionDays: 9999 },
      "dev flowLogRetentionDays: expected a number of days that CloudWatch offers, got 9999; write 3653",
    ],
    [
      "a service in AWS's long form",
      { interfaceEndpoints: ["ECR API"] },
      'dev interfaceEndpoints[0]: expected an AWS service name such as ecr.api, got "ECR API"',
    ],
    [
      "an interface endpoint where a gateway endpoint stands",
      { interfaceEndpoints: ["sts", "s3"] },
      'dev interfaceEndpoints[1]: expected a service without a gateway endpoint, got "s3"; leave it out, every network has that endpoint',
    ],
    [
      "a service named twice",
      { interfaceEndpoints: ["sts", "ecr.api", "sts"] },
      'dev interfaceEndpoints[2]: expected each service once, got "sts"; leave it out',
    ],
    [
      "a NAT gateway without any public subnet",
      { plan: privatePlan },
      "dev plan.subnets: expected a public subnet, got none in a, b",
    ],
    [
      "NAT gateways per zone where one zone has no public subnet",
      { natGateways: "per-zone", plan: without("public-b") },
      "dev plan.subnets: expected a public subnet in every zone, got none in b",
    ],
    [
      "nodes in a zone without pods",
      { plan: without("pod-a") },
      "dev plan.subnets: expected a pod subnet in every zone that has nodes, got none in a",
    ],
    [
      "an adopted resource that does not exist, with the one that was meant",
      { adopt: { "dev-vcp": "vpc-0123abcd" } },
      'dev adopt.dev-vcp: expected the name of a resource of this stack, got "dev-vcp"; did you mean dev-vpc',
    ],
    [
      "an adopted resource that resembles none",
      { adopt: { something: "vpc-0123abcd" } },
      'dev adopt.something: expected the name of a resource of this stack, got "something"',
    ],
    [
      "adopting into an existing network, where nothing is created",
      { plan: existingPlan(), natGateways: "none", adopt: { "dev-vpc": "vpc-0123abcd" } },
      'dev adopt.dev-vpc: expected the name of a resource of this stack, got "dev-vpc"',
    ],
  ])("%s is refused", (_, changes, line) => {
    expect(lines(changes)).toEqual([line]);
  });

  test("all faults are told at once", () => {
    const changes = {
      flowLogRetentionDays: 2,
      interfaceEndpoints: ["s3"],
      plan: privatePlan,
      adopt: { x: "y" },
    };
    expect(lines(changes)).toHaveLength(4);
  });

  test.each(LOG_RETENTION_DAYS)("%i days are accepted", (flowLogRetentionDays) => {
    expect(lines({ flowLogRetentionDays })).toEqual([]);
  });

  test("one NAT gateway needs a public subnet in one zone only", () => {
    expect(lines({ plan: without("public-b") })).toEqual([]);
  });

  test("a network without way out needs no public subnet", () => {
    expect(lines({ plan: privatePlan, natGateways: "none" })).toEqual([]);
  });

  test("an existing network is taken as it is", () => {
    expect(lines({ plan: existingPlan(), flowLogRetentionDays: 31, natGateways: "one" })).toEqual([]);
  });
});
