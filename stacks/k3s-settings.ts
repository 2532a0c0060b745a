import type { K3sSettings } from "../components/k3s/settings.ts";
import { nodeZones } from "../fleet/addresses/zones.ts";
import { cachedHosts } from "../fleet/charts/image-source.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { k3sImage, k3sRelease } from "../fleet/k3s/k3s-catalog.ts";
import { k3sServers, storageOf } from "../fleet/k3s/k3s-servers.ts";
import { k3sBucketName, k3sIssuer, k3sOidcBucketName, k3sSecretName } from "../fleet/names.ts";
import { networkPlan } from "../fleet/networks/network-plan.ts";
import { slaSettings } from "../fleet/sla.ts";
import { clusterTags } from "../fleet/tags.ts";
import { layersOf } from "../fleet/upgrade/layers.ts";
import { isKept } from "../fleet/upgrade/succession.ts";
import { apiAccess } from "./api-access.ts";
import { placeOf } from "./network-settings.ts";
import { mirrors } from "./platform-settings.ts";
import type { RunChoices } from "./run-choices.ts";

/** What one K3s cluster in AWS looks like: its entry, what its service level adds, and the releases of the catalog. */
export function k3sSettings(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): K3sSettings {
  const { accountId, awsRegion } = placeOf(fleet, cluster);
  const { k3s } = cluster;
  const { k3s: releases } = fleet.settings.mirrors;
  const level = slaSettings(cluster);
  return {
    accountId,
    awsRegion,
    ...versions(fleet, cluster),
    ...datastore(fleet, cluster),
    ...awsNames(fleet, cluster),
    ...nodeGround(fleet, cluster),
    servers: k3sServers(fleet, cluster),
    serverType: k3s.serverType,
    diskGib: k3s.diskGib,
    image: k3s.image ?? k3sImage(),
    access: apiAccess(fleet, cluster),
    tokenRevision: k3s.tokenRevision,
    snapshots: k3s.snapshots,
    ...(k3s.tailscale === undefined ? {} : { tailscale: k3s.tailscale }),
    cachedRegistries: cachedHosts(fleet, cluster),
    keyDeletionDays: level.keyDeletionDays,
    protect: level.protect || isKept(fleet, cluster),
    tags: clusterTags(fleet, cluster),
    ...(choices.patchForce === undefined ? {} : { patchForce: choices.patchForce }),
    ...mirrors(fleet, cluster),
    ...(releases === undefined ? {} : { releaseMirror: releases }),
  };
}

function versions(
  fleet: Fleet,
  cluster: Cluster,
): Pick<K3sSettings, "workloadKubernetes" | "addOnKubernetes" | "serverRelease" | "agentRelease"> {
  const { controlPlane, addOns, nodes, workloads } = layersOf(fleet, cluster);
  return {
    workloadKubernetes: workloads,
    addOnKubernetes: addOns,
    serverRelease: k3sRelease(controlPlane).version,
    agentRelease: k3sRelease(nodes).version,
  };
}

/** What cannot change once etcd holds data. */
function datastore(fleet: Fleet, cluster: Cluster): Pick<K3sSettings, "flags" | "storage"> {
  const locked = fleet.lock.clusters[cluster.id];
  if (locked?.pods === undefined) throw new Error(`the lock has no range for the pods of ${cluster.id}`);
  const storage = locked.k3s?.storage ?? storageOf(cluster);
  const flags = {
    podCidr: locked.pods,
    serviceCidr: locked.services,
    issuer: k3sIssuer(fleet.settings, regionOf(fleet, cluster), cluster.id),
    serviceLb: false,
    localStorage: storage === "local-path",
  };
  return { flags, storage };
}

function awsNames(
  fleet: Fleet,
  cluster: Cluster,
): Pick<K3sSettings, "secretNames" | "stateBucket" | "issuerBucket" | "issuer"> {
  const { settings } = fleet;
  const { id } = cluster;
  const region = regionOf(fleet, cluster);
  return {
    secretNames: { server: k3sSecretName(id, "server"), agent: k3sSecretName(id, "agent") },
    stateBucket: k3sBucketName(settings, region, id),
    issuerBucket: k3sOidcBucketName(settings, region, id),
    issuer: k3sIssuer(settings, region, id),
  };
}

function nodeGround(fleet: Fleet, cluster: Cluster): Pick<K3sSettings, "zones" | "nodeRanges"> {
  const { awsRegion } = placeOf(fleet, cluster);
  const { subnets } = networkPlan(fleet, cluster.id);
  const nodes = subnets.filter((subnet) => subnet.class === "node");
  return {
    zones: nodeZones(fleet, cluster).map((zone) => `${awsRegion}${zone}`),
    nodeRanges: nodes.map(({ cidr }) => cidr),
  };
}

function regionOf({ regions }: Fleet, { id, region }: Cluster) {
  const found = regions.get(region);
  if (found === undefined) throw new Error(`${id} has no region`);
  return found;
}
