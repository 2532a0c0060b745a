import { describe, expect, test } from "vitest";
import { type ChartName, CHARTS } from "../../fleet/charts/charts.ts";
import { MANAGED_BY_LABEL, POD_SECURITY_LABEL, POD_SECURITY_MODES } from "../../fleet/tenant-vocabulary.ts";
import { diffPlans } from "../../plan/diff.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { planTotals } from "../../plan/summary.ts";
import { chartData } from "../../sandbox/kubernetes/chart-data.ts";
import { valueFailures } from "../../sandbox/kubernetes/chart-values.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { definitionFaultsOf } from "../components/platform/chart-definitions.ts";
import { HAS_CHART_DATA } from "../components/platform/chart-data.ts";
import { KINDS, platformFleet, PROFILES, SLAS } from "./platform-fleet.ts";
import type { ClusterChanges } from "./sample-fleet.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

/** Most resources that a stack may have. */
const BUDGET = 400;

const planned = (changes: ClusterChanges): Promise<Plan> =>
  planStack(platformFleet({ prod: changes }), "prod");

const CASES = Object.keys(KINDS).flatMap((kind) =>
  SLAS.flatMap((sla) => PROFILES.map((profile) => ({ kind, sla, profile }))),
);

type Case = (typeof CASES)[number];

const plans = new Map<string, Promise<Plan>>();

/** Each is planned once, by whichever test asks first. */
function planOf({ kind, sla, profile }: Case): Promise<Plan> {
  const key = `${kind} ${sla} ${profile}`;
  const plan = plans.get(key) ?? planned({ ...KINDS[kind], sla, profile });
  plans.set(key, plan);
  return plan;
}

const whole = (kind: string): Promise<Plan> => planOf({ kind, sla: 3, profile: "full" });

const ofType = ({ resources }: Plan, type: string): readonly PlannedResource[] =>
  resources.filter((one) => one.type === type);

const isOfAddOn = ({ parent = "" }: PlannedResource): boolean =>
  parent.startsWith("atoll:platform:AddOnRelease");

const metadataOf = ({ inputs }: PlannedResource) =>
  inputs["metadata"] as unknown as { name: string; namespace?: string; labels?: Record<string, string> };

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test.each(CASES)(
    "every custom resource of $profile at sla $sla on $kind is accepted, validated strictly",
    async (one) => {
      const { resources } = await planOf(one);
      const judged = resources.filter(isOfAddOn).flatMap(({ name, inputs }) => {
        const { apiVersion, kind } = inputs;
        if (typeof apiVersion !== "string" || typeof kind !== "string") return [];
        const faults = definitionFaultsOf({ ...inputs, apiVersion, kind });
        return faults === undefined ? [] : [[name, faults] as const];
      });
      expect(judged.filter(([, faults]) => faults.length > 0)).toEqual([]);
      expect(judged.length).toBeGreaterThan(3);
    },
  );
});

/** The schemas of charts are large, and values differ by size and by what is behind a cluster. */
const LARGE = [
  { kind: "eks", sla: 1, profile: "full" },
  { kind: "eks", sla: 3, profile: "full" },
  { kind: "attached", sla: 3, profile: "full" },
] as const;

test.skipIf(!HAS_CHART_DATA).each(LARGE)(
  "the chart of every release of profile full at sla $sla on $kind knows its values",
  async (one) => {
    const releases = ofType(await planOf(one), RELEASE);
    const faults = await Promise.all(
      releases.map(async ({ name, inputs }) => {
        const { name: chart, version, values } = inputs;
        const data = chartData(CHARTS[chart as ChartName].chart, version as string);
        return data === undefined
          ? []
          : (await valueFailures(data, values as Properties)).map((fault) => [name, fault]);
      }),
    );
    expect(faults.flat()).toEqual([]);
    expect(releases.length).toBeGreaterThan(20);
  },
);

test.each(CASES)("every namespace of $profile at sla $sla on $kind is closed and labelled", async (one) => {
  const plan = await planOf(one);
  const namespaces = ofType(plan, NAMESPACE).filter(isOfAddOn).map(metadataOf);
  expect(namespaces.length).toBeGreaterThan(3);
  const closed = ofType(plan, POLICY)
    .map((policy) => ({ ...metadataOf(policy), spec: policy.inputs["spec"] }))
    .filter(({ name }) => name === "default-deny");
  for (const { name, labels = {} } of namespaces) {
    expect(closed.filter(({ namespace }) => namespace === name)).toEqual([
      expect.objectContaining({ spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } }),
    ]);
    expect(labels[MANAGED_BY_LABEL]).toBe("atoll");
    for (const mode of POD_SECURITY_MODES) {
      expect(labels[`${POD_SECURITY_LABEL}/${mode}`]).toMatch(/^(restricted|baseline|privileged)$/);
      expect(labels[`${POD_SECURITY_LABEL}/${mode}-version`]).toBe("v1.35");
    }
  }
});

test.each(Object.keys(KINDS))(
  "the whole of profile full at sla 3 on %s stays below 400 resources",
  async (kind) => {
    const { components, resources } = planTotals(await whole(kind));
    expect(components + resources).toBeLessThan(BUDGET);
  },
);

test.each(["eks", "k3s"])(
  "a new version of every chart at once replaces and deletes nothing on %s",
  async (kind) => {
    const before = await whole(kind);
    const charts = Object.values(CHARTS) as { version: string }[];
    const versions = charts.map(({ version }) => version);
    let after: Plan;
    try {
      for (const chart of charts) chart.version = "99.0.0";
      after = await planned({ ...KINDS[kind], sla: 3, profile: "full" });
    } finally {
      for (const [index, chart] of charts.entries()) chart.version = versions[index]!;
    }
    const { replaced, deleted, changed, added } = diffPlans(before, after);
    expect({ replaced, deleted, added }).toEqual({ replaced: [], deleted: [], added: [] });
    // A bump is one line of the catalog, and one release of the cluster.
    const paths = changed.flatMap(({ after: one, leaves }) =>
      leaves.map(({ path }) => `${one.type} ${path}`),
    );
    expect([...new Set(paths)].sort()).toEqual([`${RELEASE} chart`, `${RELEASE} version`]);
    expect(changed).toHaveLength(ofType(before, RELEASE).length);
  },
);
