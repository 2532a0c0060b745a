import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { heldText, pathOf, type LiveObject } from "./live-objects.ts";
import { hangingObjects, release } from "./finalizers.ts";

/** How long a finalizer may take before it is said that nobody serves it. */
const PATIENCE_MILLISECONDS = 20_000;

/** A look asks for every object of a cluster, at the cost of the work that it watches. */
const POLL_MILLISECONDS = 5_000;

export interface Watch {
  readonly clusters: readonly ClusterApi[];
  /** Whether what hangs is let go, as is right only where the whole cluster goes; else it is told of only. */
  readonly releases: boolean;
  /** Hears of each hanging object once. */
  readonly tell: (object: string) => void;
  /** @default 20 seconds */
  readonly patienceMilliseconds?: number;
}

/** Does work that deletes objects, and meanwhile looks for those that hang on a finalizer. */
export async function whileWatching<Result>(watch: Watch, work: () => Promise<Result>): Promise<Result> {
  const told = new Set<string>();
  const over = new AbortController();
  const watching = (async () => {
    const patience = watch.patienceMilliseconds ?? PATIENCE_MILLISECONDS;
    for (let wait = patience; await pause(wait, over.signal); wait = POLL_MILLISECONDS)
      await look(watch, patience, told);
  })();
  // What goes wrong is told when the work is done, and must not end the process before.
  watching.catch(() => undefined);
  try {
    return await work();
  } finally {
    over.abort();
    await watching;
  }
}

async function look(watch: Watch, patience: number, told: Set<string>): Promise<void> {
  const tellOnce = (key: string, text: string): void => {
    if (!told.has(key)) watch.tell(text);
    told.add(key);
  };
  for (const cluster of watch.clusters)
    for (const object of await hanging(cluster, patience)) {
      tellOnce(`${cluster.name} ${pathOf(object)} ${object.metadata.uid ?? ""}`, heldText(object));
      if (!watch.releases) continue;
      const refused = await release(cluster, object).catch(messageOf);
      if (refused !== undefined) tellOnce(refused, refused);
    }
}

/**
 * While a cluster goes, its kinds and then its server stop answering: a look that did not succeed has seen nothing, and
 * must not be the last one.
 */
async function hanging(cluster: ClusterApi, patience: number): Promise<readonly LiveObject[]> {
  return hangingObjects(cluster, patience).catch(() => []);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Waits for the next look; false when the work is over. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
