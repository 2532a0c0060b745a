import { type StackFinding, unknown } from "../../finding.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { wiringOf } from "../../wiring.ts";

const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const ROUTE = "aws:ec2/route:Route";
const EXPECTED = "routes to the ranges of both sides";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const wiring = wiringOf(resources);
  const isHidden = wiring.hasOpen(ROUTE, "vpcPeeringConnectionId");
  return wiring.ofType(PEERING).flatMap((resource): readonly StackFinding[] => {
    // The network of another account is routed by whoever owns it.
    if (new Value("", resource.inputs["peerOwnerId"]).text !== undefined) return [];
    const ways = wiring
      .users(resource, ROUTE, "vpcPeeringConnectionId")
      .map(({ inputs }) => new Value("destinationCidrBlock", inputs["destinationCidrBlock"]));
    const known = new Set(ways.map(({ text }) => text));
    known.delete(undefined);
    if (known.size > 1) return [];
    const path = "routes";
    if (isHidden || ways.some((way) => way.isUnknown)) return [{ resource, ...unknown({ path }, EXPECTED) }];
    const got = known.size === 0 ? "no routes" : `routes to ${[...known].join(", ")} alone`;
    return [{ resource, kind: "violation", path, expected: EXPECTED, got }];
  });
}

export const requireReturnRoutes: StackRule = {
  id: "require-return-routes",
  level: "mandatory",
  group: "network",
  scope: "stack",
  what: "A connection between two networks has routes on both sides",
  why: "packets arrive and no answer comes back, which looks like a firewall",
  remedy: "add the routes of the other side to the link's stack",
  answers: ["fault: a connection without a way back"],
  see: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
  check: findings,
};
