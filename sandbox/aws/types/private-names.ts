import type { Thing } from "../cloud.ts";
import { Inputs, neighbours, text, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** Services whose names are no plain `<service>.<region>.amazonaws.com`. */
const ODD: Readonly<Record<string, (region: string) => string>> = {
  "ecr.api": (region) => `api.ecr.${region}.amazonaws.com`,
  "ecr.dkr": (region) => `dkr.ecr.${region}.amazonaws.com`,
  "eks-auth": (region) => `eks-auth.${region}.api.aws`,
};

/**
 * Name under which programs ask a service, and which an endpoint with private names takes over in its VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function privateDomain(service: string, region: string): string {
  return ODD[service]?.(region) ?? `${service}.${region}.amazonaws.com`;
}

/** Short name of the service that an endpoint is for. */
export function serviceOfEndpoint(endpoint: Thing): string {
  return text(endpoint, "serviceName").replace(`com.amazonaws.${endpoint.region}.`, "");
}

/** Private zones of this name that a VPC asks, whoever made them. */
export function zonesAsking(call: Call, name: string, vpcId: string): readonly Thing[] {
  return call.cloud
    .list({ type: tokens.ZONE, state: { name } })
    .filter(
      (zone) =>
        new Inputs(zone.state).objects("vpcs").some((one) => one.text("vpcId") === vpcId) ||
        call.cloud.count({ type: tokens.ZONE_ASSOCIATION, state: { zoneId: zone.id, vpcId } }) > 0,
    );
}

/** Endpoints whose private names a VPC asks. */
export function endpointsAsking(call: Call, name: string, vpcId: string): readonly Thing[] {
  return call.cloud
    .list({ type: tokens.VPC_ENDPOINT, state: { vpcId, privateDnsEnabled: true } })
    .filter((endpoint) => privateDomain(serviceOfEndpoint(endpoint), endpoint.region) === name);
}

/** What a node asks of AWS before it is ready: who it is, its images, and rights for its pods. */
const NODE_SERVICES = ["ec2", "ecr.api", "ecr.dkr", "eks-auth"];

/** Routes stand alone, or in their table. */
function hasDefaultRoute(call: Call, routeTableId: string): boolean {
  const alone = neighbours(call, tokens.ROUTE, { routeTableId }).map(
    ({ state }) => state["destinationCidrBlock"],
  );
  const inside = neighbours(call, tokens.ROUTE_TABLE)
    .filter(({ id }) => id === routeTableId)
    .flatMap(({ state }) => new Inputs(state).objects("routes").map((route) => route.text("cidrBlock")));
  return [...alone, ...inside].includes("0.0.0.0/0");
}

/** Services that nodes in a subnet reach neither over the internet nor by an endpoint. */
export function unreachableServices(call: Call, subnet: Thing): readonly string[] {
  const [association] = neighbours(call, tokens.ROUTE_TABLE_ASSOCIATION, { subnetId: subnet.id });
  // What stands in the VPC's main table was not decided here, and is taken for reachable.
  if (association === undefined) return [];
  const tableId = text(association, "routeTableId");
  if (hasDefaultRoute(call, tableId)) return [];
  const vpcId = text(subnet, "vpcId");
  const named = NODE_SERVICES.filter((service) => {
    const domain = privateDomain(service, call.region);
    return [...endpointsAsking(call, domain, vpcId), ...zonesAsking(call, domain, vpcId)].length === 0;
  });
  const layers = neighbours(call, tokens.VPC_ENDPOINT, { vpcId, vpcEndpointType: "Gateway" }).some(
    (endpoint) =>
      serviceOfEndpoint(endpoint) === "s3" &&
      new Inputs(endpoint.state).texts("routeTableIds").includes(tableId),
  );
  return layers ? named : [...named, "s3"];
}
