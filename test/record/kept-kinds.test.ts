import { expect, test } from "vitest";
import type { Chart } from "../../fleet/charts/chart.ts";
import { CHART_NAMES, CHARTS } from "../../fleet/charts/charts.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { KINDS, platformFleet } from "./platform-fleet.ts";

const plan = await planStack(platformFleet({ prod: { ...KINDS["eks"], sla: 3, profile: "full" } }), "prod");

/** What Helm is told of a chart of the cluster; a chart that is not there has no release. */
const released = (chart: string): readonly Readonly<Record<string, unknown>>[] =>
  plan.resources
    .filter(({ type, inputs }) => type === "kubernetes:helm.sh/v3:Release" && inputs["name"] === chart)
    .map(({ inputs }) => inputs);

const withCrds = (wanted: (crds: Chart["crds"]) => boolean) =>
  CHART_NAMES.flatMap((name) => {
    const { crds }: Chart = CHARTS[name];
    return wanted(crds) ? released(name).map((inputs) => ({ name, crds, inputs })) : [];
  });

test("charts whose kinds would go with their release are told to keep them, KEDA's among them", () => {
  const told = withCrds(({ keptBy }) => keptBy !== undefined);
  for (const { crds, inputs } of told) expect(inputs).toMatchObject({ values: crds.keptBy });
  expect(told.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["keda", "external-secrets", "karpenter-crd", "prometheus-operator-crds"]),
  );
});

test("a folder crds/ is left out of every release, for Helm would never upgrade it, ExternalDNS' among them", () => {
  const bare = withCrds(({ source }) => source === "elsewhere" || source === "none");
  expect(bare.filter(({ inputs }) => inputs["skipCrds"] !== true)).toEqual([]);
  expect(bare.map(({ name }) => name)).toEqual(expect.arrayContaining(["external-dns", "traefik"]));
});
