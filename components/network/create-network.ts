import type { RouteTable } from "@pulumi/aws/ec2/routeTable.js";
import type { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { createAcls } from "./acls.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { createGatewayEndpoints, createInterfaceEndpoints } from "./endpoints.ts";
import { createFlowLogs } from "./flow-logs.ts";
import { known } from "./known.ts";
import { createNatGateways } from "./nat.ts";
import { type NetworkParts, subnetIdsByClass } from "./network-parts.ts";
import { createRouteTables } from "./routes.ts";
import type { Scope } from "./scope.ts";
import { createSubnets } from "./subnets.ts";
import { createRanges, createVpc, createVpcGateways } from "./vpc.ts";

/** Registers everything that was decided, in the order in which it depends on each other. */
export function createNetwork(scope: Scope, decided: NetworkDecisions): NetworkParts {
  const vpc = createVpc(scope, decided);
  const ranges = createRanges(scope, decided, vpc);
  const gateways = createVpcGateways(scope, decided, vpc);
  const subnets = createSubnets(scope, decided, { vpc, ranges });
  const natGateways = createNatGateways(scope, decided, { subnets, internetGateway: gateways.internet });
  const { routeTables, routes } = createRouteTables(scope, decided, { vpc, subnets, gateways, natGateways });
  const endpoints = [
    ...createGatewayEndpoints(scope, decided, { vpc, routeTables }),
    ...createInterfaceEndpoints(scope, decided, { vpc, subnets }),
  ];
  createAcls(scope, decided, { vpc, subnets });
  createFlowLogs(scope, decided, vpc);
  return {
    vpcId: vpc.id,
    subnetIds: subnetIdsByClass(decided.subnets, ({ key }) => known(subnets, key).id),
    privateRouteTableIds: privateTables(decided, routeTables),
    ...isolatedTable(decided, routeTables),
    ...ipv6Ranges(decided, subnets),
    ways: [...routes, ...endpoints],
    egressAddresses: [...natGateways.values()].map((gateway) => gateway.publicIp),
  };
}

function ipv6Ranges(
  { vpc, subnets: planned }: NetworkDecisions,
  made: ReadonlyMap<string, Subnet>,
): Pick<NetworkParts, "ipv6Ranges"> {
  if (!vpc.dualStack) return {};
  return { ipv6Ranges: subnetIdsByClass(planned, ({ key }) => known(made, key).ipv6CidrBlock) };
}

function privateTables(
  { routeTables: planned }: NetworkDecisions,
  made: ReadonlyMap<string, RouteTable>,
): NetworkParts["privateRouteTableIds"] {
  const ids = planned.flatMap(({ name, zone }) =>
    zone === undefined ? [] : [[zone, known(made, name).id] as const],
  );
  return Object.fromEntries(ids);
}

function isolatedTable(
  { routeTables: planned }: NetworkDecisions,
  made: ReadonlyMap<string, RouteTable>,
): Pick<NetworkParts, "isolatedRouteTableId"> {
  const isolated = planned.find(({ kind }) => kind === "isolated");
  return isolated === undefined ? {} : { isolatedRouteTableId: known(made, isolated.name).id };
}
