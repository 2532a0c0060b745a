import { KUBERNETES_MINORS } from "./charts/catalog.ts";
import { deliveryWarnings } from "./delivery-warnings.ts";
import type { Fleet } from "./inventory.ts";
import { networkAloneWarnings } from "./networks/network-alone.ts";
import { privateOnlyWarnings } from "./networks/private-only-warnings.ts";
import { overrideWarnings } from "./override-warnings.ts";
import { productionWarnings } from "./production-warnings.ts";
import { alertWarnings } from "./regions/alert-warnings.ts";
import { quotaWarnings } from "./regions/quota-warnings.ts";
import { runbookWarnings } from "./runbooks.ts";
import { slaSettings } from "./sla.ts";
import { layersOf } from "./upgrade/layers.ts";
import { guardWarnings } from "./tenants/guard-warnings.ts";
import { httpScalerWarnings } from "./ways/http-scaler-warnings.ts";
import { sloWarnings } from "./ways/slo-warnings.ts";
import { unreachedWarnings } from "./ways/unreached.ts";
import { exceptionWarnings } from "./rules/exceptions.ts";
import { fleetLag } from "./upgrade/version-checks.ts";

/**
 * Price of a control plane in standard and in extended support, in dollars a month.
 *
 * @see https://aws.amazon.com/eks/pricing/
 */
const STANDARD_DOLLARS = 73;
const EXTENDED_DOLLARS = 438;

/** What is allowed and should still be known, one sentence each. */
export function fleetWarnings(fleet: Fleet, today: string): readonly string[] {
  const minors = new Map(KUBERNETES_MINORS.map((one) => [one.minor, one.standardUntil]));
  const late = [...fleet.clusters.values()].flatMap(({ id, kubernetes }) => {
    const until = minors.get(kubernetes);
    if (until === undefined || until >= today) return [];
    const price = `the control plane costs about $${EXTENDED_DOLLARS} a month instead of $${STANDARD_DOLLARS}`;
    return [`clusters/${id}.yaml: Kubernetes ${kubernetes} left standard support on ${until}; ${price}`];
  });
  const behind = [...fleet.clusters.values()].flatMap((cluster) => {
    const { outcome, detail } = fleetLag(layersOf(fleet, cluster).controlPlane);
    // What retires need not catch up.
    if (outcome === "ok" || cluster.lifecycle === "retiring") return [];
    return [`clusters/${cluster.id}.yaml: Kubernetes ${detail}`];
  });
  const due = [...fleet.clusters.values()].flatMap(({ id, lifecycle, retireAfter }) =>
    lifecycle === "retiring" && retireAfter !== undefined && retireAfter <= today
      ? [
          `clusters/${id}.yaml: may be torn down since ${retireAfter}; then remove the file and run atoll lock`,
        ]
      : [],
  );
  return [
    ...late,
    ...behind,
    ...due,
    ...exposedWarnings(fleet),
    ...productionWarnings(fleet),
    ...overrideWarnings(fleet),
    ...runbookWarnings(fleet),
    ...quotaWarnings(fleet),
    ...alertWarnings(fleet),
    ...privateOnlyWarnings(fleet),
    ...networkAloneWarnings(fleet),
    ...deliveryWarnings(fleet),
    ...unreachedWarnings(fleet),
    ...sloWarnings(fleet),
    ...httpScalerWarnings(fleet),
    ...guardWarnings(fleet),
    ...exceptionWarnings(fleet, today),
  ];
}

function exposedWarnings({ clusters }: Fleet): readonly string[] {
  return [...clusters.values()].flatMap((cluster) => {
    const { id, environment, lifecycle, network } = cluster;
    // What exists already is never deleted, and what retires is meant to go.
    const isOurs = network.mode === "create" && lifecycle !== "retiring";
    if (environment !== "production" || !isOurs || slaSettings(cluster).protect) return [];
    const risk = "an update may delete its VPC and the addresses that others allow";
    return [`clusters/${id}.yaml: protects nothing, and is in production; ${risk}`];
  });
}
