import { diffFleets, type FleetDiff } from "../../plan/fleet-diff.ts";
import { AWS, INTERNET_GATEWAY, planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

const provider = planned(AWS, "aws", { region: "eu-central-1" });
const vpc = (cidrBlock: string, stack: string) =>
  planned(VPC, `${stack}-vpc`, { cidrBlock, tags: { Name: "old" } }, { protect: stack === "prod" });
const subnet = (stack: string) => planned(SUBNET, `${stack}-node-a`, { vpcId: `\${${stack}-vpc.id}` });
const gateway = (stack: string) =>
  planned(INTERNET_GATEWAY, `${stack}-gateway`, { vpcId: `\${${stack}-vpc.id}` });

/** Four stacks: one with everything that can happen, one that comes, one that goes, one quiet. */
export function sampleDiff(): FleetDiff {
  const before = [
    planOf(
      [provider, vpc("10.0.0.0/16", "prod"), subnet("prod"), gateway("prod"), planned(VPC, "spare")],
      "prod",
    ),
    planOf([provider, vpc("10.1.0.0/16", "dev")], "dev"),
    planOf([provider], "old"),
  ];
  const after = [
    planOf(
      [
        { ...provider, inputs: { region: "eu-central-1", defaultTags: '{"tags":{"a|b":"<i>`x`</i>"}}' } },
        vpc("10.2.0.0/16", "prod"),
        subnet("prod"),
        gateway("prod"),
        planned(SUBNET, "prod-node-b"),
      ],
      "prod",
    ),
    planOf([provider, vpc("10.1.0.0/16", "dev")], "dev"),
    planOf([provider, vpc("10.3.0.0/16", "fresh")], "fresh"),
  ];
  return diffFleets(before, after);
}

/** As many stacks, no two of them alike, each with as many replaced and as many changed resources. */
export function largeDiff(stacks: number, resources: number): FleetDiff {
  const plans = (cidrBlock: string) =>
    Array.from({ length: stacks }, (_, stack) =>
      planOf(
        Array.from({ length: resources }, (_one, index) => [
          planned(SUBNET, `node-${index}`, { cidrBlock: `${cidrBlock} of stack ${stack}` }),
          planned(INTERNET_GATEWAY, `gateway-${index}`, { tags: { cidrBlock } }),
        ]).flat(),
        `s${stack}`,
      ),
    );
  return diffFleets(plans("10.0.0.0/24"), plans("10.0.1.0/24"));
}
