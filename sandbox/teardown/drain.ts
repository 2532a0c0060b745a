import { setTimeout as sleep } from "node:timers/promises";
import { STACK_TAG } from "../../fleet/tags.ts";
import { openCloud } from "../aws/cloud.ts";
import * as tokens from "../aws/tokens.ts";
import { type ClusterRecord, readRecord } from "../clusters/folder.ts";
import { heldText, objectText, pathOf } from "../clusters/live-objects.ts";
import type { Sandbox } from "../engine/folder.ts";
import { exportState } from "../engine/state.ts";
import { cloudObjects, deleteCloudObjects, type KnownIds } from "./cloud-objects.ts";
import { deleteLeftBehind, foreignAmong, isPassing, thingText } from "./foreign-things.ts";

/** How long the drain waits for objects to go, and then for things of the cloud. */
const PATIENCE_MILLISECONDS = 30_000;
const POLL_MILLISECONDS = 250;

/** What a drain did, in the words of people. */
export interface Drained {
  readonly removed: readonly string[];
  /** What is still there and would keep a destroy from ending, or be left without owner. */
  readonly left: readonly string[];
}

/** The clusters of a stack that have an API server. */
export function clustersOf(sandbox: Sandbox, stack: string): readonly ClusterRecord[] {
  const cloud = openCloud(sandbox.cloud);
  try {
    return cloud
      .list({ type: tokens.CLUSTER, tags: { [STACK_TAG]: stack } })
      .flatMap(({ id }) => readRecord(sandbox.clusters, id) ?? []);
  } finally {
    cloud.close();
  }
}

/**
 * Step 2 of a teardown: removes what controllers made and the program does not know, inside the stack's clusters and
 * then in its VPCs, and waits until the cloud says that it is gone. Nothing that somebody else made is touched.
 */
export async function drain(
  sandbox: Sandbox,
  stack: string,
  patienceMilliseconds: number = PATIENCE_MILLISECONDS,
): Promise<Drained> {
  const { resources = [] } = await exportState(sandbox, stack);
  const known = new Set(resources.flatMap(({ id }) => id ?? []));
  const removed: string[] = [];
  const left: string[] = [];
  for (const cluster of clustersOf(sandbox, stack)) {
    const inside = await drainCluster(sandbox.clusters, { cluster, known }, patienceMilliseconds);
    removed.push(...inside.removed);
    left.push(...inside.left);
  }
  const outside = await drainCloud(sandbox.cloud, stack, patienceMilliseconds);
  return { removed: [...removed, ...outside.removed], left: [...left, ...outside.left] };
}

/** Deletes objects that stand for things of the cloud, also those that appear meanwhile. */
export async function drainCluster(
  dir: string,
  { cluster, known }: { readonly cluster: ClusterRecord; readonly known: KnownIds },
  patienceMilliseconds: number,
): Promise<Drained> {
  const seen = new Map<string, string>();
  for (const end = Date.now() + patienceMilliseconds; ;) {
    const objects = await cloudObjects(dir, cluster, known);
    const left = new Set(objects.map(pathOf));
    if (objects.length === 0 || Date.now() >= end) {
      const gone = [...seen].filter(([path]) => !left.has(path));
      return { removed: gone.map(([, told]) => told), left: objects.map(heldText) };
    }
    for (const object of objects) seen.set(pathOf(object), objectText(object));
    await deleteCloudObjects(dir, cluster, objects);
    await sleep(POLL_MILLISECONDS);
  }
}

/** Deletes what was left behind in a stack's VPCs; what is in use gets time to be given back. */
export async function drainCloud(
  path: string,
  stack: string,
  patienceMilliseconds: number,
): Promise<Drained> {
  const cloud = openCloud(path);
  try {
    const removed: string[] = [];
    for (const end = Date.now() + patienceMilliseconds; ;) {
      removed.push(...deleteLeftBehind(cloud, stack).map(thingText));
      const left = foreignAmong(cloud.list(), stack);
      if (!left.some(isPassing) || Date.now() >= end) return { removed, left: left.map(thingText) };
      await sleep(POLL_MILLISECONDS);
    }
  } finally {
    cloud.close();
  }
}
