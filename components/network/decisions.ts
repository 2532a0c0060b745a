import { USUAL_IP_FAMILY } from "../../fleet/networks/ip-family.ts";
import { isPrivate } from "../../fleet/networks/network-plan.ts";
import { aclPlan, type PlannedAcl } from "./acl-plan.ts";
import {
  gatewayEndpointPlan,
  interfaceEndpointPlan,
  type PlannedEndpoint,
  type PlannedInterfaceEndpoints,
} from "./endpoint-plan.ts";
import { flowLogPlan, type PlannedFlowLog } from "./flow-log-plan.ts";
import { natPlan, type PlannedNatGateway } from "./nat-plan.ts";
import { type PlannedRouteTable, routePlan } from "./route-plan.ts";
import {
  DEFAULT_DUAL_STACK,
  DEFAULT_NETWORK_ACLS,
  DEFAULT_PROTECT,
  type NetworkSettings,
} from "./settings.ts";
import { type DecidedSubnet, type PlannedRange, rangePlan, subnetPlan } from "./subnet-plan.ts";

/** Every resource of a network that atoll creates, by logical name, before any of them is registered. */
export interface NetworkDecisions {
  readonly vpc: {
    readonly name: string;
    readonly cidr: string;
    readonly dualStack: boolean;
    readonly defaultSecurityGroupName: string;
  };
  readonly protect: boolean;
  readonly ranges: readonly PlannedRange[];
  readonly subnets: readonly DecidedSubnet[];
  /** Absent without public subnets. */
  readonly internetGatewayName?: string;
  /** Absent without dual stack, or without a way out. */
  readonly egressOnlyGatewayName?: string;
  readonly natGateways: readonly PlannedNatGateway[];
  readonly routeTables: readonly PlannedRouteTable[];
  readonly gatewayEndpoints: readonly PlannedEndpoint[];
  readonly interfaceEndpoints?: PlannedInterfaceEndpoints;
  /** Own network ACLs by subnet class, or none; the default one is the network's in any case. */
  readonly acls: { readonly own: readonly PlannedAcl[]; readonly defaultAclName: string };
  readonly flowLog: PlannedFlowLog;
}

export function networkDecisions(name: string, settings: NetworkSettings): NetworkDecisions {
  const { plan, awsRegion, networkAcls = DEFAULT_NETWORK_ACLS } = settings;
  const translates = (settings.ipFamily ?? USUAL_IP_FAMILY) === "ipv6";
  const dualStack = translates || (settings.dualStack ?? DEFAULT_DUAL_STACK);
  const { subnets } = plan;
  const natGateways = natPlan(name, subnets, settings.natGateways);
  const ipv4 = [plan.cidr, ...plan.secondaryCidrs];
  const interfaceEndpoints = interfaceEndpointPlan(name, settings.interfaceEndpoints ?? [], {
    awsRegion,
    subnets,
    ranges: ipv4,
  });
  const hasPublicSubnets = subnets.some((subnet) => subnet.class === "public");
  return {
    vpc: {
      name: `${name}-vpc`,
      cidr: plan.cidr,
      dualStack,
      defaultSecurityGroupName: `${name}-default-security-group`,
    },
    protect: settings.protect ?? DEFAULT_PROTECT,
    ranges: rangePlan(name, plan),
    subnets: subnetPlan(name, plan, dualStack),
    ...(hasPublicSubnets ? { internetGatewayName: `${name}-internet-gateway` } : {}),
    ...(dualStack && natGateways.length > 0 ? { egressOnlyGatewayName: `${name}-egress-only-gateway` } : {}),
    natGateways,
    routeTables: routePlan(name, subnets, { natGateways, dualStack, translates }),
    // They serve private subnets, and a network of endpoints has none.
    gatewayEndpoints: subnets.some(isPrivate) ? gatewayEndpointPlan(name, awsRegion) : [],
    ...(interfaceEndpoints === undefined ? {} : { interfaceEndpoints }),
    acls: {
      own: networkAcls ? aclPlan(name, subnets, { ipv4, dualStack }) : [],
      defaultAclName: `${name}-acl-default`,
    },
    flowLog: flowLogPlan(name, settings),
  };
}

/** Logical names of all resources below the component: what an `adopt` map may name. */
export function logicalNames(decided: NetworkDecisions): readonly string[] {
  const { vpc, interfaceEndpoints, acls, flowLog } = decided;
  const named = [
    ...decided.ranges,
    ...decided.subnets,
    ...decided.routeTables,
    ...decided.routeTables.flatMap(({ routes, associations }) => [...routes, ...associations]),
    ...decided.natGateways,
    ...decided.gatewayEndpoints,
    ...(interfaceEndpoints?.endpoints ?? []),
    ...(interfaceEndpoints?.ingress ?? []),
    ...acls.own,
    flowLog,
    flowLog.group,
    flowLog.role,
    flowLog.policy,
  ];
  const single = [
    vpc.name,
    vpc.defaultSecurityGroupName,
    decided.internetGatewayName,
    decided.egressOnlyGatewayName,
    interfaceEndpoints?.securityGroupName,
    acls.defaultAclName,
    ...decided.natGateways.map(({ addressName }) => addressName),
  ];
  return [...single.filter((name) => name !== undefined), ...named.map(({ name }) => name)].sort();
}
