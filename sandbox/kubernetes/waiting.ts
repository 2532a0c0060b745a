import { setTimeout as sleep } from "node:timers/promises";
import type { Target } from "../provider/stand-in.ts";
import { ANNOTATIONS } from "./annotations.ts";
import type { Api, ObjectRef } from "./api.ts";
import { annotation, listAt, objectAt, textAt, valueAt, type KubernetesObject } from "./object.ts";
import { readinessOf } from "./readiness.ts";

/** The official provider's limit for most kinds. Seconds. */
const DEFAULT_TIMEOUT_SECONDS = 600;

const FIRST_POLL_MILLISECONDS = 50;
const LAST_POLL_MILLISECONDS = 1_000;

export interface Waited {
  readonly live: KubernetesObject;
  /** What it waits for in vain. @default - it is ready */
  readonly reason?: string;
}

/** How long an operation may take: by the program's option, else by the object's annotation. Seconds. */
export function timeoutSeconds(target: Pick<Target, "timeoutSeconds">, object: KubernetesObject): number {
  const written = Number(annotation(object, ANNOTATIONS.timeoutSeconds));
  return target.timeoutSeconds ?? (written > 0 ? written : DEFAULT_TIMEOUT_SECONDS);
}

/** Asks again and again, ever more seldom, until there is an answer or the time is over. */
async function poll<Answer>(
  seconds: number,
  ask: () => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const deadline = Date.now() + seconds * 1_000;
  for (let pause = FIRST_POLL_MILLISECONDS; ; pause = Math.min(pause * 1.5, LAST_POLL_MILLISECONDS)) {
    const answer = await ask();
    if (answer !== undefined || Date.now() >= deadline) return answer;
    await sleep(Math.min(pause, Math.max(1, deadline - Date.now())));
  }
}

/** Waits until an object is ready; tells why it is not. */
export async function awaitReady(
  api: Api,
  ref: ObjectRef,
  applied: KubernetesObject,
  seconds: number,
): Promise<Waited> {
  const readiness = readinessOf(applied);
  if (readiness === undefined || annotation(applied, ANNOTATIONS.skipAwait) === "true")
    return { live: applied };
  if (await waitsForConsumer(api, applied)) return { live: applied };
  let live = applied;
  let first = true;
  const isReady = await poll(seconds, async () => {
    if (!first) live = (await api.get(ref)) ?? live;
    first = false;
    return readiness(live) === undefined ? true : undefined;
  });
  if (isReady === true) return { live };
  return { live, reason: `not ready after ${seconds} s: ${readiness(live) ?? ""}` };
}

/** A claim of such a class is bound when a pod wants it, and not before. */
async function waitsForConsumer(api: Api, claim: KubernetesObject): Promise<boolean> {
  if (claim["kind"] !== "PersistentVolumeClaim") return false;
  const name = textAt(claim, "spec", "storageClassName");
  if (name === undefined || name === "") return false;
  const found = await api.get({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", name });
  return textAt(found, "volumeBindingMode") === "WaitForFirstConsumer";
}

/** Waits until an object is gone; `undefined` when it is, else what holds it. */
export async function awaitGone(
  api: Api,
  ref: ObjectRef,
  uid: string | undefined,
  seconds: number,
): Promise<string | undefined> {
  let left: KubernetesObject | undefined;
  const isGone = await poll(seconds, async () => {
    left = await api.get(ref);
    const isSame = left !== undefined && (uid === undefined || textAt(left, "metadata", "uid") === uid);
    return isSame ? undefined : true;
  });
  return isGone === true || left === undefined ? undefined : heldBy(left);
}

function heldBy(left: KubernetesObject): string {
  const own = valueAt(left, "metadata", "finalizers");
  const spec = valueAt(left, "spec", "finalizers");
  const finalizers = [own, spec].flatMap((list) =>
    Array.isArray(list) ? (list as readonly unknown[]).map(String) : [],
  );
  const content = listAt(left, "status", "conditions").flatMap((one) =>
    one["status"] === "True" && textAt(one, "type")?.startsWith("Namespace") === true
      ? [textAt(one, "message") ?? ""]
      : [],
  );
  const held = finalizers.length === 0 ? "nothing holds it" : `held by ${finalizers.join(", ")}`;
  const isDeleted = objectAt(left, "metadata")["deletionTimestamp"] !== undefined;
  return [isDeleted ? held : "nobody has begun to delete it", ...content].join("; ");
}
