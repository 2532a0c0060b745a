import { beforeAll, describe, expect, test } from "vitest";
import type { Fleet, Tenant } from "../../fleet/inventory.ts";
import { plannedClusterOutputs } from "../../fleet/shown-outputs.ts";
import { stackProtects } from "../../fleet/stack-protection.ts";
import { cellOf, stackEntries } from "../../fleet/stack-names.ts";
import { type Plan, resourceKey, SECRET } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { record } from "../../plan/record.ts";
import { deployStack } from "../../stacks/deploy.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";
import { sampleFleet } from "./sample-fleet.ts";

const SMALLEST = { displayName: "One", tier: "pooled", size: "small" };

/** A tenant in a cell of `dev`. */
function tenantIn(id: string, cell: number | undefined): Tenant {
  const tenant = placedTenant(id, { ...SMALLEST, environments: { live: { cluster: "dev" } } });
  const live = { cluster: "dev", stateful: false, ...(cell === undefined ? {} : { cell }) };
  return { ...tenant, environments: { live } };
}

const GROUND = sampleFleet({
  dev: { cells: 2, addOns: { "external-secrets": { enabled: true } } },
  plain: {},
});

function fleetOf(...tenants: readonly Tenant[]): Fleet {
  return { ...GROUND, tenants: new Map(tenants.map((one) => [one.id, one])) };
}

const FLEET = fleetOf(tenantIn("acme", 1), tenantIn("bolt", 2), tenantIn("zeta", undefined));

const slicesOf = ({ resources }: Plan): readonly string[] =>
  resources.filter(({ type }) => type === "atoll:tenant:TenantSlice").map(({ name }) => name);

test("each cell is a stack of its own beside the cluster's, by a name that no id can have", () => {
  expect(stackEntries(FLEET)).toEqual(["dev", "dev.cell1", "dev.cell2", "eu", "plain"]);
  expect(cellOf(FLEET, "dev.cell2")).toMatchObject({ cluster: { id: "dev" }, cell: 2 });
  for (const name of [
    "dev",
    "dev.cell3",
    "dev.cell0",
    "plain.cell1",
    "dev.cell1.cell1",
    "eu.cell1",
    ".cell1",
  ])
    expect(cellOf(FLEET, name)).toBeUndefined();
  expect(stackProtects(FLEET, "dev.cell1")).toBe(stackProtects(FLEET, "dev"));
});

describe("a cell", () => {
  let cell: Plan;
  let cluster: Plan;
  beforeAll(async () => {
    cell = await planStack(FLEET, "dev.cell1");
    cluster = await planStack(FLEET, "dev");
  });

  test("holds its own environments, and the cluster's stack those that are in no cell", () => {
    expect(slicesOf(cell)).toEqual(["acme--live"]);
    expect(slicesOf(cluster)).toEqual(["zeta--live"]);
  });

  test("has of the cluster nothing but the way in, which it reads of the cluster's stack", () => {
    const others = cell.resources.filter(
      ({ name, type }) => !name.includes("acme--live") && !type.startsWith("atoll:"),
    );
    expect(others.map(resourceKey)).toEqual([
      "pulumi:providers:aws::aws",
      "pulumi:providers:kubernetes::dev-kubernetes",
    ]);
    const provider = others.find(({ name }) => name === "dev-kubernetes");
    const way = { clusterIdentifier: "${dev/eks.oidcIssuer}", kubeconfig: SECRET };
    expect(provider?.inputs).toMatchObject(way);
  });

  test("gives accounts the very rights that the cluster's own stack would", async () => {
    const here = await planStack(fleetOf(tenantIn("acme", undefined)), "dev");
    const rights = ({ resources }: Plan) =>
      resources
        .filter(({ type, name }) => /^aws:(iam|eks)\//.test(type) && name.includes("acme--live"))
        .map(({ type, name, inputs }) => [type, name, inputs["policy"]]);
    expect(rights(cell)).toEqual(rights(here));
    expect(rights(cell)).not.toEqual([]);
  });

  test("trusts in tokens that the cluster's stack has made trusted, whoever else asked for it", async () => {
    const isTrust = ({ type }: { readonly type: string }): boolean => type.includes("openIdConnectProvider");
    expect(cell.resources.filter(isTrust)).toEqual([]);
    expect((await planStack(fleetOf(), "dev")).resources.filter(isTrust)).toHaveLength(1);
  });

  test("marks what it makes in AWS with its own name", () => {
    const provider = cell.resources.find(({ name }) => name === "aws");
    expect(JSON.stringify(provider?.inputs["defaultTags"])).toContain('\\"atoll:stack\\":\\"dev.cell1\\"');
  });
});

test("a cell of a cluster whose stack shows no guards is refused, and makes nothing", async () => {
  const shown = (stack: string) => {
    const { tenantGuards: _none, ...rest } = plannedClusterOutputs(FLEET, stack);
    return rest;
  };
  const cell = record(() => deployStack(FLEET, "dev.cell1"), { stack: "dev.cell1", shown });
  await expect(cell).rejects.toThrow(
    /^stack dev shows no tenantGuards; bring it up first: pulumi up --stack dev$/,
  );
});

test("what databases of all tenants share is there before a cell has any tenant", async () => {
  const needs = { "cert-manager": { enabled: true }, "cloudnative-pg": { enabled: true } };
  const fleet = sampleFleet({ dev: { cells: 1, addOns: needs }, plain: { addOns: needs } });
  const catalogs = async (stack: string): Promise<number> =>
    (await planStack(fleet, stack)).resources.filter(({ type }) => type.endsWith(":ClusterImageCatalog"))
      .length;
  expect([await catalogs("dev"), await catalogs("plain")]).toEqual([1, 0]);
});

test("a tenant more in a cell changes no stack but that of the cell", async () => {
  const more = fleetOf(...FLEET.tenants.values(), tenantIn("more", 2));
  for (const stack of ["dev", "dev.cell1", "plain"])
    expect(await planStack(more, stack)).toEqual(await planStack(FLEET, stack));
  expect(slicesOf(await planStack(more, "dev.cell2"))).toEqual(["bolt--live", "more--live"]);
});
