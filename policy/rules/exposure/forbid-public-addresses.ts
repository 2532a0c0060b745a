import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "false";
const isOff = (known: unknown): boolean => known === undefined || known === false || known === "false";

const PLACES: Readonly<Record<string, (inputs: Value) => readonly Value[]>> = {
  "aws:ec2/subnet:Subnet": (inputs) => [inputs.at("mapPublicIpOnLaunch")],
  "aws:ec2/instance:Instance": (inputs) => [inputs.at("associatePublicIpAddress")],
  "aws:ec2/launchConfiguration:LaunchConfiguration": (inputs) => [inputs.at("associatePublicIpAddress")],
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs) =>
    inputs.at("networkInterfaces").items.map((one) => one.at("associatePublicIpAddress")),
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (inputs) => [inputs.at("spec", "associatePublicIPAddress")],
};

export const forbidPublicAddresses: ResourceRule = {
  id: "forbid-public-addresses",
  level: "mandatory",
  group: "exposure",
  scope: "resource",
  what: "No machine and no subnet gives out public addresses by itself",
  why: "a machine with an address of its own is scanned within minutes, whatever it was meant for",
  remedy: "leave it out: machines reach the internet by NAT, and the internet reaches load balancers",
  answers: [
    "AWS EC2.9: machines have no public address",
    "AWS EC2.15: subnets give out no public addresses",
    "AWS EC2.25: launch templates give out no public addresses",
  ],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  appliesTo: oneOf(PLACES),
  check: (inputs, { type }): readonly Finding[] =>
    (PLACES[type]?.(inputs) ?? []).flatMap((value) => must(value, EXPECTED, isOff)),
};
