import { VICTORIA_API, VICTORIA_PODS } from "../../../fleet/charts/metrics-vocabulary.ts";
import type { AddOnObject } from "../contract.ts";
import { certificateObject } from "../ingress/certificate-object.ts";
import type { WantedSecret } from "../secrets/external-secret.ts";
import type { PlatformSettings } from "../settings.ts";
import { type CentralSender, centralSecret } from "./central-metrics.ts";
import { centralEndpoints, METRICS_NAME, METRICS_PORTS } from "./endpoints.ts";
import { type MetricsContext, partBudget, podSpec } from "./metric-parts.ts";

/** Certificate of the name at which metrics come in, and the Secret that holds it. */
const CERTIFICATE = "central-metrics-tls";

/** Marks what lets somebody in. */
const SENDERS = { "atoll/central-metrics": "sender" };

const secretOf = (cluster: string): string => `sender-${cluster}`;

/** What the receiver must know to let its senders in. */
export function receiverSecrets({ centralMetrics }: PlatformSettings): readonly WantedSecret[] {
  if (centralMetrics?.role !== "receiver") return [];
  return centralMetrics.senders.map(({ cluster }) => ({
    name: secretOf(cluster),
    from: centralSecret(cluster),
    keys: { password: "password" },
    // The sender's stack makes it, before or after this one.
    mayComeLater: true,
  }));
}

/**
 * The way into the store of a management cluster: each sender by its own password, to write and nothing else, and only
 * as itself. Nobody else gets an answer, for nothing is said of callers without one.
 *
 * @see https://docs.victoriametrics.com/victoriametrics/vmauth/
 */
export function centralGate(context: MetricsContext): readonly AddOnObject[] {
  const { centralMetrics } = context.settings;
  if (centralMetrics?.role !== "receiver") return [];
  return [
    certificateObject("central-certificate", CERTIFICATE, centralMetrics.host),
    gate(context),
    ...centralMetrics.senders.map((sender) => user(context, sender)),
  ];
}

function gate(context: MetricsContext): AddOnObject {
  const folder = `/etc/vm/secrets/${CERTIFICATE}`;
  return {
    role: "central-gate",
    apiVersion: VICTORIA_API,
    kind: "VMAuth",
    name: METRICS_NAME,
    namespaced: true,
    body: {
      spec: {
        ...podSpec(context, "vmauth", "vmauth:"),
        ...partBudget(context, "vmauth"),
        port: String(METRICS_PORTS.auth),
        selectAllByDefault: false,
        userSelector: { matchLabels: SENDERS },
        secrets: [CERTIFICATE],
        extraArgs: { tls: "true", tlsCertFile: `${folder}/tls.crt`, tlsKeyFile: `${folder}/tls.key` },
      },
    },
  };
}

/** Whatever a sender claims, its samples carry the name under which it was let in. */
function user({ settings }: MetricsContext, { cluster }: CentralSender): AddOnObject {
  return {
    role: `sender-${cluster}`,
    apiVersion: VICTORIA_API,
    kind: "VMUser",
    name: cluster,
    namespaced: true,
    labels: SENDERS,
    body: {
      spec: {
        // The name of its counter.
        name: cluster,
        username: cluster,
        passwordRef: { name: secretOf(cluster), key: "password" },
        targetRefs: [
          {
            static: { url: centralEndpoints(settings).insert },
            paths: ["/api/v1/write"],
            query_args: [{ name: "extra_label", values: [`cluster=${cluster}`] }],
          },
        ],
      },
    },
  };
}

/** Pods that the load balancer of the store leads to. */
export const CENTRAL_PODS = { ...VICTORIA_PODS.vmauth, "app.kubernetes.io/instance": METRICS_NAME };
