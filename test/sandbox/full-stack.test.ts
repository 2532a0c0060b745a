import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { BASE_RESOURCES, STACK_RESOURCES, STACK_ROOM } from "../../fleet/placement/room.ts";
import { sliceResources } from "../../fleet/placement/slice-resources.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { inventoryOf, relock } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan } from "./sandbox.ts";

// A cluster with as many environments as its stack takes. The tests build on each other, in the order in which they stand.
const CLUSTER = `kind: eks
region: eu-central
environment: development
sla: 1
profile: minimal
kubernetes: "1.35"
nodes: { max: 200 }
addOns:
  cert-manager: { enabled: false }
  external-dns: { enabled: false }
  gateway-api: { enabled: false }
  metrics-server: { enabled: false }
  traefik: { enabled: false }
`;

const TENANT = `displayName: One of many
tier: pooled
size: small
environments:
  live: { place: { environment: development } }
`;

/** As many as the stack takes, none of them with an add-on's objects. */
const FITTING = Math.floor(STACK_ROOM / sliceResources(new Set(), { applications: 0, databases: 0 }));

const dir = inventoryOf({
  "clusters/dev.yaml": CLUSTER,
  ...Object.fromEntries(
    Array.from({ length: FITTING }, (_, index) => [`tenants/t${index + 1}.yaml`, TENANT]),
  ),
});

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", dir);
});

afterAll(() => own.remove());

test("one environment more is refused with the number of resources, before any cloud is asked", () => {
  const extra = join(dir, "tenants/too-many.yaml");
  writeFileSync(extra, TENANT);
  onTestFinished(() => {
    rmSync(extra);
  });
  expect(() => {
    relock(dir);
  }).toThrow(/dev has \d+ left of \d+ resources of its stack; set cells: 1/);
});

test("the plan of the full stack keeps what network, cluster and platform may use, and the whole", async () => {
  const { resources } = await samplePlan("dev", dir);
  expect(resources.length).toBeLessThanOrEqual(STACK_RESOURCES);
  expect(resources.length).toBeGreaterThan(STACK_ROOM);
  expect(resources.length - STACK_ROOM).toBeLessThan(BASE_RESOURCES);
});

test("the full stack comes up, and a second preview has nothing left to do", async () => {
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  const preview = await run(own.sandbox, "preview");
  expect(preview).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(preview)).toEqual([]);
});
