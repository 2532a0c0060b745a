import { APP_NAME_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import type { AddOn } from "./contract.ts";
import { INTERNAL_ISSUER } from "./issuers.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resources, spread } from "./workload.ts";

const PODS = { [APP_NAME_LABEL]: "metrics-server" };

/**
 * What pods and nodes use right now, for autoscaling and `kubectl top`. The API server calls it as if it were a part of
 * itself, so it proves who it is by a certificate of the internal authority.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server
 */
export const metricsServer: AddOn = {
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
    timeoutSeconds: 300,
  },
  values: ({ settings: { replicas }, image }) => {
    const { registry, path } = image("metrics-server");
    return {
      image: { repository: `${registry}/${path}` },
      replicas,
      podDisruptionBudget: disruptionBudget(replicas),
      topologySpreadConstraints: spread(PODS),
      priorityClassName: PLATFORM_PRIORITY,
      resources: resources(100, 200),
      tls: {
        type: "cert-manager",
        certManager: { existingIssuer: { enabled: true, kind: "ClusterIssuer", name: INTERNAL_ISSUER } },
      },
      apiService: { insecureSkipTLSVerify: false },
    };
  },
};
