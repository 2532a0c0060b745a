import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { loadFleet } from "../../fleet/load.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { metricsSettings } from "../../stacks/metrics-settings.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const FLEET = loadFleet(resolve(ROOT, "examples/enterprise"), "2026-11-27");

function settingsOf(id: string, fleet = FLEET) {
  const cluster = fleet.clusters.get(id);
  if (cluster === undefined) throw new Error(`there is no ${id}`);
  return metricsSettings(fleet, cluster);
}

describe("in the sample of an enterprise", () => {
  test("a cluster hears by the routes of its environment, in their order", () => {
    const { alerting } = settingsOf("prod-eu");
    expect(alerting?.routes.map(({ name, kind }) => [name, kind])).toEqual([
      ["on-call", "pagerduty"],
      ["platform-chat", "slack"],
    ]);
    expect(alerting?.heartbeat).toBe(true);
    expect(settingsOf("dev-apps").alerting?.routes.map(({ name }) => name)).toEqual(["platform-chat"]);
  });

  test("clusters of the laboratory send to one of them, and each knows its name", () => {
    const host = "metrics.dev-platform.eu-central-lab.infra.harbourlight.cloud";
    expect(settingsOf("dev-apps").centralMetrics).toEqual({ role: "sender", host });
    expect(settingsOf("staging-eu").centralMetrics).toEqual({ role: "sender", host });
    const receiver = settingsOf("dev-platform").centralMetrics;
    expect(receiver).toMatchObject({ role: "receiver", host });
    const senders = receiver?.role === "receiver" ? receiver.senders : [];
    expect(senders.map(({ cluster }) => cluster)).toEqual(["dev-apps", "staging-eu"]);
    expect(senders.every(({ cidrs }) => cidrs.length > 0)).toBe(true);
  });

  test("one without a store, or in another region, sends nothing", () => {
    expect(settingsOf("dev-data").centralMetrics).toBeUndefined();
    expect(settingsOf("prod-eu").centralMetrics).toBeUndefined();
  });

  test("pages of alerts are where the fleet says, else in its repository, else at a path", () => {
    expect(settingsOf("prod-eu").runbooksUrl).toBe(
      "https://github.com/harbourlight/fleet/blob/main/docs/runbooks",
    );
    const { monitoring: _, ...rest } = FLEET.settings;
    const silent = { ...rest, ci: { kind: "github", repository: "reef/fleet", environment: "production" } };
    const at = (settings: object) =>
      settingsOf("prod-eu", { ...FLEET, settings: fleetSchema.parse(settings) }).runbooksUrl;
    expect(at(silent)).toBe("https://github.com/reef/fleet/blob/main/docs/runbooks");
    expect(at({ ...silent, ci: undefined })).toBe("docs/runbooks");
  });
});

describe("routes that tenants name", () => {
  const route = { kind: "slack", target: "#x", severities: ["critical"] } as const;
  const settings = {
    ...FLEET.settings,
    alertRoutes: {
      ...FLEET.settings.alertRoutes,
      team: { ...route, openTo: [], severities: ["critical" as const] },
    },
  };
  const entry = (cluster: string, alerts: readonly string[]) => ({
    displayName: "X",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster } },
    alerts,
  });
  const routesAt = (cluster: string) => {
    const tenants = new Map(
      [
        placedTenant("rival", entry("prod-eu", ["team", "on-call"])),
        placedTenant("acme", entry("prod-eu", ["team"])),
        placedTenant("other", entry("dev-apps", [])),
      ].map((one) => [one.id, one]),
    );
    const { alerting } = settingsOf(cluster, { ...FLEET, settings, tenants });
    return alerting?.routes.map(({ name, tenants: whose }) => [name, whose]);
  };

  test("hear of these tenants beside those of the environment, which hear of all, and only where they live", () => {
    expect(routesAt("prod-eu")).toEqual([
      ["on-call", undefined],
      ["platform-chat", undefined],
      ["team", ["acme", "rival"]],
    ]);
    expect(routesAt("dev-apps")).toEqual([["platform-chat", undefined]]);
  });
});
