import type { ClusterFacts } from "../../../components/cluster/cluster.ts";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { groundOf } from "../../../components/platform/ground.ts";
import type { CentralMetrics } from "../../../components/platform/metrics/central-metrics.ts";
import type { AlertRule, RuleGroup } from "../../../components/platform/rules.ts";
import type { PlatformSettings } from "../../../components/platform/settings.ts";
import { sampleFacts, samplePlatform } from "./sample-platform.ts";

/** Facts of each kind of cluster that rules tell apart. */
export const KINDS: Readonly<Record<"eks" | "k3s" | "attached", ClusterFacts>> = {
  eks: sampleFacts(),
  k3s: sampleFacts({ networkPolicyEngine: "kube-router", identity: "oidc", loadBalancer: "service-lb" }),
  attached: sampleFacts({ networkPolicyEngine: "cilium", identity: "none", loadBalancer: "none" }),
};

/** A cluster that takes the metrics of another. */
const CENTRAL: CentralMetrics = {
  role: "receiver",
  host: "metrics.dev.example.com",
  senders: [{ cluster: "shop", cidrs: ["10.1.0.0/16"] }],
};

/** Groups of one cluster with all add-ons, by the add-on that they come from. */
export function groupsBy(
  facts: ClusterFacts,
  changes: Partial<PlatformSettings> = {},
): readonly (readonly [addOn: string, group: RuleGroup])[] {
  const settings = samplePlatform({
    addOns: Object.values(ADD_ONS).map(({ contract }) => contract.name),
    centralMetrics: CENTRAL,
    ...changes,
  });
  return settings.addOns.flatMap((name) => {
    const addOn = ADD_ONS[name];
    const groups = addOn.rules?.(groundOf(addOn.contract, settings, { facts })) ?? [];
    return groups.map((group) => [name, group] as const);
  });
}

/** Groups that a cluster of some kind may have, each once. */
export function everyGroup(): readonly (readonly [addOn: string, group: RuleGroup])[] {
  const found = [1, 3].flatMap((replicas) =>
    Object.values(KINDS).flatMap((facts) => groupsBy(facts, { replicas })),
  );
  const byText = new Map(found.map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}

/** Alerts among them, each once. */
export function everyAlert(): readonly (readonly [addOn: string, alert: AlertRule])[] {
  const found = everyGroup().flatMap(([addOn, { rules }]) =>
    rules.flatMap((rule) => ("alert" in rule ? [[addOn, rule] as const] : [])),
  );
  const byText = new Map(found.map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}
