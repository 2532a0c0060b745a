import { afterAll, beforeAll, expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes, type OperationReport } from "../../sandbox/engine/operation.ts";
import { inventoryOf } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run } from "./sandbox.ts";

// One cluster with a cell, from the first day to the last. The tests build on each other, in the order in which they stand.
const CLUSTER = `kind: eks
region: eu-central
environment: development
sla: 1
profile: minimal
kubernetes: "1.35"
cells: 1
nodes: { max: 20 }
addOns:
  metrics-server: { enabled: false }
  external-secrets: { enabled: true }
`;

const tenant = (name: string): string =>
  `displayName: ${name}\ntier: pooled\nsize: small\nenvironments:\n  live: { place: { environment: development } }\n`;

const dir = inventoryOf({
  "clusters/dev.yaml": CLUSTER,
  "tenants/ledger.yaml": tenant("Ledger"),
  "tenants/leaflet.yaml": tenant("Leaflet"),
});

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  for (const stack of ["dev", "dev.cell1"]) await openStack(own.sandbox, stack, dir);
});

afterAll(() => own.remove());

const slicesIn = ({ steps }: OperationReport): readonly string[] =>
  steps
    .filter(({ type, op }) => type === "atoll:tenant:TenantSlice" && op === "create")
    .map(({ name }) => name);

test("a cell without its cluster is refused with what to bring up first", async () => {
  const report = await run(own.sandbox, "up", "dev.cell1");
  expect(report.succeeded).toBe(false);
  expect(report.messages.join("\n")).toContain("bring it up first: pulumi up --stack dev");
});

test("the cluster comes up without the environments, which the stack of the cell brings", async () => {
  const cluster = await run(own.sandbox, "up", "dev");
  expect(cluster).toMatchObject({ succeeded: true, messages: [] });
  expect(slicesIn(cluster)).toEqual([]);
  const cell = await run(own.sandbox, "up", "dev.cell1");
  expect(cell).toMatchObject({ succeeded: true, messages: [] });
  expect([...slicesIn(cell)].sort()).toEqual(["leaflet--live", "ledger--live"]);
});

test("accounts of the cell have roles that trust the cluster's tokens", () => {
  const roles = own.cloud.list({ type: tokens.ROLE, tags: { "atoll:stack": "dev.cell1" } });
  const [issuer] = own.cloud.list({ type: tokens.OIDC_PROVIDER });
  expect(roles.length).toBeGreaterThan(0);
  expect(JSON.stringify(roles)).toContain(issuer?.id);
});

test("neither has anything left to do", async () => {
  for (const stack of ["dev", "dev.cell1"]) {
    const report = await run(own.sandbox, "preview", stack);
    expect(report).toMatchObject({ succeeded: true, messages: [] });
    expect(changes(report)).toEqual([]);
  }
});

test("the cell goes before its cluster, and both leave nothing", async () => {
  for (const stack of ["dev.cell1", "dev"])
    expect(await run(own.sandbox, "destroy", stack)).toMatchObject({ succeeded: true, messages: [] });
  expect(own.cloud.list({ tags: { "atoll:cluster": "dev" } })).toEqual([]);
});
