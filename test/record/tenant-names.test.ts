import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { resourceKey } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { sampleFleet } from "./sample-fleet.ts";

const ZONE = "Z0123456789ABCDEFGHIJ";
const SHOP = { repository: "https://github.com/lagoon/shop.git" };

/** A fleet with a mesh on `dev` that proves names, and these applications of tenant acme there. */
function fleetOf(applications: object, tenants: readonly string[] = ["acme"]): Fleet {
  const fleet = sampleFleet({
    dev: { addOns: { istio: { enabled: true }, "istio-ambient": { enabled: true } } },
  });
  const entry = { displayName: "Acme", tier: "pooled", size: "small" };
  const environments = { live: { cluster: "dev" } };
  const certificates = { email: "platform@lagoon.cloud", hostedZoneId: ZONE };
  const hostedZone = { id: ZONE, account: "workloads" };
  return {
    ...fleet,
    settings: { ...fleet.settings, certificates, hostedZone },
    tenants: new Map(
      tenants.map((id) => [id, placedTenant(id, { ...entry, environments, applications })] as const),
    ),
  };
}

const WAYS = /-(?:names|gateway|route-\w+|waypoint|waypoint-policy)$|-record-/;
const waysOf = (resources: readonly PlannedResource[], tenant = "acme") =>
  resources.filter(({ name, custom }) => custom && WAYS.test(name) && name.includes(`${tenant}--`));

describe("an application of a tenant", async () => {
  const { resources } = await planStack(fleetOf({ shop: SHOP }), "dev");
  const ways = waysOf(resources);

  test("has a certificate, a gateway, a route, a waypoint with a policy, and two names in the zone", () => {
    expect(ways.map(resourceKey).sort()).toEqual([
      "aws:route53/record:Record::dev-record-acme--live",
      "aws:route53/record:Record::dev-record-acme--live-applications",
      "kubernetes:cert-manager.io/v1:Certificate::acme--live-names",
      "kubernetes:gateway.networking.k8s.io/v1:Gateway::acme--live-gateway",
      "kubernetes:gateway.networking.k8s.io/v1:Gateway::acme--live-waypoint",
      "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute::acme--live-route-shop",
      "kubernetes:security.istio.io/v1:AuthorizationPolicy::acme--live-waypoint-policy",
    ]);
  });

  test("is asked for by a name that leads where the environment's does", () => {
    const records = ways.filter(({ type }) => type.includes("route53")).map(({ inputs }) => inputs);
    expect(records).toMatchObject([
      { name: "live.acme.apps.lagoon.cloud", type: "CNAME" },
      { name: "*.live.acme.apps.lagoon.cloud", type: "CNAME" },
    ]);
    expect(records[1]?.["records"]).toEqual(records[0]?.["records"]);
  });

  test("has keys and gateways where no pod of the tenant is, and its route in its own namespace", () => {
    const places = ways
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ name, inputs }) => [name, (inputs["metadata"] as { namespace: string }).namespace]);
    expect(Object.fromEntries(places)).toEqual({
      "acme--live-names": "traefik",
      "acme--live-gateway": "traefik",
      "acme--live-waypoint": "traefik",
      "acme--live-waypoint-policy": "traefik",
      "acme--live-route-shop": "acme--live",
    });
  });

  test("waits for what shows it, and nothing of the walls waits for that", () => {
    const waits = (name: string) => resources.find((one) => one.name === name)?.dependencies ?? [];
    expect(waits("acme--live-gateway")).toContain("kubernetes:helm.sh/v3:Release::dev-traefik-release");
    expect(waits("acme--live-names")).toContain("kubernetes:helm.sh/v3:Release::dev-cert-manager-release");
    expect(waits("acme--live-waypoint")).toContain("kubernetes:helm.sh/v3:Release::dev-istio-release");
    const keys = new Set(ways.map(resourceKey));
    const waiting = resources.filter(({ dependencies }) => dependencies.some((one) => keys.has(one)));
    expect(waiting).toEqual([]);
  });
});

test("an application that is not reached from outside has no name and no way in", async () => {
  const { resources } = await planStack(fleetOf({ worker: { ...SHOP, public: false } }), "dev");
  expect(waysOf(resources).map(({ name }) => name)).toEqual([
    "dev-record-acme--live",
    "acme--live-waypoint",
    "acme--live-waypoint-policy",
  ]);
});

test("a tenant more adds ways of its own, and changes and names nobody else's", async () => {
  const before = (await planStack(fleetOf({ shop: SHOP }), "dev")).resources;
  const after = (await planStack(fleetOf({ shop: SHOP }, ["acme", "bolt"]), "dev")).resources;
  expect(waysOf(after)).toEqual(waysOf(before));
  expect(waysOf(after, "bolt")).toHaveLength(waysOf(before).length);
  expect(JSON.stringify(waysOf(after))).not.toContain("bolt");
});
