import { TAKE_ROLE } from "../../../fleet/ci-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnRights, AddOnWish, Values } from "../contract.ts";
import { INTERNAL_ISSUER } from "../ingress/issuers.ts";
import { METRIC_QUERIES } from "../metrics/endpoints.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { HTTP_SCALING_NAMESPACE, HTTP_SCALING_PORTS } from "./http-scaling.ts";
import { withTenant } from "../tenant-label.ts";

const SERVICE_ACCOUNT = "keda-operator";

/** Label by which each of its Deployments finds its pods. */
const part = (name: string): Readonly<Record<string, string>> => ({ app: name });

const OPERATOR = part("keda-operator");
const METRICS = part("keda-operator-metrics-apiserver");
const WEBHOOKS = part("keda-admission-webhooks");

/** Ports of its pods: `scalers` is where the metrics API asks the operator. */
const PORTS = { scalers: 9666, api: 6443, webhook: 9443, metrics: 8080 } as const;

/** One of two works and the other waits, so a third would wait for nothing. */
const MOST_REPLICAS = 2;

/**
 * More pods when something outside of them says so: a clock, a query of Prometheus, the length of a queue. It acts for
 * all tenants, so it has little that one of them could use against another: no Secret but its own, no role but those
 * that the cluster's entry names, no way into tenants' namespaces, and nothing to scale but Deployments and
 * StatefulSets.
 *
 * @see https://keda.sh/docs/latest/operate/security/
 */
export const keda: AddOn<"keda"> = {
  contract: {
    name: "keda",
    purpose: "Scales workloads by time, by metrics and by the length of queues, down to none.",
    chart: "keda",
    namespace: "keda",
    podSecurity: "restricted",
    requires: ["cert-manager", "metrics-server"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      // The metrics API asks the operator; one policy for all pods is enough for what comes from inside.
      scalers: { from: "same", ports: [PORTS.scalers] },
      "ask-scalers": { to: "same", ports: [PORTS.scalers] },
      api: { from: "api-server", port: PORTS.api },
      webhook: { from: "api-server", port: PORTS.webhook },
      metrics: { from: "metrics", port: PORTS.metrics },
      queries: { ...METRIC_QUERIES, pods: OPERATOR },
      queues: { to: "internet", ports: [443], why: "queues of AWS", pods: OPERATOR },
      "http-scaler": {
        to: "namespace",
        namespace: HTTP_SCALING_NAMESPACE,
        ports: [HTTP_SCALING_PORTS.scaler],
        pods: OPERATOR,
      },
    },
    ready: { kind: "release", what: "its pods are ready, with certificates of the internal authority" },
    teardown: {
      first: [],
      stays: ["its kinds", "autoscalers that it made, which keep the last number of pods"],
    },
    backup: "It keeps nothing: ScaledObjects come from GitOps.",
    notes: [
      "It owns the one API of external metrics: no adapter for Prometheus can be beside it.",
      "Triggers with credentials name a Secret in KEDA's own namespace, which people or External Secrets fill: Secrets of tenants are not read.",
      "A queue of AWS is asked as a role of addOns.keda.assumeRoles, which must trust KEDA's own role; its ARN stands as podIdentity.roleArn in the TriggerAuthentication.",
      "Queues that run in tenants' namespaces are scaled by their metrics, with a trigger of kind prometheus: nothing leads from KEDA into those.",
      "A query of a trigger reads metrics of all tenants, so ScaledObjects are written by the platform or by GitOps after a review.",
      "Its webhook may fail open: an object that it could not check is taken, and shows its fault in its status.",
    ],
    metrics: ["keda_scaler_detail_errors_total", "keda_scaled_object_errors_total", "keda_build_info"],
    timeoutSeconds: 600,
  },
  values,
  rights,
  workloads: ({ settings: { replicas } }) => workloads(replicas),
  rules,
};

function workloads(all: number) {
  const replicas = Math.min(all, MOST_REPLICAS);
  return {
    operator: { kind: "Deployment", replicas, cpuMillicores: 50, memoryMiB: 256 },
    metrics: { kind: "Deployment", replicas, cpuMillicores: 20, memoryMiB: 128 },
    webhooks: { kind: "Deployment", replicas, cpuMillicores: 10, memoryMiB: 96 },
  } satisfies Record<string, Workload>;
}

/** It becomes the roles that the entry names, and none besides. */
function rights({ own: { assumeRoles } }: AddOnWish<"keda">): readonly AddOnRights[] {
  const resources = [...new Set(Object.values(assumeRoles).flat())].sort();
  const permissions = resources.length === 0 ? [] : [{ sid: "AskQueues", actions: [TAKE_ROLE], resources }];
  return [{ serviceAccount: SERVICE_ACCOUNT, permissions }];
}

function values(context: AddOnContext<"keda">): Values {
  const { settings, identity, image } = context;
  const { operator, metrics, webhooks } = workloads(settings.replicas);
  const named = (containing: string): Values => {
    const { registry, path, tag } = image(containing);
    return { registry, repository: path, tag };
  };
  return {
    clusterName: settings.labels.cluster,
    enableServiceLinks: false,
    priorityClassName: PLATFORM_PRIORITY,
    image: {
      keda: named("kedacore/keda:"),
      metricsApiServer: named("keda-metrics-apiserver"),
      webhooks: named("keda-admission-webhooks"),
      pullPolicy: "IfNotPresent",
    },
    operator: { replicaCount: operator.replicas },
    metricsServer: { replicaCount: metrics.replicas },
    webhooks: { enabled: true, replicaCount: webhooks.replicas, failurePolicy: "Ignore" },
    podDisruptionBudget: budgets(operator.replicas),
    resources: {
      operator: resourcesOf(operator),
      metricServer: resourcesOf(metrics),
      webhooks: resourcesOf(webhooks),
    },
    topologySpreadConstraints: {
      operator: spread(OPERATOR),
      metricsServer: spread(METRICS),
      webhooks: spread(WEBHOOKS),
    },
    serviceAccount: { operator: { annotations: identity(SERVICE_ACCOUNT) } },
    ...ACCESS,
    ...CERTIFICATES,
    prometheus: monitors(context),
  };
}

/** What it may touch; the chart's own values would let it scale and read everything. */
const ACCESS = {
  rbac: { aggregateToDefaultRoles: false, enabledCustomScaledRefKinds: false, scaledRefKinds: [] },
  permissions: { operator: { restrict: { secret: true } }, metricServer: { restrict: { secret: true } } },
};

/** An issuer of its own, as the chart would make it, is one whose requests nobody approves. */
const CERTIFICATES = {
  certificates: {
    autoGenerated: false,
    certManager: {
      enabled: true,
      generateCA: false,
      issuer: { generate: false, kind: "ClusterIssuer", name: INTERNAL_ISSUER, group: "cert-manager.io" },
    },
  },
};

function budgets(replicas: number): Values {
  const budget = replicas < 2 ? {} : { maxUnavailable: 1 };
  return { operator: budget, metricServer: budget, webhooks: budget };
}

function monitors({ has }: AddOnContext<"keda">): Values {
  const enabled = has("prometheus-operator-crds");
  const one = { enabled: true, port: PORTS.metrics, serviceMonitor: { enabled } };
  return { operator: one, metricServer: one, webhooks: one };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "keda",
      rules: [
        {
          alert: "ScalerFailing",
          expr: withTenant(
            "sum by (exported_namespace, scaledObject, scaler) (increase(keda_scaler_detail_errors_total[10m])) > 0",
            "exported_namespace",
          ),
          for: "15m",
          severity: "warning",
          summary:
            "{{ $labels.exported_namespace }}/{{ $labels.scaledObject }} cannot ask its trigger {{ $labels.scaler }}, so it does not follow load.",
        },
        {
          alert: "ScalingStopped",
          expr: "absent(keda_build_info)",
          for: "15m",
          severity: "critical",
          summary:
            "KEDA does not run: no workload is scaled by time, queries or queues, and none starts from zero.",
        },
      ],
    },
  ];
}
