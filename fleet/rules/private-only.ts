import type { Finding } from "../check.ts";
import { uncachedHosts } from "../charts/image-source.ts";
import { didYouMean } from "../read/issues.ts";
import { ENDPOINT_SERVICE_NAMES, type EndpointServiceName } from "../regions/endpoint-services.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly, missingEndpoints, neededEndpoints } from "../networks/private-only.ts";
import { ecrRegion, REGISTRIES, REGISTRY_NAMES } from "../charts/registries.ts";

/** Networks without a way out: every service reached by an endpoint, and every image pulled from inside AWS. */
export function privateOnlyFindings(inventory: Inventory): readonly Finding[] {
  return (
    [...inventory.clusters.values()]
      // K3s needs a way out: that rule of its own says, and these endpoints would not do.
      .filter((cluster) => cluster.kind !== "k3s" && isPrivateOnly(cluster))
      .flatMap((cluster) => [
        ...natFindings(cluster),
        ...endpointFindings(inventory, cluster),
        ...(cluster.kind === "eks" ? imageFindings(inventory, cluster) : []),
      ])
  );
}

const placeOf = ({ id }: Cluster, key: string): Pick<Finding, "file" | "at"> => ({
  file: `clusters/${id}.yaml`,
  at: ["network", key],
});

function natFindings(cluster: Cluster): readonly Finding[] {
  const { network } = cluster;
  if (network.mode !== "create" || network.natGateways === undefined) return [];
  const expected = "no NAT gateways with egress: private-only";
  return [{ ...placeOf(cluster, "natGateways"), expected, hint: "remove one of the two" }];
}

function endpointFindings(inventory: Inventory, cluster: Cluster): readonly Finding[] {
  const missing = missingEndpoints(inventory, cluster);
  if (missing.length === 0) return [];
  const expected = `the endpoints that nodes need with egress: private-only (${neededEndpoints(cluster).join(", ")})`;
  const misspelt = misspeltServices(cluster, missing);
  const rest = missing.filter((service) => !misspelt.some(({ meant }) => meant === service));
  const hint = [
    ...misspelt.map(({ typed, meant }) => `write ${meant} for ${typed}`),
    ...(rest.length === 0 ? [] : [`add ${rest.join(", ")}`]),
  ].join("; ");
  return [{ ...placeOf(cluster, "interfaceEndpoints"), expected, hint }];
}

/** Shorter names are near to those of other services, such as sns to sqs. */
const SHORTEST_NAME = 5;

/** Services that were typed for one that is missing. */
function misspeltServices(
  { network }: Cluster,
  missing: readonly EndpointServiceName[],
): readonly { readonly typed: string; readonly meant: string }[] {
  const others = network.mode === "create" ? network.interfaceEndpoints : [];
  const unknown = others.filter((one) => !ENDPOINT_SERVICE_NAMES.some((name) => name === one));
  return missing
    .filter((service) => service.length >= SHORTEST_NAME)
    .flatMap((meant) => {
      const typed = unknown.find((one) => didYouMean(one, [meant]) !== undefined);
      return typed === undefined ? [] : [{ typed, meant }];
    });
}

/** Nothing starts whose image cannot be pulled: not one node would come. */
function imageFindings(inventory: Inventory, cluster: Cluster): readonly Finding[] {
  const missing = uncachedHosts(inventory, cluster);
  if (missing.length === 0) return [];
  const { images } = inventory.settings.mirrors;
  const awsRegion = inventory.regions.get(cluster.region)?.awsRegion;
  const far = images === undefined ? undefined : ecrRegion(images);
  if (images !== undefined && !isPublic(images) && (far === undefined || far === awsRegion)) return [];
  const expected =
    far === undefined
      ? `a place inside AWS for images of ${missing.join(", ")} with egress: private-only`
      : `a mirror in ${awsRegion ?? "its region"} with egress: private-only, for endpoints lead to no other region`;
  const got = images === undefined ? "none" : `mirrors.images ${images}`;
  return [{ ...placeOf(cluster, "egress"), expected, got, hint: remedy(cluster.region, missing) }];
}

const CACHEABLE: readonly string[] = Object.values(REGISTRIES).map(({ host }) => host);

/** A registry that the internet alone leads to. */
const isPublic = (mirror: string): boolean => CACHEABLE.includes(mirror.split("/")[0] ?? "");

/** ECR has no caches of some registries: their images can only be copied. */
function remedy(region: string, hosts: readonly string[]): string {
  const only = hosts.filter((host) => !CACHEABLE.includes(host));
  if (only.length > 0)
    return `ECR caches nothing of ${only.join(", ")}: copy all into a private registry, and name it in mirrors.images of fleet.yaml`;
  const names = REGISTRY_NAMES.filter((name) => hosts.includes(REGISTRIES[name].host));
  const keys = names.map((name) => (REGISTRIES[name].needsCredentials ? `${name} (with credentials)` : name));
  return `add ${keys.join(", ")} to imageCaches.registries of regions/${region}.yaml, or a private registry as mirrors.images to fleet.yaml`;
}
