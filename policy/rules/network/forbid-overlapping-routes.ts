import { breach, type StackFinding, unknown } from "../../finding.ts";
import { overlap } from "../../ranges.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { wiringOf } from "../../wiring.ts";

const ROUTE = "aws:ec2/route:Route";
const CONNECTIONS: Readonly<Record<string, string>> = {
  vpcPeeringConnectionId: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
};
const EXPECTED = "a range apart from those of the other routes of the connection";

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const wiring = wiringOf(resources);
  return Object.entries(CONNECTIONS).flatMap(([input, type]) => [
    ...wiring
      .ofType(ROUTE)
      .filter((route) => wiring.isOpen(route, input))
      .map((resource) => ({ resource, ...unknown({ path: input }, EXPECTED) })),
    ...wiring.ofType(type).flatMap((used) => routeFindings(wiring.users(used, ROUTE, input))),
  ]);
}

/** The same range twice is one side with several tables. */
function routeFindings(routes: readonly Resource[]): readonly StackFinding[] {
  const ranges = routes.map((resource) => ({
    resource,
    range: new Value("destinationCidrBlock", resource.inputs["destinationCidrBlock"]),
  }));
  return ranges.flatMap(({ resource, range }, index): readonly StackFinding[] => {
    const { text } = range;
    if (range.isUnknown) return [{ resource, ...unknown(range, EXPECTED) }];
    if (text === undefined) return [];
    const other = ranges
      .slice(0, index)
      .find((one) => one.range.text !== text && overlap(text, one.range.text ?? ""));
    return other === undefined
      ? []
      : [{ resource, ...breach(range, `${EXPECTED}, as ${other.range.shown}`) }];
  });
}

export const forbidOverlappingRoutes: StackRule = {
  id: "forbid-overlapping-routes",
  level: "mandatory",
  group: "network",
  scope: "stack",
  what: "Routes into one connection lead to ranges that share no address",
  why: "two networks that have the same addresses can't be told apart by either",
  remedy: "give one of the two another range: npx atoll addresses shows who has which",
  answers: ["fault: linked networks want the same addresses"],
  see: "https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html",
  check: findings,
};
