import { nameZoneOf } from "../dns/name-zone.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { poolClass } from "../nodes/node-pools.ts";
import type { ADD_ON_NAMES } from "../schema/add-ons.ts";
import { hasUse, type Place } from "./add-on-places.ts";

export type AddOnName = (typeof ADD_ON_NAMES)[number];

/** What every cluster needs so that tenants can be reached by name, with certificates, and scaled by load. */
const MINIMAL: readonly AddOnName[] = [
  "cert-manager",
  "external-dns",
  "gateway-api",
  "metrics-server",
  "traefik",
];

/** What carries customers: delivery, scaling, metrics, logs, backups, databases and secrets. */
const STANDARD: readonly AddOnName[] = [
  ...MINIMAL,
  "alloy",
  "argo-cd",
  "aws-load-balancer-controller",
  "cloudnative-pg",
  "external-secrets",
  "grafana",
  "keda",
  "kube-state-metrics",
  "loki",
  "node-exporter",
  "node-problem-detector",
  "prometheus-operator-crds",
  "reloader",
  "velero",
  "victoria-metrics",
  "volume-snapshots",
];

/** All of it: traces, the mesh, costs, objectives and scans. */
const FULL: readonly AddOnName[] = [
  ...STANDARD,
  "istio",
  "istio-ambient",
  "opencost",
  "opentelemetry",
  "pyrra",
  "tempo",
  "trivy-operator",
  "vpa",
];

const PROFILES: Readonly<Record<Cluster["profile"], readonly AddOnName[]>> = {
  minimal: MINIMAL,
  standard: STANDARD,
  full: FULL,
};

type Choices = Pick<Cluster, "profile" | "addOns"> & Partial<Pick<Cluster, "nodes">> & Place;

/**
 * Add-ons of one cluster: those of its profile that it has a use for and those of its node pools, then what its entry
 * switches on or off.
 */
export function addOnsOf(cluster: Choices): readonly AddOnName[] {
  const known = chosen.get(cluster) ?? choose(cluster);
  chosen.set(cluster, known);
  return known;
}

/** Entries never change, and everything that is decided about a cluster asks for its add-ons. */
const chosen = new WeakMap<Choices, readonly AddOnName[]>();

function choose({ profile, addOns, nodes, ...place }: Choices): readonly AddOnName[] {
  const names = new Set(PROFILES[profile].filter((name) => hasUse(name, place)));
  const pools = Object.entries(nodes?.pools ?? {});
  if (pools.some(([name, entry]) => poolClass(name, entry) === "gpu")) names.add("nvidia-device-plugin");
  for (const [name, { enabled }] of Object.entries(addOns) as [
    AddOnName,
    { enabled?: boolean | undefined },
  ][]) {
    if (enabled === true) names.add(name);
    if (enabled === false) names.delete(name);
  }
  // Names lead to what Traefik answers: without it there is none to write.
  if (!names.has("traefik") && addOns["external-dns"].enabled !== true) names.delete("external-dns");
  return [...names].sort();
}

/** Those of them that the fleet has all for: nobody who did not ask for it writes names where no zone holds them. */
export function presentAddOns(
  inventory: Pick<Inventory, "settings" | "regions">,
  cluster: Cluster,
): readonly AddOnName[] {
  const names = addOnsOf(cluster);
  const isAsked = cluster.addOns["external-dns"].enabled === true;
  if (isAsked || nameZoneOf(inventory, cluster) !== undefined) return names;
  return names.filter((name) => name !== "external-dns");
}
