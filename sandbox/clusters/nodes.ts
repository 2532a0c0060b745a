import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterNode } from "../aws/cluster-host.ts";
import { askApi, mustApi } from "./api.ts";
import { withLockFile } from "../tools/lock-file.ts";
import { type ClusterRecord, lockPath, readRecord } from "./folder.ts";
import { GROUP_LABEL, MACHINES_ANNOTATION, nodeObject } from "./node-object.ts";

/** Nodes that come and go together. */
export interface NodeSet {
  readonly group: string;
  readonly nodes: readonly ClusterNode[];
}

/** Adds the nodes of a group; those that exist take the labels and taints named here. They become ready in a moment. */
export async function addNodes(dir: string, name: string, { group, nodes }: NodeSet): Promise<void> {
  const cluster = existing(dir, name);
  await Promise.all(nodes.map((node) => addNode(dir, cluster, nodeObject(node, { group }, cluster.region))));
  for (const node of nodes) await untilNodeReady(dir, cluster, node.name);
}

type NodeObject = ReturnType<typeof nodeObject>;

/** Registers a node; one that exists takes its labels and taints. */
export async function addNode(dir: string, cluster: ClusterRecord, node: NodeObject): Promise<void> {
  const path = `/api/v1/nodes/${node.metadata.name}`;
  const { status } = await askApi(dir, cluster, { path });
  if (status === 404) await mustApi(dir, cluster, { method: "POST", path: "/api/v1/nodes", body: node });
  else {
    const { metadata, spec } = node;
    await mustApi(dir, cluster, { method: "PATCH", path, body: { metadata, spec } });
  }
}

/** Gives a group exactly these nodes. */
export async function setNodes(dir: string, name: string, set: NodeSet): Promise<void> {
  await addNodes(dir, name, set);
  await dropNodes(dir, name, set.group, (node) => !set.nodes.some((wanted) => wanted.name === node));
}

/** Removes all nodes of a group, drained as EKS drains them. A cluster that is gone has none. */
export async function removeNodes(dir: string, name: string, group: string): Promise<void> {
  if (readRecord(dir, name) !== undefined) await dropNodes(dir, name, group, () => true);
}

/**
 * Gives machines that no group of EKS holds exactly these nodes. A cluster that does not run is left alone; one that runs
 * is not stopped meanwhile, as it would be by the machine that goes beside this one.
 */
export async function setMachines(dir: string, name: string, set: NodeSet): Promise<void> {
  if (!isRunning(readRecord(dir, name))) return;
  await withLockFile(
    lockPath(dir, name),
    () => undefined,
    async () => {
      const cluster = readRecord(dir, name);
      if (isRunning(cluster)) await setRunningMachines(dir, cluster, set);
    },
  );
}

function isRunning(cluster: ClusterRecord | undefined): cluster is ClusterRecord {
  return cluster?.started === true && cluster.halted !== true;
}

async function setRunningMachines(
  dir: string,
  cluster: ClusterRecord,
  { group, nodes }: NodeSet,
): Promise<void> {
  const objects = nodes.map((node) => nodeObject(node, { machines: group }, cluster.region));
  await Promise.all(objects.map((node) => addNode(dir, cluster, node)));
  for (const node of nodes) await untilNodeReady(dir, cluster, node.name);
  const wanted = new Set(nodes.map((node) => node.name));
  for (const found of await names(dir, cluster, "/api/v1/nodes")) {
    const isOurs = found.annotations?.[MACHINES_ANNOTATION] === group;
    if (isOurs && !wanted.has(found.name)) await removeNode(dir, cluster, found.name);
  }
}

async function dropNodes(
  dir: string,
  name: string,
  group: string,
  goes: (node: string) => boolean,
): Promise<void> {
  const cluster = existing(dir, name);
  const path = `/api/v1/nodes?labelSelector=${encodeURIComponent(`${GROUP_LABEL}=${group}`)}`;
  for (const node of await names(dir, cluster, path)) {
    if (goes(node.name)) await removeNode(dir, cluster, node.name);
  }
}

/** Removes a node with its pods, as whoever drains it. */
export async function removeNode(dir: string, cluster: ClusterRecord, node: string): Promise<void> {
  const path = `/api/v1/nodes/${node}`;
  await askApi(dir, cluster, { method: "PATCH", path, body: { spec: { unschedulable: true } } });
  const pods = await names(dir, cluster, `/api/v1/pods?fieldSelector=spec.nodeName%3D${node}`);
  await Promise.all(
    pods.map((pod) =>
      askApi(dir, cluster, {
        method: "DELETE",
        path: `/api/v1/namespaces/${pod.namespace ?? ""}/pods/${pod.name}?gracePeriodSeconds=0`,
      }),
    ),
  );
  const { status, text } = await askApi(dir, cluster, { method: "DELETE", path });
  if (status !== 200 && status !== 404) throw new Error(`cluster ${cluster.name}: node ${node}: ${text}`);
}

interface ObjectName {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

async function names(dir: string, cluster: ClusterRecord, path: string): Promise<readonly ObjectName[]> {
  const list = JSON.parse(await mustApi(dir, cluster, { path })) as {
    readonly items: readonly { readonly metadata: ObjectName }[];
  };
  return list.items.map(({ metadata }) => metadata);
}

function existing(dir: string, name: string): ClusterRecord {
  const record = readRecord(dir, name);
  if (record === undefined) throw new Error(`there is no cluster ${name} in ${dir}`);
  return record;
}

const READY_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 100;

export async function untilNodeReady(dir: string, cluster: ClusterRecord, node: string): Promise<void> {
  const end = Date.now() + READY_MILLISECONDS;
  for (;;) {
    const text = await mustApi(dir, cluster, { path: `/api/v1/nodes/${node}` });
    const { status } = JSON.parse(text) as {
      readonly status: {
        readonly conditions?: readonly { readonly type: string; readonly status: string }[];
      };
    };
    if (status.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true) return;
    if (Date.now() > end) throw new Error(`node ${node} of cluster ${cluster.name} did not get ready`);
    await sleep(POLL_MILLISECONDS);
  }
}
