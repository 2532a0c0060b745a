import type { Finding } from "../check.ts";
import { uncachedHosts } from "../charts/image-source.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly, missingEndpoints, neededEndpoints } from "../networks/private-only.ts";
import { ecrRegion, REGISTRIES } from "../charts/registries.ts";

/** Networks without a way out: every service reached by an endpoint, and every image pulled from inside AWS. */
export function privateOnlyFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()]
    .filter(isPrivateOnly)
    .flatMap((cluster) => [
      ...natFindings(cluster),
      ...endpointFindings(inventory, cluster),
      ...(cluster.kind === "eks" ? imageFindings(inventory, cluster) : []),
    ]);
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
  return [{ ...placeOf(cluster, "interfaceEndpoints"), expected, hint: `add ${missing.join(", ")}` }];
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
  return `add imageCaches of them to regions/${region}.yaml, or a private registry as mirrors.images to fleet.yaml`;
}
