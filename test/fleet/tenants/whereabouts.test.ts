import { expect, test } from "vitest";
import { restSteps } from "../../../fleet/tenants/rest-steps.ts";
import { accountsWithRoles, whereabouts } from "../../../fleet/tenants/whereabouts.ts";
import { placedTenant } from "../placed-tenant.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";

const PAIR = sampleFleet({ old: {}, next: { replaces: "old" }, dev: {}, far: {} });

test("a tenant was in every cluster that its lock names, and in those beside them in a pair", () => {
  const locked = {
    placements: { live: "old", try: "dev" },
    standbys: { live: { cluster: "far" } },
  };
  expect(whereabouts(PAIR, "acme", locked)).toEqual([
    { cluster: "dev", namespaces: ["acme--try"] },
    { cluster: "far", namespaces: ["acme--live"] },
    { cluster: "next", namespaces: ["acme--live"] },
    { cluster: "old", namespaces: ["acme--live"] },
  ]);
});

test("accounts that had roles are that of secrets, and one of each database", () => {
  const database = { major: "17", storageGiB: 10, archives: ["x"] };
  const databases = { live: { orders: database, books: database }, try: { orders: database } };
  expect(accountsWithRoles({ databases } as never)).toEqual([
    "secret-reader",
    "postgres-books",
    "postgres-orders",
  ]);
});

test("a suspended tenant is brought to rest by its stacks, and by an end of its pods in each cluster of a pair", () => {
  const entry = {
    displayName: "Acme",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster: "old" } },
  };
  const tenants = new Map([["acme", placedTenant("acme", entry)]]);
  const end = "kubectl delete pods --namespace acme--live --selector '!cnpg.io/cluster'";
  expect(restSteps({ ...PAIR, tenants }, "acme")).toEqual([
    "pulumi up --stack next",
    "pulumi up --stack old",
    `in old: ${end}`,
    `in next: ${end}`,
  ]);
});
