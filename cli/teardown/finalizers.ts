import { type ClusterApi, refusal } from "../cluster/cluster-api.ts";
import { listObjects, pathOf, servedResources, type LiveObject, type Metadata } from "./live-objects.ts";

/** Finalizers that the cluster's own controllers take off when their time has come. */
const SERVED: ReadonlySet<string> = new Set([
  "foregroundDeletion",
  "orphan",
  "kubernetes.io/pvc-protection",
  "kubernetes.io/pv-protection",
]);

/** Finalizers of an object that is being deleted which no controller of the cluster itself answers. */
export function unserved({ finalizers = [] }: Metadata): readonly string[] {
  return finalizers.filter((finalizer) => !SERVED.has(finalizer));
}

/** Whether an object's deletion began at least so long ago, and only a finalizer keeps it. */
export function hangs(metadata: Metadata, now: number, patienceMilliseconds: number): boolean {
  const { deletionTimestamp } = metadata;
  if (deletionTimestamp === undefined || unserved(metadata).length === 0) return false;
  return now - Date.parse(deletionTimestamp) >= patienceMilliseconds;
}

/** Objects whose deletion waits for a finalizer that nobody takes off. A cluster that is gone has none. */
export async function hangingObjects(
  api: ClusterApi,
  patienceMilliseconds: number,
): Promise<readonly LiveObject[]> {
  const found: LiveObject[] = [];
  for (const resource of await servedResources(api)) {
    // One kind that is just going must not hide the others.
    const objects = await listObjects(api, resource).catch(() => []);
    found.push(...objects.filter(({ metadata }) => hangs(metadata, Date.now(), patienceMilliseconds)));
  }
  return found;
}

/**
 * Lets an object go: takes off the finalizers that nobody serves. What they were to clean up stays wherever it is, so
 * this is right only for a cluster that is being destroyed as a whole.
 */
export async function release(api: ClusterApi, hanging: LiveObject): Promise<void> {
  const { uid, finalizers = [] } = hanging.metadata;
  const taken = unserved(hanging.metadata);
  const kept = finalizers.filter((finalizer) => !taken.includes(finalizer));
  const path = pathOf(hanging);
  // With the uid, an object that was made anew under the same name is left alone.
  const body = { metadata: { uid, finalizers: kept } };
  const answer = await api.ask({ method: "PATCH", path, body });
  // Nobody answers when the cluster itself has just gone.
  if (![0, 200, 404, 409].includes(answer.status)) throw refusal(api, path, answer);
}
