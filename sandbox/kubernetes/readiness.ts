import { groupOf } from "./resource-type.ts";
import { condition, holds, listAt, numberAt, textAt, type KubernetesObject } from "./object.ts";

/** What an object still waits for; `undefined` when it is ready. */
type Readiness = (live: KubernetesObject) => string | undefined;

/** Kinds that are waited for, by group and kind. All others are ready as soon as they exist. */
const KINDS: Readonly<Record<string, Readiness>> = {
  "/Namespace": (live) =>
    textAt(live, "status", "phase") === "Active" ? undefined : "its phase is not Active",
  "/PersistentVolumeClaim": (live) => {
    const phase = textAt(live, "status", "phase") ?? "Pending";
    return phase === "Bound" ? undefined : `its phase is ${phase}, not Bound`;
  },
  "/Pod": (live) => {
    if (textAt(live, "status", "phase") === "Succeeded" || holds(live, "Ready")) return undefined;
    return `the pod is not ready${because(live, "Ready", "PodScheduled")}`;
  },
  "/Service": (live) => {
    const isBalanced = textAt(live, "spec", "type") === "LoadBalancer";
    return isBalanced && listAt(live, "status", "loadBalancer", "ingress").length === 0
      ? "no load balancer has an address for it"
      : undefined;
  },
  "apiextensions.k8s.io/CustomResourceDefinition": (live) => {
    if (textAt(condition(live, "NamesAccepted"), "status") === "False")
      return `its names are not accepted${because(live, "NamesAccepted")}`;
    return holds(live, "Established") ? undefined : "it is not established";
  },
  "apps/DaemonSet": (live) => {
    const wanted = numberAt(live, "status", "desiredNumberScheduled") ?? 0;
    return (
      observed(live) ??
      enough("pods of the current template are available", {
        ready: Math.min(amount(live, "updatedNumberScheduled"), amount(live, "numberAvailable")),
        wanted,
      })
    );
  },
  "apps/Deployment": (live) =>
    observed(live) ??
    suffixed(
      enough("replicas of the current template are available", {
        ready: Math.min(amount(live, "updatedReplicas"), amount(live, "availableReplicas")),
        wanted: numberAt(live, "spec", "replicas") ?? 1,
      }),
      because(live, "Available", "Progressing", "ReplicaFailure"),
    ),
  "apps/StatefulSet": (live) =>
    observed(live) ??
    enough("replicas of the current template are ready", {
      ready: Math.min(
        amount(live, "readyReplicas"),
        textAt(live, "spec", "updateStrategy", "type") === "OnDelete"
          ? Infinity
          : amount(live, "updatedReplicas"),
      ),
      wanted: numberAt(live, "spec", "replicas") ?? 1,
    }),
  "batch/Job": (live) => {
    if (holds(live, "Complete") || live["spec"] === undefined) return undefined;
    return holds(live, "Failed") ? `the job has failed${because(live, "Failed")}` : "the job is not complete";
  },
};

export function readinessOf(live: KubernetesObject): Readiness | undefined {
  return KINDS[`${groupOf(textAt(live, "apiVersion") ?? "")}/${textAt(live, "kind") ?? ""}`];
}

function amount(live: KubernetesObject, name: string): number {
  return numberAt(live, "status", name) ?? 0;
}

/** The status may still speak of the object before its last change. */
function observed(live: KubernetesObject): string | undefined {
  const [seen, is] = [amount(live, "observedGeneration"), numberAt(live, "metadata", "generation") ?? 0];
  return seen < is ? "no controller has seen its last change" : undefined;
}

function enough(what: string, { ready, wanted }: { ready: number; wanted: number }): string | undefined {
  return ready >= wanted ? undefined : `${ready} of ${wanted} ${what}`;
}

function suffixed(reason: string | undefined, more: string): string | undefined {
  return reason === undefined ? undefined : `${reason}${more}`;
}

/** What the conditions of an object say, where they are not as they should be. */
function because(live: KubernetesObject, ...types: readonly string[]): string {
  const messages = types.flatMap((type) => {
    const found = condition(live, type);
    const isFault = type === "ReplicaFailure" || type === "Failed" ? "True" : "False";
    const message = textAt(found, "message");
    return found?.["status"] === isFault && message !== undefined && message !== "" ? [message] : [];
  });
  return messages.length === 0 ? "" : ` (${messages.join("; ")})`;
}
