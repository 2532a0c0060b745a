import { expect, test } from "vitest";
import type { Cluster, Fleet, Tenant } from "../../fleet/inventory.ts";
import { tenantSchema } from "../../fleet/schema/tenant.ts";
import { platformSettings } from "../../stacks/platform-settings.ts";
import { tenantSlices } from "../../stacks/tenant-settings.ts";
import { platformFleet } from "../record/platform-fleet.ts";
import { TODAY } from "../record/sample-fleet.ts";

const RETIRING = { lifecycle: "retiring", retireAfter: TODAY };

const SHOP = {
  repository: "https://github.com/lagoon/shop.git",
  paths: { live: "deploy/live" },
  revisions: { live: "v1.*" },
};
const WINDOW = { kind: "deny", schedule: "0 18 * * 5", hours: 60, why: "weekend" };
const ACME = tenantSchema.parse({
  displayName: "Acme",
  tier: "pooled",
  size: "small",
  environments: { live: { cluster: "prod" }, beta: { cluster: "prod" } },
  applications: { shop: SHOP },
  windows: { live: [{ ...WINDOW, hours: 12, why: "ours" }] },
});

function placed(changes: Readonly<Record<string, unknown>>): {
  readonly fleet: Fleet;
  readonly cluster: Cluster;
} {
  const fleet = platformFleet({ prod: { kind: "eks", ...changes } });
  const cluster = fleet.clusters.get("prod");
  if (cluster === undefined) throw new Error("there is no prod");
  const tenants = new Map([["acme", { ...ACME, id: "acme" } as Tenant]]);
  const window = { ...WINDOW, kind: "deny", timezone: "Etc/UTC", byHand: false } as const;
  const windows = [window, { ...window, hours: 5, environments: ["staging" as const] }];
  const settings = { ...fleet.settings, delivery: { ...fleet.settings.delivery, windows } };
  return { fleet: { ...fleet, settings, tenants }, cluster };
}

function slicesOf(changes: Readonly<Record<string, unknown>> = {}) {
  const { fleet, cluster } = placed(changes);
  return new Map(tenantSlices(fleet, cluster).map(({ name, settings }) => [name, settings]));
}

test("what the fleet says of people holds for its clusters, those that retire among them", () => {
  const { fleet, cluster } = placed(RETIRING);
  expect(platformSettings(fleet, cluster)).toMatchObject({
    sso: { issuer: "https://login.lagoon.cloud/realms/lagoon", groupsClaim: "groups", viewers: [] },
  });
});

test("an environment has the folder and the revision that are its own, and else the usual ones", () => {
  const slices = slicesOf();
  expect(slices.get("acme--live")?.applications).toMatchObject([{ path: "deploy/live", revision: "v1.*" }]);
  expect(slices.get("acme--beta")?.applications).toMatchObject([{ path: "deploy", revision: "main" }]);
});

test("windows are those of the platform for such clusters, then the tenant's own", () => {
  const slices = slicesOf();
  const whys = (name: string) => slices.get(name)?.windows?.map(({ hours, why }) => `${hours} ${why}`);
  expect(whys("acme--live")).toEqual(["60 weekend", "12 ours"]);
  expect(whys("acme--beta")).toEqual(["60 weekend"]);
});

test("nothing is delivered to a cluster that retires", () => {
  expect(slicesOf().get("acme--live")).toMatchObject({ delivered: true });
  expect(slicesOf(RETIRING).get("acme--live")).toMatchObject({ delivered: false });
});

test("scalers ask the store of metrics where it is, and none where there is none", () => {
  expect(slicesOf().get("acme--live")?.metricsAddress).toBe("http://vmsingle-platform.monitoring.svc:8428");
  expect(slicesOf({ sla: 3 }).get("acme--live")?.metricsAddress).toBe(
    "http://vmselect-platform.monitoring.svc:8481/select/0/prometheus",
  );
  expect(slicesOf({ profile: "minimal" }).get("acme--live")).not.toHaveProperty("metricsAddress");
});
