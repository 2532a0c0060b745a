import { describe, expect, test } from "vitest";
import { guardrailReport, type ReadObject } from "../../../../components/tenant/delivery/guardrail-report.ts";

const LABELS = { app: "shop" };
const selector = { matchLabels: LABELS };
const spread = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
  topologyKey,
  labelSelector: selector,
}));

const deployment = (replicas = 3, topologySpreadConstraints = spread): ReadObject => ({
  kind: "Deployment",
  metadata: { name: "shop" },
  spec: {
    replicas,
    selector,
    template: { metadata: { labels: LABELS }, spec: { topologySpreadConstraints } },
  },
});

const budget = (name = "shop", matchLabels: Readonly<Record<string, string>> = LABELS): ReadObject => ({
  kind: "PodDisruptionBudget",
  metadata: { name },
  spec: { selector: { matchLabels } },
});

const scaler = (kind: string, name: string): ReadObject => ({
  kind,
  metadata: { name },
  spec: { scaleTargetRef: { name } },
});

const says = (...objects: readonly ReadObject[]) =>
  guardrailReport(objects).map((one) => `${one.object} ${one.says}`);

describe("guardrails that no single object shows", () => {
  test("hold for a workload with one budget, and pods that keep apart", () => {
    expect(says(deployment(), budget())).toEqual([]);
    expect(says()).toEqual([]);
  });

  test("miss a budget, and one that selects something else", () => {
    const missing = "Deployment/shop has no disruption budget: all of its pods may go at once";
    expect(says(deployment())).toEqual([missing]);
    expect(says(deployment(), budget("shop", { app: "shops" }))).toEqual([
      missing,
      "PodDisruptionBudget/shop is a budget of no pods",
    ]);
    expect(says(deployment(), budget("shop", {}))).toHaveLength(2);
  });

  test("refuse two budgets for the same pods, of which Kubernetes evicts none", () => {
    expect(says(deployment(), budget(), budget("again"))).toEqual([
      "Deployment/shop has 2 disruption budgets (shop, again): its pods can't be evicted at all",
    ]);
  });

  test("miss spread over zones and nodes, and one that counts other pods", () => {
    const both = [
      "Deployment/shop does not spread its pods over topology.kubernetes.io/zone",
      "Deployment/shop does not spread its pods over kubernetes.io/hostname",
    ];
    expect(says(deployment(3, []), budget())).toEqual(both);
    const others = spread.map((one) => ({ ...one, labelSelector: { matchLabels: { app: "other" } } }));
    expect(says(deployment(3, others), budget())).toEqual(both);
    expect(says(deployment(3, spread.slice(1)), budget())).toEqual(both.slice(0, 1));
  });

  test("ask nothing of a single pod, unless something scales it", () => {
    expect(says(deployment(1, []))).toEqual([]);
    for (const kind of ["HorizontalPodAutoscaler", "ScaledObject"])
      expect(says(deployment(1), scaler(kind, "shop"))).toEqual([
        "Deployment/shop has no disruption budget: all of its pods may go at once",
      ]);
  });

  test("find what scales nothing", () => {
    expect(says(scaler("ScaledObject", "shop"))).toEqual([
      "ScaledObject/shop scales shop, which is not there",
    ]);
  });
});
