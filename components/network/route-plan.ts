import { isPrivate, type PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import { NAT64_CIDR } from "../../fleet/vocabulary.ts";
import { natOfZone, type PlannedNatGateway } from "./nat-plan.ts";

/** What a route leads to: one of the two gateways of the VPC, or a NAT gateway by its logical name. */
export type RouteTarget = "internet-gateway" | "egress-only-gateway" | { readonly natGateway: string };

export interface PlannedRoute {
  readonly name: string;
  readonly destination: "0.0.0.0/0" | "::/0" | typeof NAT64_CIDR;
  readonly target: RouteTarget;
}

export interface PlannedRouteTable {
  readonly name: string;
  readonly kind: "isolated" | "private" | "public";
  /** Letter of the zone that a private table serves. */
  readonly zone?: string;
  readonly routes: readonly PlannedRoute[];
  /** Subnets that use the table, with the logical name of the association. */
  readonly associations: readonly { readonly name: string; readonly subnetKey: string }[];
}

/** Ways out of a network. */
export interface Egress {
  readonly natGateways: readonly PlannedNatGateway[];
  readonly dualStack: boolean;
  /** Lets what has IPv6 alone reach what has IPv4 alone, by the NAT gateways. @default false */
  readonly translates?: boolean;
}

/**
 * Route tables and their routes: one table for public subnets; one per zone for nodes and pods, even while a single NAT
 * gateway serves all zones, so that adding gateways later moves no subnet; one without any way out for the interfaces
 * of the control plane.
 */
export function routePlan(
  name: string,
  subnets: readonly PlannedSubnet[],
  egress: Egress,
): readonly PlannedRouteTable[] {
  const isolated = subnets.filter((subnet) => subnet.class === "control-plane");
  const isPublic = subnets.filter((subnet) => subnet.class === "public");
  const zones = Map.groupBy(subnets.filter(isPrivate), (subnet) => subnet.zone);
  const tables = [
    { kind: "isolated", key: "isolated", members: isolated, targets: {} },
    ...[...zones].map(
      ([zone, members]) =>
        ({
          kind: "private",
          key: `private-${zone}`,
          zone,
          members,
          targets: privateTargets(egress, zone),
        }) as const,
    ),
    { kind: "public", key: "public", members: isPublic, targets: publicTargets(egress) },
  ] as const;
  return tables
    .filter(({ members }) => members.length > 0)
    .map(({ kind, key, members, targets, ...place }) => ({
      name: `${name}-route-table-${key}`,
      kind,
      ...place,
      routes: plannedRoutes(`${name}-route-${key}`, targets),
      associations: members.map((subnet) => ({
        name: `${name}-association-${subnet.key}`,
        subnetKey: subnet.key,
      })),
    }));
}

interface Targets {
  readonly ipv4?: RouteTarget;
  readonly ipv6?: RouteTarget;
  /** IPv4 addresses written as IPv6 ones. */
  readonly nat64?: RouteTarget;
}

function publicTargets(egress: Egress): Targets {
  return { ipv4: "internet-gateway", ...(egress.dualStack ? { ipv6: "internet-gateway" } : {}) };
}

function privateTargets(egress: Egress, zone: string): Targets {
  const gateway = natOfZone(egress.natGateways, zone);
  if (gateway === undefined) return {};
  const nat = { natGateway: gateway.name };
  return {
    ipv4: nat,
    ...(egress.dualStack ? { ipv6: "egress-only-gateway" } : {}),
    ...(egress.translates === true ? { nat64: nat } : {}),
  };
}

function plannedRoutes(prefix: string, targets: Targets): readonly PlannedRoute[] {
  const routes: PlannedRoute[] = [];
  if (targets.ipv4 !== undefined) {
    routes.push({ name: `${prefix}-internet`, destination: "0.0.0.0/0", target: targets.ipv4 });
  }
  if (targets.ipv6 !== undefined) {
    routes.push({ name: `${prefix}-internet-ipv6`, destination: "::/0", target: targets.ipv6 });
  }
  if (targets.nat64 !== undefined) {
    routes.push({ name: `${prefix}-nat64`, destination: NAT64_CIDR, target: targets.nat64 });
  }
  return routes;
}
