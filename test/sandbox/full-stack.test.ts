import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { BASE_RESOURCES, STACK_RESOURCES, STACK_ROOM } from "../../fleet/placement/room.ts";
import { sliceResources } from "../../fleet/placement/slice-resources.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { copyOfInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan, TODAY } from "./sandbox.ts";

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

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const placed = (folder: string): void => {
  writeLock(folder, updateLock(loadInventory(folder), undefined, TODAY).lock);
};

const dir = copyOfInventory((folder) => {
  for (const path of ["fleet.lock.yaml", "clusters", "tenants"])
    rmSync(join(folder, path), { recursive: true });
  write(folder, "clusters/dev.yaml", CLUSTER);
  for (let number = 1; number <= FITTING; number++) write(folder, `tenants/t${number}.yaml`, TENANT);
  placed(folder);
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
    placed(dir);
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
