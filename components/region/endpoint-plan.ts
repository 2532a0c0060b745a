import { ENDPOINT_SERVICES, type EndpointServiceName } from "../../fleet/regions/endpoint-services.ts";
import type { NetworkPlan } from "../../fleet/networks/network-plan.ts";
import type { EndpointsPlan } from "../../fleet/regions/shared-endpoints.ts";

/** The private zone of one service: every name in it leads to the endpoint. */
export interface PlannedEndpointZone {
  readonly service: EndpointServiceName;
  /** Logical name. */
  readonly name: string;
  readonly domain: string;
  /** Logical names of its records, with the names they are for. */
  readonly records: readonly { readonly name: string; readonly recordName: string }[];
}

/** A zone for each service, in the order of their names. */
export function endpointZones(
  region: string,
  awsRegion: string,
  { services }: Pick<EndpointsPlan, "services">,
): readonly PlannedEndpointZone[] {
  return services.map((service) => {
    const { domain: domainOf, wildcard } = ENDPOINT_SERVICES[service];
    const [domain, name] = [domainOf(awsRegion), `${region}-endpoint-zone-${service}`];
    const apex = { name: `${name}-apex`, recordName: domain };
    const below = { name: `${name}-wildcard`, recordName: `*.${domain}` };
    return { service, name, domain, records: wildcard ? [apex, below] : [apex] };
  });
}

/**
 * The network that holds the endpoints, and nothing else: its subnets are like those of a control plane, without a way
 * out. No Kubernetes runs in it, so it has no range for Services.
 */
export function endpointNetworkPlan({ cidr, subnets }: EndpointsPlan): NetworkPlan {
  return {
    cidr,
    secondaryCidrs: [],
    serviceCidr: "",
    zones: subnets.map(({ zone }) => zone),
    subnets: subnets.map((subnet) => ({
      ...subnet,
      key: `control-plane-${subnet.zone}`,
      class: "control-plane",
    })),
  };
}
