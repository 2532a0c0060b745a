import { describe, expect, test } from "vitest";
import { pyrra } from "../../../../components/platform/metrics/pyrra.ts";
import { addOnContext } from "../add-on-context.ts";

const context = addOnContext("pyrra", { beside: ["victoria-metrics", "prometheus-operator-crds"] });

describe("Pyrra", () => {
  test("trap: its pages ask nobody who he is, so nobody reaches them but metrics", () => {
    const ways = Object.values(pyrra.contract.traffic).filter((one) => "from" in one);
    expect(ways.map((one) => ("from" in one ? one.from : ""))).toEqual(["metrics", "metrics"]);
    expect(pyrra.values(context)).not.toHaveProperty("route");
  });

  test("trap: its kinds lie in the folder crds/, which Helm never upgrades, so they are a chart before it", () => {
    expect(pyrra.contract.crdChart).toBe("pyrra-crds");
  });

  test("trap: what it makes are rules of Prometheus, so their kind comes first", () => {
    expect(pyrra.contract.requires).toContain("prometheus-operator-crds");
  });

  test("trap: its webhook would fail closed on one pod", () => {
    expect(pyrra.values(context)).not.toHaveProperty("validatingWebhookConfiguration");
    expect(pyrra.contract.webhook).toBeUndefined();
  });

  test("trap: its chart has no keys for more pods, a budget or a spread, and its page says what that means", () => {
    for (const key of ["replicas", "replicaCount", "podDisruptionBudget", "topologySpreadConstraints"])
      expect(pyrra.values(context)).not.toHaveProperty(key);
    expect(pyrra.contract.notes?.[0]).toMatch(
      /^One pod without a priority class, a spread, a budget or probes/,
    );
  });

  test("both of its containers ask for what is counted of it", () => {
    const { pages, operator } = pyrra.workloads?.(context) ?? {};
    expect(pyrra.values(context)).toMatchObject({
      resources: { requests: { memory: `${String(pages?.memoryMiB)}Mi` } },
      operator: { resources: { requests: { memory: `${String(operator?.memoryMiB)}Mi` } } },
    });
  });
});
