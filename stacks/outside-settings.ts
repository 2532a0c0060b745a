import type { ClusterFacts } from "../components/cluster/cluster.ts";
import type { HostedK3s, OutsideSettings } from "../components/outside/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { networkPlan } from "../fleet/networks/network-plan.ts";
import { k3sRelease } from "../fleet/k3s/k3s-catalog.ts";
import { storageOf } from "../fleet/k3s/k3s-servers.ts";
import { slaSettings } from "../fleet/sla.ts";
import { layersOf } from "../fleet/upgrade/layers.ts";
import { isKept } from "../fleet/upgrade/succession.ts";
import { placeOf } from "./network-settings.ts";
import { platformRanges } from "./platform-ranges.ts";
import { mirrors } from "./platform-settings.ts";
import type { RunChoices } from "./run-choices.ts";

/** What is known of a cluster that only its kubeconfig leads to. */
export function outsideSettings(fleet: Fleet, cluster: Cluster, choices: RunChoices = {}): OutsideSettings {
  const { oidc } = cluster;
  return {
    facts: outsideFacts(fleet, cluster),
    awsRegion: placeOf(fleet, cluster).awsRegion,
    ...(oidc === undefined ? {} : { oidc }),
    protect: slaSettings(cluster).protect || isKept(fleet, cluster),
    webhookReplicas: Math.min(2, slaSettings(cluster).platformReplicas),
    ...(cluster.kind === "k3s" ? { k3s: hostedK3s(fleet, cluster) } : {}),
    ...mirrors(fleet, cluster),
    ...(choices.patchForce === undefined ? {} : { patchForce: choices.patchForce }),
  };
}

function hostedK3s(fleet: Fleet, cluster: Cluster): HostedK3s {
  const { controlPlane, nodes, addOns } = layersOf(fleet, cluster);
  const { apiServerRanges, nodeRanges, overlayRanges = [] } = platformRanges(fleet, cluster);
  const machines = Object.values(cluster.hosts?.machines ?? {});
  const zones = zonesOf(cluster);
  return {
    serverRelease: k3sRelease(controlPlane).version,
    agentRelease: k3sRelease(nodes).version,
    addOnKubernetes: addOns,
    storage: storageOf(cluster) === "longhorn" ? "longhorn" : "local-path",
    servers: machines.filter(({ role }) => role === "server").length,
    places: zones.length > 1 ? zones.length : machines.length,
    zoned: zones.length > 1,
    apiServerRanges: [...apiServerRanges, ...overlayRanges],
    nodeRanges,
  };
}

/** Places whose loss takes hosts along. */
function zonesOf({ hosts }: Cluster): readonly string[] {
  const places = Object.values(hosts?.machines ?? {}).flatMap(({ zone }) => zone ?? []);
  return [...new Set(places)].sort();
}

/** What its entry declares, or what K3s brings along where atoll wrote the configuration of its hosts. */
export function outsideFacts(fleet: Fleet, cluster: Cluster): ClusterFacts {
  const { attached } = cluster;
  const shared = {
    id: cluster.id,
    kubernetes: layersOf(fleet, cluster).workloads,
    serviceCidr: networkPlan(fleet, cluster.id).serviceCidr,
    identity: cluster.oidc === undefined ? "none" : "oidc",
  } as const;
  if (attached === undefined) return { ...shared, ...hostFacts(cluster) };
  return { ...shared, ...attached };
}

type HostFacts = Omit<ClusterFacts, "id" | "kubernetes" | "serviceCidr" | "identity">;

/** K3s brings its own answer to Services, and its own policies. */
function hostFacts(cluster: Cluster): HostFacts {
  return {
    zones: zonesOf(cluster),
    storageClass: storageOf(cluster),
    loadBalancer: "service-lb",
    architectures: ["amd64"],
    networkPolicyEngine: "kube-router",
  };
}
