import { type StackFinding, unknown } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { wiringOf } from "../../wiring.ts";

const GROUPS: Readonly<Record<string, string>> = {
  "aws:eks/nodeGroup:NodeGroup": "subnetIds",
  "aws:autoscaling/group:Group": "vpcZoneIdentifiers",
};
const SUBNET = "aws:ec2/subnet:Subnet";
const EXPECTED = "subnets that give out no public addresses";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const wiring = wiringOf(resources);
  return Object.entries(GROUPS).flatMap(([type, input]) =>
    wiring.ofType(type).flatMap((resource): readonly StackFinding[] => {
      if (wiring.isOpen(resource, input)) return [{ resource, ...unknown({ path: input }, EXPECTED) }];
      return wiring.from(resource, input, SUBNET).flatMap((subnet): readonly StackFinding[] => {
        const isPublic = new Value("", subnet.inputs["mapPublicIpOnLaunch"]);
        if (isPublic.isUnknown) return [{ resource, ...unknown({ path: input }, EXPECTED) }];
        if (isPublic.known !== true) return [];
        return [{ resource, kind: "violation", path: input, expected: EXPECTED, got: subnet.name }];
      });
    }),
  );
}

export const requirePrivateNodes: StackRule = {
  id: "require-private-nodes",
  level: "mandatory",
  group: "exposure",
  scope: "stack",
  what: "Groups of nodes start in subnets without public addresses",
  why: "a node is a machine on which strangers' code runs; the internet has no business with it",
  remedy: "put the group into node subnets",
  answers: ["CIS-EKS 5.4.3: nodes are private"],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html",
  check: findings,
};
