import { Route, type RouteArgs } from "@pulumi/aws/ec2/route.js";
import type * as pulumi from "@pulumi/pulumi";
import { type PlaceScope, providerOf } from "./place.ts";
import type { PlannedRoute } from "./route-plan.ts";
import type { End } from "./settings.ts";

/** What a route leads over. */
export type RouteTarget = Pick<RouteArgs, "vpcPeeringConnectionId" | "transitGatewayId" | "gatewayId">;

/** Routes of the VPCs, each over what its end has; AWS takes them once that is ready. */
export function createRoutes(
  { parent, places }: PlaceScope,
  routes: readonly PlannedRoute[],
  targetOf: (end: End) => RouteTarget,
  ready: readonly pulumi.Resource[],
): void {
  for (const { name, end, table, cidr } of routes) {
    const routeTableId = places[end].routeTableIds[table];
    if (routeTableId === undefined) throw new Error(`${name} leads from a table that was not given`);
    new Route(
      name,
      { routeTableId, destinationCidrBlock: cidr, ...targetOf(end) },
      { parent, ...providerOf(places[end]), dependsOn: [...ready] },
    );
  }
}
