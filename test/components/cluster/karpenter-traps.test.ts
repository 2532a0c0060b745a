import { expect, test } from "vitest";
import { karpenterValues } from "../../../components/cluster/karpenter/values.ts";
import { chartCrds } from "../../../fleet/charts/chart-kinds.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { NODE_CLASS, NODE_POOL } from "../../../fleet/nodes/karpenter-vocabulary.ts";

const values = (changes: Partial<Parameters<typeof karpenterValues<string>>[0]> = {}) =>
  karpenterValues({
    cluster: "dev",
    endpoint: "https://dev",
    queue: "dev-karpenter",
    replicas: 2,
    isolatedVpc: false,
    ...changes,
  });

test("trap: on a node of its own it would take itself away: the chart keeps it off those, and nothing here says otherwise", () => {
  for (const key of ["affinity", "nodeSelector", "tolerations", "topologySpreadConstraints", "hostNetwork"])
    expect(values()).not.toHaveProperty(key);
});

test("trap: names are looked up at the VPC, for CoreDNS may wait for a node that it would launch", () => {
  expect(values()).toMatchObject({ dnsPolicy: "Default" });
});

test("trap: the chart gives its pods no resources, and no name of the cluster", () => {
  expect(values()).toMatchObject({
    controller: { resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "1Gi" } } },
    settings: { clusterName: "dev", clusterEndpoint: "https://dev", interruptionQueue: "dev-karpenter" },
  });
});

test("trap: without a way out it would wait for prices, unless it is told", () => {
  expect(values({ isolatedVpc: true })).toMatchObject({ settings: { isolatedVPC: true } });
});

test("trap: its kinds are in the folder crds/ of its chart and in a chart of their own: that one alone brings them", () => {
  expect(CHARTS.karpenter.crds.source).toBe("elsewhere");
  expect(CHARTS["karpenter-crd"].crds).toMatchObject({ source: "own-chart", keep: true });
});

test("trap: versions of its kinds before v1 are gone: objects are of one that its kinds have", () => {
  const served = ({ apiVersion, kind }: typeof NODE_POOL | typeof NODE_CLASS) =>
    chartCrds("karpenter-crd").some((one) => one.kind === kind && apiVersion === `${one.group}/v1`);
  expect([served(NODE_POOL), served(NODE_CLASS)]).toEqual([true, true]);
});

test("trap: what repairs nodes reads what others say of them, and is off unless it is asked for", () => {
  expect(values()).not.toHaveProperty("settings.featureGates");
});
