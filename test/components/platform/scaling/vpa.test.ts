import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { addOnContext } from "../add-on-context.ts";

const { vpa } = ADD_ONS;

const valuesOf = (replicas: number) => vpa.values(addOnContext("vpa", { settings: { replicas } }));

test("trap: its chart is called not ready for production: it recommends, and nothing follows by itself", () => {
  expect(valuesOf(2)).toMatchObject({
    updater: { enabled: false },
    admissionController: { enabled: false },
    recommender: { enabled: true },
  });
  expect(vpa.contract.webhook).toBeUndefined();
});

test("trap: its webhook's certificate comes from hooks with an image of a retired project: neither is there", () => {
  expect(valuesOf(2)).toMatchObject({ admissionController: { certGen: { enabled: false } } });
  expect(CHARTS["vertical-pod-autoscaler"].images).toEqual([
    "registry.k8s.io/autoscaling/vpa-recommender:1.7.1",
  ]);
});

test("trap: it must not act on what another autoscaler acts on: it acts on nothing", () => {
  const { updater, admissionController } = valuesOf(3) as Record<string, { enabled: boolean }>;
  expect([updater?.enabled, admissionController?.enabled]).toEqual([false, false]);
});

test("trap: its chart has no monitor, and its page says that nothing of it is scraped", () => {
  expect(vpa.contract.notes).toContain("Its chart has no monitor, so nothing of it is scraped.");
  expect(vpa.contract.metrics).toBeUndefined();
});

test("trap: Helm never upgrades its kinds: they have a release of their own, which comes first and keeps them", () => {
  expect(vpa.contract.crdChart).toBe("vertical-pod-autoscaler-crds");
  expect(CHARTS["vertical-pod-autoscaler-crds"].crds).toEqual({ source: "packed", keep: true });
});

test("trap: its containers have no security context of their own: the strictest is given", () => {
  expect(valuesOf(2)).toMatchObject({
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
  });
});

test("trap: the chart has two pods and a budget whatever the level: one pod has no budget, and three are two", () => {
  expect(valuesOf(1)).toMatchObject({
    recommender: { replicas: 1, podDisruptionBudget: { enabled: false } },
  });
  expect(valuesOf(3)).toMatchObject({ recommender: { replicas: 2, podDisruptionBudget: { enabled: true } } });
});
