import { POD_DISRUPTION_BUDGET_API } from "../../../fleet/charts/data-vocabulary.ts";
import { APP_COMPONENT_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { GATEWAY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnObject, Values } from "../contract.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { HTTP_SCALING_NAMESPACE, HTTP_SCALING_PORTS } from "./http-scaling.ts";

const part = (name: string): Readonly<Record<string, string>> => ({ [APP_COMPONENT_LABEL]: name });

const INTERCEPTOR = part("interceptor");
const SCALER = part("scaler");

/** The scaler is asked by KEDA's leader alone, and the operator has one of its own. */
const MOST_REPLICAS = 2;

/** Each interceptor of the most there may be holds the requests of all tenants that wait. */
const MOST_INTERCEPTORS = 10;

/**
 * Scales by requests, down to none: an interceptor before the workload counts requests, and holds the first until a pod
 * is there. All requests of a workload that uses it pass through it, so it is off unless somebody asks for it.
 *
 * @see https://github.com/kedacore/http-add-on
 */
export const kedaHttp: AddOn<"keda-http"> = {
  contract: {
    name: "keda-http",
    purpose: "Scales workloads by their requests, down to none, and holds the first request meanwhile.",
    chart: "keda-add-ons-http",
    crdChart: "keda-add-ons-http-crds",
    namespace: HTTP_SCALING_NAMESPACE,
    podSecurity: "restricted",
    requires: ["keda"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      // KEDA asks the scaler, and the scaler asks each interceptor how many requests wait.
      keda: { from: "namespace", namespace: "keda", ports: [HTTP_SCALING_PORTS.scaler] },
      counts: { from: "same", ports: [HTTP_SCALING_PORTS.admin] },
      "ask-counts": { to: "same", ports: [HTTP_SCALING_PORTS.admin] },
      requests: {
        from: "namespace",
        namespace: GATEWAY_NAMESPACE,
        ports: [HTTP_SCALING_PORTS.proxy],
        pods: INTERCEPTOR,
      },
      tenants: { to: "tenants", pods: INTERCEPTOR },
    },
    ready: { kind: "release", what: "its pods are ready" },
    teardown: { first: ["routes that lead to the interceptor"], stays: ["its kinds"] },
    backup: "It keeps nothing: HTTPScaledObjects and InterceptorRoutes come from GitOps.",
    notes: [
      "It is in no profile: whoever uses it puts the interceptor between the gateway and the workload.",
      "Nothing in a tenant's namespace lets the interceptor in yet, and no route of a tenant leads to it.",
      "Its chart has no monitors.",
    ],
    timeoutSeconds: 600,
  },
  values,
  objects: ({ settings: { replicas } }) => (workloads(replicas).scaler.replicas > 1 ? [scalerBudget()] : []),
  workloads: ({ settings: { replicas } }) => workloads(replicas),
};

function workloads(replicas: number) {
  return {
    operator: { kind: "Deployment", replicas: 1, cpuMillicores: 10, memoryMiB: 96 },
    scaler: {
      kind: "Deployment",
      replicas: Math.min(replicas, MOST_REPLICAS),
      cpuMillicores: 20,
      memoryMiB: 96,
    },
    interceptor: { kind: "Deployment", replicas, cpuMillicores: 50, memoryMiB: 128 },
  } satisfies Record<string, Workload>;
}

function values({ settings, image }: AddOnContext): Values {
  const { operator, scaler, interceptor } = workloads(settings.replicas);
  const named = (containing: string): string => {
    const { registry, path } = image(containing);
    return `${registry}/${path}`;
  };
  const pods = (labels: Readonly<Record<string, string>>, workload: Workload): Values => ({
    pullPolicy: "IfNotPresent",
    priorityClassName: PLATFORM_PRIORITY,
    topologySpreadConstraints: spread(labels),
    resources: resourcesOf(workload),
  });
  return {
    crds: { install: false },
    images: {
      tag: image("http-add-on-operator").tag,
      operator: named("http-add-on-operator"),
      interceptor: named("http-add-on-interceptor"),
      scaler: named("http-add-on-scaler"),
    },
    rbac: { aggregateToDefaultRoles: false },
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    operator: { ...pods(part("operator"), operator), replicas: operator.replicas },
    scaler: { ...pods(SCALER, scaler), replicas: scaler.replicas },
    interceptor: {
      ...pods(INTERCEPTOR, interceptor),
      replicas: { min: interceptor.replicas, max: MOST_INTERCEPTORS },
      // One pod with a budget would stop every drain.
      pdb: interceptor.replicas < 2 ? { enabled: false } : { enabled: true, maxUnavailable: 1 },
    },
  };
}

/** The chart has a budget for the interceptor alone. */
function scalerBudget(): AddOnObject {
  return {
    role: "scaler-budget",
    apiVersion: POD_DISRUPTION_BUDGET_API,
    kind: "PodDisruptionBudget",
    name: "keda-http-scaler",
    namespaced: true,
    body: { spec: { maxUnavailable: 1, selector: { matchLabels: SCALER } } },
  };
}
