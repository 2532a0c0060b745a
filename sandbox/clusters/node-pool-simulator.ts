import { setTimeout as sleep } from "node:timers/promises";
import { NODE_POOL, NODE_POOL_TAG } from "../../fleet/nodes/karpenter-vocabulary.ts";
import { ZONE_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import { askApi, mustApi } from "./api.ts";
import { type ClusterRecord, readRecord } from "./folder.ts";
import { nodeObject } from "./node-object.ts";
import { addNode, removeNode, untilNodeReady } from "./nodes.ts";
import { hasRoom, type NodePool, nodeName, simulatedNode } from "./simulated-node.ts";

interface LiveNode {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
}

interface Pod {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly conditions?: readonly {
      readonly type: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

export interface LaunchedNode {
  readonly name: string;
  readonly pool: string;
  readonly zone: string;
  /** How many pods were waiting for it. */
  readonly pods: number;
}

/** What the simulator did, and what it could not help. */
export interface NodeReport {
  readonly launched: readonly LaunchedNode[];
  /** Nodes whose pool is gone. */
  readonly removed: readonly string[];
  /** Pods that no pool has room for, with what the scheduler says. */
  readonly waiting: readonly { readonly pod: string; readonly why: string }[];
}

/** A pod that was refused before is tried again after 10 seconds at most: the scheduler's longest pause. */
const SCHEDULED_MILLISECONDS = 12_000;
/** Others may follow the first pod that moved. */
const SETTLED_MILLISECONDS = 1_500;
const POLL_MILLISECONDS = 100;

/**
 * Stands in for Karpenter, once: as long as pods wait for a machine, the pool of the greatest weight that has room gets
 * one more node. Whether a node helps is left to the scheduler; one that no pod moves to goes again. Nothing of the
 * simulator runs on afterwards.
 */
export async function simulateNodePools(dir: string, name: string): Promise<NodeReport> {
  const cluster = readRecord(dir, name);
  if (cluster?.started !== true) return { launched: [], removed: [], waiting: [] };
  const pools = await nodePools(dir, cluster);
  const removed = await removeOrphans(dir, cluster, pools);
  await untilJudged(dir, cluster);
  const launched: LaunchedNode[] = [];
  for (const pool of pools) launched.push(...(await fill(dir, cluster, pool)));
  const waiting = (await waitingPods(dir, cluster)).map((pod) => ({
    pod: `${pod.metadata.namespace}/${pod.metadata.name}`,
    why: refusal(pod)?.message ?? "",
  }));
  return { launched, removed, waiting };
}

/** Launches nodes of a pool as long as each helps pods that wait. */
async function fill(dir: string, cluster: ClusterRecord, pool: NodePool): Promise<readonly LaunchedNode[]> {
  const launched: LaunchedNode[] = [];
  for (;;) {
    const waiting = await waitingPods(dir, cluster);
    const nodes = await list<LiveNode>(dir, cluster, NODES);
    const own = nodes.filter((node) => poolOf(node) === pool.metadata.name);
    if (waiting.length === 0 || !hasRoom(pool, own.length)) return launched;
    const zones = new Set(nodes.flatMap(({ metadata }) => metadata.labels?.[ZONE_LABEL] ?? []));
    const node = simulatedNode(pool, freeNumber(pool, nodes), [...zones].sort());
    await addNode(dir, cluster, nodeObject(node, {}, cluster.region));
    await untilNodeReady(dir, cluster, node.name);
    const pods = await movedPods(dir, cluster, waiting.length);
    if (pods === 0) {
      await removeNode(dir, cluster, node.name);
      return launched;
    }
    launched.push({ name: node.name, pool: pool.metadata.name, zone: node.zone, pods });
  }
}

const NODES = "/api/v1/nodes";
const PENDING = "/api/v1/pods?fieldSelector=status.phase%3DPending";

const poolOf = ({ metadata }: LiveNode): string | undefined => metadata.labels?.[NODE_POOL_TAG];

/** The first number whose name no node has. */
function freeNumber(pool: NodePool, nodes: readonly LiveNode[]): number {
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  for (let number = 1; ; number += 1) if (!names.has(nodeName(pool, number))) return number;
}

/** How many pods got a place, once no more follow. */
async function movedPods(dir: string, cluster: ClusterRecord, before: number): Promise<number> {
  let moved = 0;
  let end = Date.now() + SCHEDULED_MILLISECONDS;
  while (Date.now() < end && moved < before) {
    await sleep(POLL_MILLISECONDS);
    const now = before - (await waitingPods(dir, cluster)).length;
    if (now <= moved) continue;
    moved = now;
    end = Date.now() + SETTLED_MILLISECONDS;
  }
  return moved;
}

/** Pods that the scheduler has no node for. */
async function waitingPods(dir: string, cluster: ClusterRecord): Promise<readonly Pod[]> {
  return (await list<Pod>(dir, cluster, PENDING)).filter((pod) => refusal(pod) !== undefined);
}

/** Waits a moment for the scheduler to look at pods that have just been made. */
async function untilJudged(dir: string, cluster: ClusterRecord): Promise<void> {
  const end = Date.now() + SETTLED_MILLISECONDS;
  const isNew = ({ spec, status }: Pod): boolean =>
    spec.nodeName === undefined && status.conditions === undefined;
  while (Date.now() < end && (await list<Pod>(dir, cluster, PENDING)).some(isNew))
    await sleep(POLL_MILLISECONDS);
}

const refusal = ({ status }: Pod) =>
  status.conditions?.find(({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable");

/** Pools by weight, as Karpenter tries them; none where its kinds are not served. */
async function nodePools(dir: string, cluster: ClusterRecord): Promise<readonly NodePool[]> {
  const path = `/apis/${NODE_POOL.apiVersion}/nodepools`;
  const { status } = await askApi(dir, cluster, { path });
  if (status === 404) return [];
  const pools = await list<NodePool>(dir, cluster, path);
  return [...pools].sort((a, b) => (b.spec.weight ?? 0) - (a.spec.weight ?? 0));
}

async function removeOrphans(
  dir: string,
  cluster: ClusterRecord,
  pools: readonly NodePool[],
): Promise<readonly string[]> {
  const names = new Set(pools.map(({ metadata }) => metadata.name));
  const path = `${NODES}?labelSelector=${encodeURIComponent(NODE_POOL_TAG)}`;
  const orphans = (await list<LiveNode>(dir, cluster, path))
    .filter((node) => !names.has(poolOf(node) ?? ""))
    .map(({ metadata }) => metadata.name);
  for (const orphan of orphans) await removeNode(dir, cluster, orphan);
  return orphans;
}

async function list<Item>(dir: string, cluster: ClusterRecord, path: string): Promise<readonly Item[]> {
  const { items } = JSON.parse(await mustApi(dir, cluster, { path })) as { readonly items: readonly Item[] };
  return items;
}
