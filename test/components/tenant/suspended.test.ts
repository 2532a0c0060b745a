import { expect, test } from "vitest";
import type { Application } from "../../../components/tenant/settings.ts";
import { slicePlan } from "../../../components/tenant/slice-plan.ts";
import { FACTS, sampleSlice } from "./sample-slices.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { placedTenant } from "../../fleet/placed-tenant.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";
import { tenantSlices } from "../../../stacks/tenant-settings.ts";

test("of a suspended tenant no pod starts, and everything else of its quota is as before", () => {
  const [before, ...others] = slicePlan(sampleSlice(), FACTS).quotas;
  const [held, ...same] = slicePlan(sampleSlice({ suspended: true }), FACTS).quotas;
  expect(same).toEqual(others);
  expect(before?.spec.hard).toMatchObject({ pods: "20", "count/pods": "60" });
  expect(held?.spec.hard).toEqual({ ...before?.spec.hard, pods: "0", "count/pods": "0" });
});

const WORKDAY = { start: "0 8 * * 1-5", end: "0 20 * * 1-5", timezone: "Etc/UTC", pods: 2 };

const APPLICATION = {
  name: "shop",
  repository: "https://github.com/lagoon/shop.git",
  path: ".",
  tool: "kustomize",
  port: 80,
  public: false,
  revision: "main",
  hosts: [],
  scaling: { min: 1, max: 3, cron: [WORKDAY], sleeps: [] },
} satisfies Application;

test("one that retires from sleep has no pod started, but for databases, and nothing deployed", () => {
  const settings = {
    addOns: ["argo-cd", "keda"] satisfies AddOnName[],
    applications: [APPLICATION],
  };
  const [awake, frozen] = [{}, { frozen: true }].map((more) =>
    slicePlan(sampleSlice({ ...settings, ...more }), FACTS),
  );
  expect(awake?.namespace.annotations["atoll/asleep"]).toBeUndefined();
  expect(frozen?.namespace.annotations["atoll/asleep"]).toBe("true");
  expect(frozen?.quotas).toEqual(awake?.quotas);
  const held = JSON.stringify(frozen?.objects.find(({ kind }) => kind === "AppProject")?.body);
  expect(held).toContain('"kind":"deny"');
  const scaled = frozen?.objects.find(({ kind }) => kind === "ScaledObject");
  expect(scaled?.annotations).toEqual({ "autoscaling.keda.sh/paused-replicas": "0" });
});

test.each([
  ["suspended", {}, { suspended: true }],
  ["retiring", { frozen: true }, { suspended: true }],
  ["retiring", { frozen: true, databases: { orders: {} } }, { suspended: false, frozen: true }],
  ["retiring", {}, { suspended: false }],
] as const)("a tenant that is %s, with %j, is %j in its cluster", (lifecycle, more, wished) => {
  const fleet = sampleFleet({ dev: {} });
  const entry = {
    displayName: "A",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster: "dev" } },
  };
  const day = lifecycle === "retiring" ? { retireAfter: "2026-12-24" } : {};
  const tenants = new Map([["acme", placedTenant("acme", { ...entry, lifecycle, ...day, ...more })]]);
  const [slice] = tenantSlices({ ...fleet, tenants }, fleet.clusters.get("dev")!);
  const { suspended, frozen } = slice!.settings;
  expect({ suspended, ...(frozen === undefined ? {} : { frozen }) }).toEqual(wished);
});
