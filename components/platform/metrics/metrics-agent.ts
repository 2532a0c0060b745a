import { VICTORIA_API } from "../../../fleet/charts/metrics-vocabulary.ts";
import type { AddOnObject, Values } from "../contract.ts";
import { outboundMarks } from "../mesh/mesh-pods.ts";
import type { WantedSecret } from "../secrets/external-secret.ts";
import type { PlatformSettings } from "../settings.ts";
import { OUR_NAMESPACES } from "./alerting.ts";
import { type CentralMetrics, centralSecret } from "./central-metrics.ts";
import { centralEndpoints, METRICS_NAME, METRICS_PORTS, metricsEndpoints } from "./endpoints.ts";
import { type MetricsContext, partBudget, podSpec, volumeTemplate } from "./metric-parts.ts";
import { inlineScrapeConfig } from "./scrape-jobs.ts";

/** Secret with which this cluster writes into the store of another. */
const SENDER_SECRET = "central-metrics";

/** Kinds by which the operator is told what to scrape. */
const SELECTORS = [
  "serviceScrape",
  "podScrape",
  "probe",
  "staticScrape",
  "scrapeConfig",
  "nodeScrape",
] as const;

/** Part of the volume that the queue of one store may fill; both together leave room for the file system. */
const QUEUE_SHARE = { alone: 0.9, shared: 0.45 } as const;

/** What a sender needs to be let in. */
export function senderSecrets({ centralMetrics, labels }: PlatformSettings): readonly WantedSecret[] {
  if (centralMetrics?.role !== "sender") return [];
  return [{ name: SENDER_SECRET, from: centralSecret(labels.cluster) }];
}

/**
 * What scrapes: monitors of the platform and of tenants, and what no chart brings a monitor for. What cannot be written
 * waits on a volume. A monitor reaches only pods of its own namespace and names no files: whoever may write one would
 * else read the token of the agent.
 */
export function metricsAgent(context: MetricsContext): AddOnObject {
  const { own, settings } = context;
  const selectors = SELECTORS.map((one) => [`${one}NamespaceSelector`, OUR_NAMESPACES]);
  return {
    role: "agent",
    apiVersion: VICTORIA_API,
    kind: "VMAgent",
    name: METRICS_NAME,
    namespaced: true,
    body: {
      spec: {
        ...podSpec(context, "vmagent", "vmagent:"),
        ...partBudget(context, "vmagent"),
        port: String(METRICS_PORTS.agent),
        ...(context.has("istio-ambient") ? { podMetadata: outboundMarks(context) } : {}),
        statefulMode: true,
        statefulStorage: volumeTemplate(context, own.queueGib),
        scrapeInterval: `${own.scrapeIntervalSeconds}s`,
        externalLabels: settings.labels,
        selectAllByDefault: false,
        ignoreNamespaceSelectors: true,
        arbitraryFSAccessThroughSMs: { deny: true },
        ...Object.fromEntries(selectors),
        inlineScrapeConfig: inlineScrapeConfig(),
        inlineRelabelConfig: [tenantLabel()],
        ...writes(context),
      },
    },
  };
}

/** Metrics of a tenant's namespace say whose they are: its name is `<tenant>--<environment>`. */
function tenantLabel(): Values {
  return {
    sourceLabels: ["namespace"],
    regex: "(.+)--.+",
    targetLabel: "tenant",
    replacement: "$1",
  };
}

/** The store of the cluster, and that of the region where there is one: each has a queue of its own. */
function writes({ own, settings }: MetricsContext): Values {
  const { centralMetrics } = settings;
  const share = centralMetrics === undefined ? QUEUE_SHARE.alone : QUEUE_SHARE.shared;
  const remoteWriteSettings = { maxDiskUsagePerURL: `${Math.floor(own.queueGib * 1024 * share)}MiB` };
  const local = { url: metricsEndpoints(settings).write };
  const central = centralMetrics === undefined ? [] : [centralWrite(settings, centralMetrics)];
  return { remoteWrite: [local, ...central], remoteWriteSettings };
}

/** A management cluster reaches its own store of the region without a way around. */
function centralWrite(settings: PlatformSettings, central: CentralMetrics): Values {
  if (central.role === "receiver") return { url: centralEndpoints(settings).write };
  return {
    url: `https://${central.host}:${METRICS_PORTS.auth}/api/v1/write`,
    basicAuth: {
      username: { name: SENDER_SECRET, key: "username" },
      password: { name: SENDER_SECRET, key: "password" },
    },
  };
}
