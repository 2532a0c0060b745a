import type { NatGateway } from "@pulumi/aws/ec2/natGateway.js";
import { Route } from "@pulumi/aws/ec2/route.js";
import { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { known } from "./known.ts";
import type { PlannedRoute } from "./route-plan.ts";
import { resourceOptions, type Scope } from "./scope.ts";
import type { VpcGateways } from "./vpc.ts";

/** Everything that routes lead from and to. */
interface Reachable {
  readonly vpc: Vpc;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly gateways: VpcGateways;
  readonly natGateways: ReadonlyMap<string, NatGateway>;
}

interface RouteTables {
  /** By logical name. */
  readonly routeTables: ReadonlyMap<string, RouteTable>;
  /** Their routes, and the subnets' use of them. */
  readonly routes: readonly (Route | RouteTableAssociation)[];
}

/** Route tables with their routes and the subnets that use them, each a resource of its own. */
export function createRouteTables(
  scope: Scope,
  decided: NetworkDecisions,
  reachable: Reachable,
): RouteTables {
  const made = decided.routeTables.map(({ name, routes, associations }) => {
    const args = { vpcId: reachable.vpc.id, tags: resourceTags(name) };
    const table = new RouteTable(name, args, resourceOptions(scope, name));
    const ways = routes.map((route) => createRoute(scope, table, route, reachable));
    const uses = associations.map(({ name: association, subnetKey }) => {
      const ends = { routeTableId: table.id, subnetId: known(reachable.subnets, subnetKey).id };
      return new RouteTableAssociation(association, ends, resourceOptions(scope, association));
    });
    return { name, table, routes: [...ways, ...uses] };
  });
  return {
    routeTables: new Map(made.map(({ name, table }) => [name, table])),
    routes: made.flatMap(({ routes }) => routes),
  };
}

function createRoute(scope: Scope, table: RouteTable, route: PlannedRoute, reachable: Reachable): Route {
  const { name, destination } = route;
  const from =
    destination === "0.0.0.0/0"
      ? { destinationCidrBlock: destination }
      : { destinationIpv6CidrBlock: destination };
  return new Route(
    name,
    { routeTableId: table.id, ...from, ...target(route, reachable) },
    resourceOptions(scope, name),
  );
}

function target({ target: to }: PlannedRoute, { gateways, natGateways }: Reachable) {
  if (to === "internet-gateway") return { gatewayId: present(gateways.internet).id };
  if (to === "egress-only-gateway") return { egressOnlyGatewayId: present(gateways.egressOnly).id };
  return { natGatewayId: known(natGateways, to.natGateway).id };
}

function present<T>(gateway: T | undefined): T {
  if (gateway === undefined) throw new Error("a route leads to a gateway that was not decided");
  return gateway;
}
