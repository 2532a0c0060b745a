import { APP_NAME_LABEL, ZONE_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { k3sRelease } from "../../fleet/k3s/k3s-catalog.ts";
import { storageOf } from "../../fleet/k3s/k3s-servers.ts";
import { networkPlan } from "../../fleet/networks/network-plan.ts";
import {
  CILIUM_RANGE_MODE,
  CILIUM_SETTINGS,
  LOAD_BALANCER_CONTROLLER,
  POLICY_ENGINES,
} from "../../fleet/outside-vocabulary.ts";
import { DNS_NAMESPACE, DNS_POD_LABELS } from "../../fleet/tenant-vocabulary.ts";
import { layersOf } from "../../fleet/upgrade/layers.ts";
import { addressAt, block } from "../aws/cidr.ts";
import type { ClusterNode, GivenControlPlane } from "../aws/cluster-host.ts";
import { SERVER_ROLES } from "../aws/k3s/node-facts.ts";

/** Something that whoever runs such a cluster has put there. */
export interface OutsideObject {
  /** Path of its kind. */
  readonly path: string;
  readonly name: string;
  readonly body: object;
}

/** A cluster that somebody else runs, as its entry says that it is. */
export interface OutsidePlan {
  readonly serviceCidr: string;
  readonly region: string;
  readonly flags: GivenControlPlane["flags"];
  readonly nodes: readonly ClusterNode[];
  readonly objects: readonly OutsideObject[];
}

/** Nodes of a cluster that names no zones. */
const NODES = 3;

/** What each machine is, more or less. */
const MACHINE = { instanceType: "machine", cpu: 8, memory: 32, pods: 110 } as const;

/** First address of a machine in its network: those before it are routers and their like. */
const FIRST_PLACE = 16;

export function outsidePlan(fleet: Fleet, cluster: Cluster): OutsidePlan {
  const { serviceCidr } = networkPlan(fleet, cluster.id);
  const { controlPlane } = layersOf(fleet, cluster);
  return {
    serviceCidr,
    region: fleet.regions.get(cluster.region)?.awsRegion ?? "",
    flags: [
      `emulated-version=${controlPlane}`,
      ...(cluster.oidc === undefined ? [] : [`service-account-issuer=${cluster.oidc.issuer}`]),
    ],
    nodes: cluster.hosts === undefined ? anybodysNodes(fleet, cluster) : hostNodes(cluster, controlPlane),
    objects: [...storage(cluster), ...dns(), ...engine(cluster), ...loadBalancer(cluster)],
  };
}

function anybodysNodes(fleet: Fleet, cluster: Cluster): readonly ClusterNode[] {
  const { zones = [], architectures = ["amd64"], loadBalancer: balancer } = cluster.attached ?? {};
  const { cidr } = networkPlan(fleet, cluster.id);
  return Array.from({ length: Math.max(zones.length, NODES) }, (_, index) => {
    const zone = zones[index % Math.max(zones.length, 1)];
    const name = `${cluster.id}-${index + 1}`;
    return {
      ...{ ...MACHINE, name, zone: zone ?? "", taints: [], labels: zoneLabels(zone) },
      address: addressAt(block(cidr), FIRST_PLACE + index),
      architecture: architectures[index % architectures.length] ?? "amd64",
      providerId: balancer === "aws-nlb" ? `aws:///${zone ?? ""}/i-${index}` : `simulator://${name}`,
    };
  });
}

function hostNodes({ hosts }: Cluster, minor: string): readonly ClusterNode[] {
  return Object.entries(hosts?.machines ?? {}).map(([name, { role, address, zone }]) => ({
    ...{ ...MACHINE, name, zone: zone ?? "", taints: [], address },
    labels: { ...zoneLabels(zone), ...(role === "server" ? SERVER_ROLES : {}) },
    architecture: "amd64",
    providerId: `k3s://${name}`,
    kubeletVersion: k3sRelease(minor).version,
  }));
}

const zoneLabels = (zone: string | undefined): Readonly<Record<string, string>> =>
  zone === undefined ? {} : { [ZONE_LABEL]: zone };

/** The class of volumes, but where atoll brings it. */
function storage(cluster: Cluster): readonly OutsideObject[] {
  const name = cluster.attached?.storageClass ?? storageOf(cluster);
  if (cluster.attached === undefined && name === "longhorn") return [];
  return [
    {
      path: "/apis/storage.k8s.io/v1/storageclasses",
      name,
      body: {
        ...{ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name } },
        provisioner: cluster.attached === undefined ? "rancher.io/local-path" : "csi.example.com",
        volumeBindingMode: "WaitForFirstConsumer",
      },
    },
  ];
}

type Workload = "Deployment" | "DaemonSet";

function workload(kind: Workload, name: string, labels: Readonly<Record<string, string>>): OutsideObject {
  const containers = [{ name, image: `registry.example.com/${name}` }];
  return {
    path: `/apis/apps/v1/namespaces/kube-system/${kind.toLowerCase()}s`,
    name,
    body: {
      ...{ apiVersion: "apps/v1", kind, metadata: { name, namespace: "kube-system", labels } },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
  };
}

const dns = (): readonly OutsideObject[] => [
  {
    ...workload("Deployment", "coredns", DNS_POD_LABELS),
    path: `/apis/apps/v1/namespaces/${DNS_NAMESPACE}/deployments`,
  },
];

/** What enforces policies; that of K3s is a part of K3s. */
function engine({ attached }: Cluster): readonly OutsideObject[] {
  if (attached === undefined) return [];
  const [name = ""] = POLICY_ENGINES[attached.networkPolicyEngine];
  const [path = "", map = ""] = CILIUM_SETTINGS.split(/\/(?=[^/]*$)/);
  const settings: OutsideObject = {
    path,
    name: map,
    body: {
      ...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: map } },
      data: { [CILIUM_RANGE_MODE]: "nodes" },
    },
  };
  const set = workload("DaemonSet", name, { "k8s-app": name });
  return attached.networkPolicyEngine === "cilium" ? [set, settings] : [set];
}

function loadBalancer({ attached }: Cluster): readonly OutsideObject[] {
  if (attached?.loadBalancer !== "aws-nlb-controller") return [];
  const labels = { [APP_NAME_LABEL]: LOAD_BALANCER_CONTROLLER };
  return [workload("Deployment", LOAD_BALANCER_CONTROLLER, labels)];
}
