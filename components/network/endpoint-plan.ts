import type { PlannedSubnet } from "../../fleet/networks/network-plan.ts";
import { endpointServiceName, GATEWAY_ENDPOINT_SERVICES } from "../../fleet/vocabulary.ts";

export interface PlannedEndpoint {
  readonly name: string;
  /** Short name, such as ecr.api. */
  readonly service: string;
  readonly serviceName: string;
}

/** Interface endpoints, with what they share. */
export interface PlannedInterfaceEndpoints {
  readonly endpoints: readonly PlannedEndpoint[];
  /** Logical name of their security group. */
  readonly securityGroupName: string;
  /** Ranges that may reach them. */
  readonly ingress: readonly { readonly name: string; readonly cidr: string }[];
  /** Keys of the subnets that hold their addresses: one per zone. */
  readonly subnetKeys: readonly string[];
}

/** Gateway endpoints cost nothing and keep traffic off the NAT gateways, so every network has them. */
export function gatewayEndpointPlan(name: string, awsRegion: string): readonly PlannedEndpoint[] {
  return GATEWAY_ENDPOINT_SERVICES.map((service) => ({
    name: `${name}-gateway-endpoint-${service}`,
    service,
    serviceName: endpointServiceName(awsRegion, service),
  }));
}

/** Interface endpoints stand beside the nodes, so that traffic to them stays in its zone. */
export function interfaceEndpointPlan(
  name: string,
  services: readonly string[],
  place: {
    readonly awsRegion: string;
    readonly subnets: readonly PlannedSubnet[];
    readonly ranges: readonly string[];
  },
): PlannedInterfaceEndpoints | undefined {
  if (services.length === 0) return undefined;
  const securityGroupName = `${name}-interface-endpoints`;
  return {
    endpoints: services.toSorted().map((service) => ({
      name: `${name}-interface-endpoint-${service}`,
      service,
      serviceName: endpointServiceName(place.awsRegion, service),
    })),
    securityGroupName,
    ingress: place.ranges.map((cidr) => ({
      name: `${securityGroupName}-from-${cidr.replace("/", "-")}`,
      cidr,
    })),
    subnetKeys: place.subnets.filter((subnet) => subnet.class === "node").map((subnet) => subnet.key),
  };
}
