import { expect, test } from "vitest";
import { hasData, neededAddOns, needsRights } from "../../../fleet/placement/demand.ts";
import { placedTenant } from "../placed-tenant.ts";

const REPOSITORY = "https://github.com/lagoon/shop.git";

const needs = (application: object, more: object = {}) => {
  const tenant = placedTenant("acme", {
    displayName: "Acme",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster: "dev" } },
    applications: { shop: { repository: REPOSITORY, public: false, ...application } },
    ...more,
  });
  return [neededAddOns(tenant, "live"), needsRights(tenant, "live"), hasData(tenant, "live")];
};

test.each([
  ["nothing more", {}, ["argo-cd"], false],
  ["to be reached", { public: true }, ["argo-cd", "traefik"], false],
  ["to scale by its CPU, which Kubernetes does", { scaling: {} }, ["argo-cd", "metrics-server"], false],
  [
    "to scale by requests",
    { scaling: { http: { requestsPerPod: 10 } } },
    ["argo-cd", "keda", "traefik", "victoria-metrics"],
    false,
  ],
  ["to be read with credentials", { private: true }, ["argo-cd", "external-secrets"], true],
])("an application needs, %s, what the rules ask of its cluster", (_, application, addOns, rights) => {
  expect(needs(application)).toEqual([addOns, rights, false]);
});

test("a database needs rights and a bucket beside what runs it", () => {
  expect(needs({}, { databases: { orders: {} } })).toEqual([["argo-cd", "cloudnative-pg"], true, true]);
});
