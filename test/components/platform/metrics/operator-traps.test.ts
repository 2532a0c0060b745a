import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { scrapeJobs } from "../../../../components/platform/metrics/scrape-jobs.ts";
import { victoriaMetrics } from "../../../../components/platform/metrics/victoria-metrics.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { addOnContext } from "../add-on-context.ts";
import { metricsContext } from "./metrics-context.ts";

const values = victoriaMetrics.values(metricsContext());
const chartNames = Object.values(ADD_ONS).map(({ contract }): string => contract.chart);

describe("the operator of the metrics store", () => {
  test("trap: a hook of its chart deletes objects of its kinds before the operator goes, and stores with them: it is off", () => {
    expect(values).toMatchObject({ crds: { cleanup: { enabled: false } } });
  });

  test("trap: its monitor is of its own kind unless it is told to be of Prometheus', like all others", () => {
    expect(values).toMatchObject({ serviceMonitor: { enabled: true, vm: false } });
  });

  test("trap: a seccomp profile is all that it lacks for restricted", () => {
    expect(values).toMatchObject({ podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } });
    expect(victoriaMetrics.contract.podSecurity).toBe("restricted");
  });

  test("trap: pods that it makes are baseline by its default, which one variable of it changes", () => {
    expect(values).toMatchObject({ env: [{ name: "VM_ENABLESTRICTSECURITY", value: "true" }] });
  });

  test("trap: kinds of the chart alone are trimmed, so objects are checked by those of the chart of kinds", () => {
    expect(victoriaMetrics.contract.crdChart).toBe("victoria-metrics-operator-crds");
    expect(CHARTS["victoria-metrics-operator-crds"].crds).toMatchObject({ source: "own-chart", keep: true });
  });
});

describe("the stack of charts that could have been used instead", () => {
  test("trap: it makes its namespace privileged, a new password each time, and loads rules from the internet: it is no add-on", () => {
    expect(chartNames).not.toContain("victoria-metrics-k8s-stack");
    expect(chartNames).not.toContain("kube-prometheus-stack");
  });

  test("trap: it scrapes controllers and schedulers that a managed control plane hides: no job here does", () => {
    expect(scrapeJobs().map((job) => job["job_name"])).toEqual([
      "node-kubelet",
      "node-cadvisor",
      "node-probes",
      "apiserver",
      "coredns",
      "karpenter",
      "vpc-cni",
    ]);
  });
});

test("trap: definitions of Prometheus' kinds go with their release unless they are told to stay", () => {
  const kept = { crds: { annotations: { "helm.sh/resource-policy": "keep" } } };
  expect(CHARTS["prometheus-operator-crds"].crds.keptBy).toEqual(kept);
  expect(ADD_ONS["prometheus-operator-crds"].values(addOnContext("prometheus-operator-crds"))).toEqual(kept);
});
