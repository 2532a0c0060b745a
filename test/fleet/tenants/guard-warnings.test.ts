import { expect, test } from "vitest";
import { guardWarnings } from "../../../fleet/tenants/guard-warnings.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";

test("a cluster whose guards refuse nothing stays in sight, and one that says nothing refuses", () => {
  expect(guardWarnings(sampleFleet({ dev: {}, old: { tenantGuards: "audit" } }))).toEqual([
    "clusters/old.yaml: guards of tenants refuse nothing and only warn; take tenantGuards: audit out when nothing is left that they warn of",
  ]);
});

test("guards refuse or warn, and nothing else", () => {
  const { tenantGuards } = clusterSchema.in.shape;
  expect(tenantGuards.parse(undefined)).toBe("deny");
  for (const bad of ["off", "warn", "Deny", true, null, ["deny"]])
    expect([bad, tenantGuards.safeParse(bad).success]).toEqual([bad, false]);
});
