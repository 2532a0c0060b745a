import type { AddOn, AddOnContext, Values } from "../contract.ts";
import { HARDENED_CONTAINER } from "../hardened-container.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";

/** One works and the other waits, so a third would wait for nothing. */
const MOST_REPLICAS = 2;

/**
 * Says what pods should ask for, and changes nothing: what would change them, the updater and the webhook, is not
 * installed, so that a VerticalPodAutoscaler in any mode is a recommendation alone.
 *
 * @see https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler
 */
export const vpa: AddOn<"vpa"> = {
  contract: {
    name: "vpa",
    purpose: "Says how much processor and memory pods should ask for, and changes nothing.",
    chart: "vertical-pod-autoscaler",
    crdChart: "vertical-pod-autoscaler-crds",
    namespace: "vpa",
    podSecurity: "restricted",
    requires: ["metrics-server"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
    },
    ready: { kind: "release", what: "its pods are ready" },
    teardown: { first: [], stays: ["its kinds, and with them all recommendations"] },
    backup:
      "What it learned is in VerticalPodAutoscalerCheckpoints; without them it learns anew for some days.",
    notes: [
      "Upstream calls its chart not ready for production; what it gives here is advice, which nothing follows by itself.",
      "Read it with kubectl get vpa -A, and write what it says into the workload.",
      "Its chart has no monitor, so nothing of it is scraped.",
    ],
    timeoutSeconds: 300,
  },
  values,
  workloads: ({ settings: { replicas } }) => workloads(replicas),
};

function workloads(replicas: number) {
  return {
    recommender: {
      kind: "Deployment",
      replicas: Math.min(replicas, MOST_REPLICAS),
      cpuMillicores: 50,
      memoryMiB: 512,
    },
  } satisfies Record<string, Workload>;
}

function values({ settings, image }: AddOnContext): Values {
  const { recommender } = workloads(settings.replicas);
  const { registry, path, tag } = image("vpa-recommender");
  return {
    updater: { enabled: false },
    // Its certificates come from hooks of a retired project, unless cert-manager gives them: without it there are none.
    admissionController: { enabled: false, certGen: { enabled: false } },
    podSecurityContext: { runAsNonRoot: true, runAsUser: 65534 },
    containerSecurityContext: HARDENED_CONTAINER,
    recommender: {
      enabled: true,
      image: { repository: `${registry}/${path}`, tag },
      replicas: recommender.replicas,
      resources: resourcesOf(recommender),
      priorityClassName: PLATFORM_PRIORITY,
      // The chart's own budget keeps one of two; with one pod it would stop every drain.
      podDisruptionBudget: { enabled: recommender.replicas > 1 },
    },
  };
}
