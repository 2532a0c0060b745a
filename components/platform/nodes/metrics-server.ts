import { APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import type { AddOn, Values } from "../contract.ts";
import { INTERNAL_ISSUER } from "../ingress/issuers.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";

const PODS = { [APP_NAME_LABEL]: "metrics-server" };

/**
 * What pods and nodes use right now, for autoscaling and `kubectl top`. The API server calls it as if it were a part of
 * itself, so it proves who it is by a certificate of the internal authority.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server
 */
export const metricsServer: AddOn<"metrics-server"> = {
  contract: {
    name: "metrics-server",
    purpose: "Processor and memory use of pods and nodes.",
    chart: "metrics-server",
    namespace: "metrics-server",
    podSecurity: "restricted",
    requires: ["cert-manager"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      kubelets: { to: "nodes", port: 10250 },
      api: { from: "api-server", port: 10250 },
      metrics: { from: "metrics", port: 10250 },
    },
    ready: { kind: "release", what: "its pods are ready: they have read metrics once" },
    teardown: { first: [], stays: [] },
    backup: "It keeps nothing but the last minute.",
    timeoutSeconds: 300,
  },
  workloads: ({ settings: { replicas } }) => ({ "metrics-server": workload(replicas) }),
  values: ({ settings: { replicas }, image, has }) => {
    const { registry, path } = image("metrics-server");
    return {
      image: { repository: `${registry}/${path}` },
      replicas,
      podDisruptionBudget: disruptionBudget(replicas),
      topologySpreadConstraints: spread(PODS),
      priorityClassName: PLATFORM_PRIORITY,
      resources: resourcesOf(workload(replicas)),
      ...monitored(has("prometheus-operator-crds")),
      tls: {
        type: "cert-manager",
        certManager: { existingIssuer: { enabled: true, kind: "ClusterIssuer", name: INTERNAL_ISSUER } },
      },
      apiService: { insecureSkipTLSVerify: false },
    };
  },
};

function workload(replicas: number): Workload {
  return { kind: "Deployment", replicas, cpuMillicores: 100, memoryMiB: 200 };
}

/** Its metrics are behind the same certificate as its API. */
function monitored(isWatched: boolean): Values {
  return { metrics: { enabled: isWatched }, serviceMonitor: { enabled: isWatched } };
}
