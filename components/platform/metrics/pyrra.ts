import type { AddOn, AddOnContext, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { resourcesOf, type Workload } from "../workload.ts";
import { METRIC_QUERIES, metricsEndpoints } from "./endpoints.ts";

const PORTS = { operator: 8080, pages: 9099 } as const;

/** Each of the two containers of its one pod. */
const CONTAINER: Workload = { kind: "Deployment", replicas: 1, cpuMillicores: 10, memoryMiB: 128 };
const WORKLOADS = { operator: CONTAINER, pages: CONTAINER };

/**
 * Objectives of tenants: somebody writes what share of requests must be good, and it writes the rules that tell when the
 * budget burns too fast. The platform's own objectives are rules of the store and need it not.
 *
 * @see https://github.com/pyrra-dev/pyrra
 */
export const pyrra: AddOn<"pyrra"> = {
  contract: {
    name: "pyrra",
    purpose: "Makes rules from the objectives that tenants write.",
    chart: "pyrra",
    crdChart: "pyrra-crds",
    namespace: "pyrra",
    podSecurity: "restricted",
    requires: ["prometheus-operator-crds", "victoria-metrics"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      store: METRIC_QUERIES,
      "metrics-of-operator": { from: "metrics", port: PORTS.operator },
      "metrics-of-pages": { from: "metrics", port: PORTS.pages },
    },
    ready: { kind: "release", what: "its pod is ready" },
    teardown: { first: [], stays: ["its kinds, and with them objectives and the rules made of them"] },
    backup: "Objectives are objects of tenants and come from GitOps; rules are made of them again.",
    notes: [
      "One pod without a priority class, a spread, a budget or probes: its chart has no keys for these. While it moves, or hangs, rules stay as they are.",
      "Its pages ask nobody who he is, so they have no name: kubectl port-forward leads to them.",
      "Its webhook is off: with one pod it would keep everybody from changing an objective while that moves. What is wrong with one, its log says.",
    ],
    metrics: ["controller_runtime_reconcile_errors_total"],
    timeoutSeconds: 300,
  },
  values,
  workloads: () => WORKLOADS,
  rules,
};

function values({ settings, has, image }: AddOnContext<"pyrra">): Values {
  const { registry, path, tag } = image("/pyrra:");
  const monitor = { enabled: has("prometheus-operator-crds") };
  return {
    image: { repository: `${registry}/${path}`, tag },
    prometheusUrl: metricsEndpoints(settings).read,
    resources: resourcesOf(WORKLOADS.pages),
    operator: { resources: resourcesOf(WORKLOADS.operator) },
    operatorMetricsAddress: `:${PORTS.operator}`,
    // Series of the same name for each objective, which dashboards can show.
    genericRules: { enabled: true },
    serviceMonitor: monitor,
    serviceMonitorOperator: monitor,
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "pyrra",
      rules: [
        {
          alert: "ObjectiveWithoutRules",
          // Each objective is looked at again once in a quarter of an hour.
          expr: 'sum(rate(controller_runtime_reconcile_errors_total{controller="servicelevelobjective"}[20m])) > 0',
          for: "30m",
          severity: "warning",
          summary: "Pyrra fails to make rules from an objective, so nobody hears when it is missed.",
        },
      ],
    },
  ];
}
