import { NODE_POOL, NODE_POOL_TAG } from "../../fleet/nodes/karpenter-vocabulary.ts";
import { type ClusterApi, refusal } from "../cluster/cluster-api.ts";
import { listObjects, pathIn, pathOf, type LiveObject, type Resource } from "./live-objects.ts";

const KARPENTER = `/apis/${NODE_POOL.apiVersion}`;
const NODE_POOLS: Resource = { kind: NODE_POOL.kind, base: KARPENTER, plural: "nodepools" };
const NODE_CLAIMS: Resource = { kind: "NodeClaim", base: KARPENTER, plural: "nodeclaims" };
const NODES: Resource = { kind: "Node", base: "/api/v1", plural: "nodes" };
const SERVICES: Resource = { kind: "Service", base: "/api/v1", plural: "services" };
const CLAIMS: Resource = { kind: "PersistentVolumeClaim", base: "/api/v1", plural: "persistentvolumeclaims" };
const VOLUMES: Resource = { kind: "PersistentVolume", base: "/api/v1", plural: "persistentvolumes" };

/** What runs pods: it would hold claims, and make new ones. Those that make others come first. */
const WORKLOADS: readonly Resource[] = [
  { kind: "CronJob", base: "/apis/batch/v1", plural: "cronjobs" },
  { kind: "Job", base: "/apis/batch/v1", plural: "jobs" },
  { kind: "Deployment", base: "/apis/apps/v1", plural: "deployments" },
  { kind: "StatefulSet", base: "/apis/apps/v1", plural: "statefulsets" },
  { kind: "DaemonSet", base: "/apis/apps/v1", plural: "daemonsets" },
  { kind: "ReplicaSet", base: "/apis/apps/v1", plural: "replicasets" },
  { kind: "Pod", base: "/api/v1", plural: "pods" },
];

/** The label by which charts say that Helm looks after an object. */
const MANAGED_BY = "app.kubernetes.io/managed-by";

/** Ids of the objects that a stack's state knows, such as `traefik/traefik`. */
export type KnownIds = ReadonlySet<string>;

/** Whether a Service stands for a load balancer that the program's destroy would not take away. */
export function isForeignBalancer({ metadata, spec }: LiveObject, known: KnownIds): boolean {
  if (spec["type"] !== "LoadBalancer" || metadata.labels?.[MANAGED_BY] === "Helm") return false;
  return !known.has(`${metadata.namespace ?? ""}/${metadata.name}`);
}

/** Whether a node is a machine that Karpenter launched. */
function isLaunched({ metadata }: LiveObject): boolean {
  return metadata.labels?.[NODE_POOL_TAG] !== undefined;
}

/** Whether the driver deletes the disk with the volume. */
function isDeletable({ spec }: LiveObject): boolean {
  return spec["persistentVolumeReclaimPolicy"] === "Delete" && spec["claimRef"] !== undefined;
}

/**
 * Objects of a cluster that stand for things in the cloud and that no program made: load balancers, disks, machines.
 * With the cluster gone, nobody would take away what they stand for.
 */
export async function cloudObjects(api: ClusterApi, known: KnownIds): Promise<readonly LiveObject[]> {
  const list = (resource: Resource): Promise<readonly LiveObject[]> => listObjects(api, resource);
  const services = await list(SERVICES);
  const nodes = await list(NODES);
  const volumes = await list(VOLUMES);
  return [
    ...services.filter((service) => isForeignBalancer(service, known)),
    ...(await list(CLAIMS)),
    ...(await list(NODE_CLAIMS)),
    ...nodes.filter(isLaunched),
    ...volumes.filter(isDeletable),
  ];
}

/** Services with a balancer, as `<namespace>/<name>`: after a drain, those that the program's destroy takes away. */
export async function balancedServices(api: ClusterApi): Promise<readonly string[]> {
  const services = await listObjects(api, SERVICES);
  return services
    .filter(({ spec }) => spec["type"] === "LoadBalancer")
    .map(({ metadata: { namespace = "", name } }) => `${namespace}/${name}`);
}

/** A disk that its volume leaves behind on purpose when it goes. */
export async function retainedVolumes(api: ClusterApi): Promise<readonly LiveObject[]> {
  const volumes = await listObjects(api, VOLUMES);
  return volumes.filter(({ spec }) => spec["persistentVolumeReclaimPolicy"] === "Retain");
}

/** Asks for the deletion of such objects, and of what would keep or make more of them. */
export async function deleteCloudObjects(api: ClusterApi, objects: readonly LiveObject[]): Promise<void> {
  const remove = async (path: string): Promise<void> => {
    const answer = await api.ask({ method: "DELETE", path: `${path}?propagationPolicy=Background` });
    // A kind that the cluster does not know, or an object that has just gone.
    if (![200, 202, 404, 409].includes(answer.status)) throw refusal(api, path, answer);
  };
  // Karpenter would launch others; the pool itself belongs to the program, whose destroy finds it gone.
  const machines = objects.some(({ resource }) => resource === NODE_CLAIMS || resource === NODES);
  if (machines) await remove(pathIn(undefined, NODE_POOLS));
  const claims = objects.filter(({ resource }) => resource === CLAIMS);
  for (const namespace of new Set(claims.map(({ metadata }) => metadata.namespace))) {
    for (const workload of WORKLOADS) await remove(pathIn(namespace, workload));
  }
  // A volume goes with its claim: its driver deletes the disk first.
  const direct = objects.filter(({ resource }) => resource !== VOLUMES);
  await Promise.all(direct.map((object) => remove(pathOf(object))));
}
