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

test("trap: charts whose kinds would go with their release are told to keep them, KEDA's among them", () => {
  const told = withCrds(({ keptBy }) => keptBy !== undefined);
  for (const { crds, inputs } of told) expect(inputs).toMatchObject({ values: crds.keptBy });
  expect(told.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["keda", "external-secrets", "karpenter-crd", "prometheus-operator-crds"]),
  );
});

test("trap: a folder crds/ is left out of every release, for Helm would never upgrade it, ExternalDNS' among them", () => {
  const bare = withCrds(({ source }) => source === "elsewhere" || source === "none");
  expect(bare.filter(({ inputs }) => inputs["skipCrds"] !== true)).toEqual([]);
  expect(bare.map(({ name }) => name)).toEqual(expect.arrayContaining(["external-dns", "traefik"]));
});

test("trap: a Chart of Pulumi drops hooks and always installs anew: every chart is a Release, which runs and awaits them", () => {
  expect(plan.resources.filter(({ type }) => /helm\.sh\/v\d:Chart$/.test(type))).toEqual([]);
  const releases = plan.resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
  expect(releases.length).toBeGreaterThan(30);
  for (const { name, inputs } of releases) {
    expect([name, inputs]).toEqual([name, expect.objectContaining({ atomic: true, waitForJobs: true })]);
    for (const off of ["skipAwait", "disableWebhooks", "disableCRDHooks", "replace"])
      expect(inputs).not.toHaveProperty(off);
  }
});

test("trap: kinds of more than 256 KiB cannot be applied by the client: no provider turns the server's way off", () => {
  const providers = plan.resources.filter(({ type }) => type === "pulumi:providers:kubernetes");
  expect(providers.length).toBeGreaterThan(0);
  for (const { inputs } of providers) {
    expect(inputs).not.toHaveProperty("enableServerSideApply");
    expect(inputs).not.toHaveProperty("renderYamlToDirectory");
  }
});
