import { describe, expect, test } from "vitest";
import { opencost } from "../../../../components/platform/cost/opencost.ts";
import { addOnContext } from "../add-on-context.ts";

const valuesOf = (own: Readonly<Record<string, unknown>> = {}) =>
  opencost.values(
    addOnContext("opencost", { beside: ["victoria-metrics", "prometheus-operator-crds"], own }),
  );

describe("OpenCost", () => {
  test("trap: a server for language models on port 8081 is on by default", () => {
    expect(valuesOf()).toMatchObject({ opencost: { mcp: { enabled: false } } });
  });

  test("trap: its pages and its API ask nobody who he is", () => {
    expect(valuesOf()).toMatchObject({ opencost: { ui: { enabled: false } } });
    const ways = Object.values(opencost.contract.traffic).filter((one) => "from" in one);
    expect(ways).toEqual([{ from: "metrics", port: 9003 }]);
  });

  test("trap: it wants a Prometheus of its own unless it is told of another, and never of two", () => {
    expect(valuesOf()).toMatchObject({
      opencost: {
        prometheus: {
          internal: { enabled: false },
          external: { enabled: true, url: "http://vmsingle-platform.monitoring.svc:8428" },
        },
      },
    });
  });

  test("trap: it tells what kube-state-metrics tells already, unless it is told not to", () => {
    expect(valuesOf()).toMatchObject({
      opencost: {
        metrics: { kubeStateMetrics: { emitKsmV1Metrics: false, emitKsmV1MetricsOnly: true } },
      },
    });
  });

  test("trap: it is baseline as shipped", () => {
    expect(valuesOf()).toMatchObject({
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      opencost: {
        exporter: { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
      },
    });
  });

  test("trap: it keeps what it has worked out in memory, and its chart has no budget: it is one pod at every level", () => {
    for (const replicas of [1, 3]) {
      const context = addOnContext("opencost", { beside: ["victoria-metrics"], settings: { replicas } });
      expect(opencost.values(context)).toMatchObject({ opencost: { exporter: { replicas: 1 } } });
    }
  });

  test("trap: a processor costs 1.25 dollars an hour unless somebody says otherwise", () => {
    const { opencost: inner } = valuesOf() as { opencost: { customPricing: { costModel: object } } };
    expect(inner.customPricing.costModel).toMatchObject({
      CPU: "0.03150685",
      spotCPU: "0.01260274",
      RAM: "0.00424658",
      storage: "0.00013699",
    });
  });

  test("prices are those of the entry, by the hour and never written with an exponent", () => {
    const prices = { cpuCents: 146_00, memoryGibCents: 0, storageGibCents: 1, spotPercent: 100 };
    expect(valuesOf({ prices })).toMatchObject({
      opencost: {
        customPricing: {
          costModel: { CPU: "0.20000000", spotCPU: "0.20000000", RAM: "0.00000000", storage: "0.00001370" },
        },
      },
    });
  });

  test("it reads its own cluster alone from a store of many", () => {
    expect(valuesOf()).toMatchObject({
      opencost: {
        exporter: {
          defaultClusterId: "dev",
          extraEnv: { CURRENT_CLUSTER_ID_FILTER_ENABLED: "true", PROM_CLUSTER_ID_LABEL: "cluster" },
        },
      },
    });
  });

  test("it fetches nothing: no price list, no bill", () => {
    expect(valuesOf()).toMatchObject({
      opencost: { exporter: { extraEnv: { USE_CUSTOM_PROVIDER: "true" } } },
    });
    expect(Object.values(opencost.contract.traffic).some((one) => "to" in one && one.to === "internet")).toBe(
      false,
    );
    expect(opencost).not.toHaveProperty("rights");
  });
});
