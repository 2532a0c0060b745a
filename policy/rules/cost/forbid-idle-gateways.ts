import { type StackFinding, unknown } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { wiringOf } from "../../wiring.ts";

const NAT = "aws:ec2/natGateway:NatGateway";
const EXPECTED = "one NAT gateway";

function findings(resources: readonly Resource[], { environment }: Facts): readonly StackFinding[] {
  const [, ...others] = wiringOf(resources).ofType(NAT);
  const path = "count";
  return others.flatMap((resource): readonly StackFinding[] => {
    if (environment === undefined)
      return [{ resource, ...unknown({ path }, `${EXPECTED}, if this is development`) }];
    if (environment !== "development") return [];
    return [{ resource, kind: "violation", path, expected: EXPECTED, got: String(others.length + 1) }];
  });
}

export const forbidIdleGateways: StackRule = {
  id: "forbid-idle-gateways",
  level: "advisory",
  group: "cost",
  scope: "stack",
  what: "In development a network has one NAT gateway at most",
  why: "each costs about $33 a month before it has moved a byte, and development can wait out a zone",
  remedy: "set network.natGateways to 1 in the entry",
  answers: ["bill: a NAT gateway in every zone where one would do"],
  see: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
  check: findings,
};
