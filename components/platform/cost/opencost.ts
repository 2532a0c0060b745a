import { HOURS_PER_MONTH, SPOT_LABEL } from "../../../fleet/insight-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnGround, Values } from "../contract.ts";
import { HARDENED_CONTAINER } from "../hardened-container.ts";
import { METRIC_QUERIES, metricsEndpoints } from "../metrics/endpoints.ts";
import type { RuleGroup } from "../rules.ts";
import { COST_RULES } from "./cost-rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";

const PORT = 9003;

/** Account of the image. */
const USER = 1001;

const POD: Workload = { kind: "Deployment", replicas: 1, cpuMillicores: 20, memoryMiB: 512 };

/**
 * What pods and volumes cost, so that each tenant's part of it is known. Prices are settings: a price list would be
 * fetched from AWS by every cluster, and shares are the same with any.
 *
 * @see https://opencost.io/docs/
 */
export const opencost: AddOn<"opencost"> = {
  contract: {
    name: "opencost",
    purpose: "What pods and volumes cost, by tenant.",
    chart: "opencost",
    namespace: "opencost",
    podSecurity: "restricted",
    requires: ["kube-state-metrics", "victoria-metrics"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      store: METRIC_QUERIES,
      metrics: { from: "metrics", port: PORT },
    },
    ready: { kind: "release", what: "its pod is ready: it has read the store" },
    teardown: { first: [], stays: [] },
    backup: "It keeps nothing: costs are metrics of the store.",
    notes: [
      "One pod, for it keeps what it has worked out in memory. While it moves, its metrics have a gap.",
      "Prices are those of addOns.opencost.prices, the same for all machines; no price list and no bill is fetched.",
      "Its own pages and the server for language models, which would both answer anybody, are off: costs are a dashboard.",
      "Of a store with metrics of many clusters it reads those of its own.",
    ],
    metrics: [
      "container_cpu_allocation",
      "container_memory_allocation_bytes",
      "node_cpu_hourly_cost",
      "node_ram_hourly_cost",
      "node_total_hourly_cost",
      "pv_hourly_cost",
    ],
    timeoutSeconds: 600,
  },
  values,
  workloads: () => ({ opencost: POD }),
  rules,
};

function values({ settings, own, has, image }: AddOnContext<"opencost">): Values {
  const { registry, path, tag } = image("/opencost:");
  const { cluster } = settings.labels;
  return {
    priorityClassName: PLATFORM_PRIORITY,
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      seccompProfile: { type: "RuntimeDefault" },
    },
    opencost: {
      mcp: { enabled: false },
      ui: { enabled: false },
      exporter: {
        defaultClusterId: cluster,
        image: { registry, repository: path, tag },
        replicas: POD.replicas,
        resources: resourcesOf(POD),
        securityContext: HARDENED_CONTAINER,
        extraEnv: {
          USE_CUSTOM_PROVIDER: "true",
          CURRENT_CLUSTER_ID_FILTER_ENABLED: "true",
          PROM_CLUSTER_ID_LABEL: "cluster",
        },
      },
      customPricing: { enabled: true, costModel: costModel(own) },
      prometheus: {
        internal: { enabled: false },
        external: { enabled: true, url: metricsEndpoints(settings).read },
      },
      metrics: {
        // By itself it tells all that kube-state-metrics tells, too; it needs what version 1 of that told and 2 does not.
        kubeStateMetrics: { emitKsmV1Metrics: false, emitKsmV1MetricsOnly: true },
        serviceMonitor: { enabled: has("prometheus-operator-crds") },
      },
    },
  };
}

/** Prices an hour, as text: the chart's own are those of no machine there is. */
function costModel({ prices }: AddOnGround<"opencost">["own"]): Values {
  const { cpuCents, memoryGibCents, gpuCents, storageGibCents, spotPercent } = prices;
  const spot = (cents: number): string => anHour((cents * spotPercent) / 100);
  return {
    description: "prices of the inventory",
    CPU: anHour(cpuCents),
    spotCPU: spot(cpuCents),
    RAM: anHour(memoryGibCents),
    spotRAM: spot(memoryGibCents),
    GPU: anHour(gpuCents),
    storage: anHour(storageGibCents),
    zoneNetworkEgress: "0",
    regionNetworkEgress: "0",
    internetNetworkEgress: "0",
    spotLabel: SPOT_LABEL.key,
    spotLabelValue: SPOT_LABEL.value,
  };
}

const CENTS_PER_DOLLAR = 100;

/** Dollars an hour of cents a month, never with an exponent. */
function anHour(cents: number): string {
  return (cents / CENTS_PER_DOLLAR / HOURS_PER_MONTH).toFixed(DIGITS);
}

/** Enough for a cent a month. */
const DIGITS = 8;

function rules(): readonly RuleGroup[] {
  return [
    COST_RULES,
    {
      name: "opencost",
      rules: [
        {
          alert: "CostsUnknown",
          expr: "absent(node_total_hourly_cost)",
          for: "2h",
          severity: "warning",
          summary: "Nobody works out what this cluster costs.",
        },
      ],
    },
  ];
}
