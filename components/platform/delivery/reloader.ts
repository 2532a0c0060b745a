import type { AddOn, AddOnContext, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { HARDENED_CONTAINER } from "../hardened-container.ts";

const NAME = "reloader";

/** Port of its metrics, and of its probes. */
const METRICS_PORT = 9090;

/** One works and the other waits, so a third would wait for nothing. */
const MOST_REPLICAS = 2;

/**
 * Starts pods anew when a Secret or ConfigMap changes that they name in an annotation. It writes the reason into an
 * annotation of their template: an environment variable, which is its default, would be taken back by whoever declares
 * the workload.
 *
 * @see https://github.com/stakater/Reloader/blob/master/docs/How-it-works.md
 */
export const reloader: AddOn<"reloader"> = {
  contract: {
    name: "reloader",
    purpose: "Starts pods anew when a Secret or ConfigMap changes that they ask to follow.",
    chart: "reloader",
    namespace: "reloader",
    podSecurity: "restricted",
    requires: [],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: METRICS_PORT },
    },
    ready: { kind: "release", what: "its pods are ready" },
    teardown: { first: [], stays: ["annotations that it wrote into workloads"] },
    backup: "It keeps nothing.",
    notes: [
      "Nothing is restarted that does not ask for it by an annotation such as reloader.stakater.com/auto.",
      "It may read Secrets of all namespaces and change Deployments, StatefulSets and DaemonSets, and no jobs.",
    ],
    metrics: ["reloader_reload_executed_total"],
    timeoutSeconds: 300,
  },
  values,
  workloads: ({ settings: { replicas } }) => workloads(replicas),
  rules,
};

function workloads(replicas: number) {
  return {
    reloader: {
      kind: "Deployment",
      replicas: Math.min(replicas, MOST_REPLICAS),
      cpuMillicores: 10,
      memoryMiB: 256,
    },
  } satisfies Record<string, Workload>;
}

function values({ settings, has, image }: AddOnContext): Values {
  const { reloader: workload } = workloads(settings.replicas);
  const { registry, path, tag } = image("stakater/reloader");
  return {
    fullnameOverride: NAME,
    image: { repository: `${registry}/${path}`, tag },
    reloader: {
      reloadStrategy: "annotations",
      autoReloadAll: false,
      watchGlobally: true,
      ignoreJobs: true,
      ignoreCronJobs: true,
      logFormat: "json",
      readOnlyRootFileSystem: true,
      enableHA: workload.replicas > 1,
      deployment: {
        replicas: workload.replicas,
        containerSecurityContext: HARDENED_CONTAINER,
        resources: resourcesOf(workload),
        priorityClassName: PLATFORM_PRIORITY,
        topologySpreadConstraints: spread({ app: NAME }),
      },
      podDisruptionBudget: disruptionBudget(workload.replicas),
      podMonitor: { enabled: has("prometheus-operator-crds") },
    },
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "reloader",
      rules: [
        {
          alert: "ReloadFailed",
          expr: 'increase(reloader_reload_executed_total{success="false"}[15m]) > 0',
          severity: "warning",
          summary: "A workload was not restarted after its Secret or ConfigMap changed.",
        },
      ],
    },
  ];
}
