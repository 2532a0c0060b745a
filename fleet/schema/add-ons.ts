import { z } from "zod";
import { externalDns } from "./add-ons/ingress.ts";
import { victoriaMetrics } from "./add-ons/metrics.ts";
import { grafana, opencost } from "./add-ons/insight.ts";
import { istioAmbient } from "./add-ons/mesh.ts";
import { keda } from "./add-ons/scaling.ts";
import { cloudnativePg, velero } from "./add-ons/data.ts";
import { trivyOperator } from "./add-ons/secrets.ts";
import { alloySettings, lokiSettings, opentelemetrySettings, tempoSettings } from "./add-ons/telemetry.ts";
import { entryId, isoDate, lineOfText } from "./scalars.ts";

/** Add-ons that a cluster may have. */
export const ADD_ON_NAMES = [
  "alloy",
  "argo-cd",
  "aws-load-balancer-controller",
  "cert-manager",
  "cloudnative-pg",
  "external-dns",
  "external-secrets",
  "gateway-api",
  "grafana",
  "istio",
  "istio-ambient",
  "keda",
  "keda-http",
  "kube-state-metrics",
  "loki",
  "metrics-server",
  "node-exporter",
  "node-problem-detector",
  "nvidia-device-plugin",
  "opencost",
  "opentelemetry",
  "prometheus-operator-crds",
  "pyrra",
  "reloader",
  "tempo",
  "traefik",
  "trivy-operator",
  "velero",
  "victoria-metrics",
  "volume-snapshots",
  "vpa",
] as const;

const valuesOverride = z.strictObject({
  owner: entryId.describe("Team that answers for it."),
  until: isoDate.describe("Last day on which it holds; afterwards it is a fault."),
  why: lineOfText(200).describe("What the typed settings don't offer."),
  values: z
    .record(z.string(), z.json())
    .describe("Values of the chart, laid over those of atoll: objects are merged, all else is replaced."),
});

/** What every add-on may be told. */
const common = {
  enabled: z.boolean().optional().describe("Switches the add-on on or off. @default - by profile"),
  valuesOverride: valuesOverride
    .optional()
    .describe("The one way around the typed settings, for a time. @default none"),
};

/** One add-on and its own settings. */
function addOn<Shape extends z.ZodRawShape>(own: Shape) {
  return z
    .strictObject({ ...common, ...own })
    .prefault({} as never)
    .describe("Its switch and its settings. @default - as its profile has it");
}

export const addOns = z
  .strictObject({
    alloy: addOn(alloySettings),
    "argo-cd": addOn({}),
    "aws-load-balancer-controller": addOn({}),
    "cert-manager": addOn({}),
    "cloudnative-pg": addOn(cloudnativePg),
    "external-dns": addOn(externalDns),
    "external-secrets": addOn({}),
    "gateway-api": addOn({}),
    grafana: addOn(grafana),
    istio: addOn({}),
    "istio-ambient": addOn(istioAmbient),
    keda: addOn(keda),
    "keda-http": addOn({}),
    "kube-state-metrics": addOn({}),
    loki: addOn(lokiSettings),
    "metrics-server": addOn({}),
    "node-exporter": addOn({}),
    "node-problem-detector": addOn({}),
    "nvidia-device-plugin": addOn({}),
    opencost: addOn(opencost),
    opentelemetry: addOn(opentelemetrySettings),
    "prometheus-operator-crds": addOn({}),
    pyrra: addOn({}),
    reloader: addOn({}),
    tempo: addOn(tempoSettings),
    traefik: addOn({}),
    "trivy-operator": addOn(trivyOperator),
    velero: addOn(velero),
    "victoria-metrics": addOn(victoriaMetrics),
    "volume-snapshots": addOn({}),
    vpa: addOn({}),
  } satisfies Record<(typeof ADD_ON_NAMES)[number], unknown>)
  .prefault({})
  .describe("Add-ons that differ from the profile. @default none");

/** What an entry says of each add-on, defaults included. */
export type AddOnChoices = z.infer<typeof addOns>;
