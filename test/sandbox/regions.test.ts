import { appendFileSync, cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { copyOfInventory, networkInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan } from "./sandbox.ts";

let own: OwnSandbox;
let inventory: string;

beforeAll(async () => {
  inventory = copyOfInventory((dir) => {
    cpSync(networkInventory(), dir, { recursive: true });
    const words = "\ndns: { public: true, private: true }\n";
    appendFileSync(join(dir, "regions", "eu-central.yaml"), words);
  });
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", inventory);
});

afterAll(() => own.remove());

// The tests build on each other, in the order in which they stand.
test("a cluster that reads its region's stack is refused while there is none", async () => {
  const report = await run(own.sandbox, "up");
  expect(report.succeeded).toBe(false);
  expect(report.messages.join("\n")).toContain('unknown stack "organization/atoll/eu-central"');
});

test("a region comes up as planned, and has nothing to do in a second preview", async () => {
  await openStack(own.sandbox, "eu-central", inventory);
  const report = await run(own.sandbox, "up", "eu-central");
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  const { resources } = await samplePlan("eu-central", inventory);
  expect(report.steps.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
    resources.map(({ type, name }) => `${type} ${name}`).sort(),
  );
  const again = await run(own.sandbox, "preview", "eu-central");
  expect(again).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(again)).toEqual([]);
});

test("the cluster then finds the region's zone, and its network joins it", async () => {
  const report = await run(own.sandbox, "up");
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  const zone = own.cloud.find({ type: tokens.ZONE, tags: { Name: "eu-central-private-zone" } });
  const joined = own.cloud.list().find(({ type }) => type === tokens.ZONE_ASSOCIATION);
  expect(joined?.state).toMatchObject({ zoneId: zone?.id });
});

test("down takes the cluster first and then its region, protected buckets and all, and leaves nothing", async () => {
  const root = resolve(import.meta.dirname, "../..");
  const { dir } = own.sandbox;
  const command = [join(root, "cli/start.mjs"), "sandbox", "down", "-i", inventory, "--dir", dir];
  const { stdout, stderr, exitCode } = await execa(process.execPath, command, { cwd: root, reject: false });
  expect({ exitCode, failed: /^failed .*/m.exec(stderr)?.[0] }).toEqual({ exitCode: 0, failed: undefined });
  const destroyed = [...stderr.matchAll(/^ok (\S+): destroy +[\d.]+ s [1-9]\d* deleted$/gm)].map(
    ([, stack]) => stack,
  );
  expect(destroyed).toEqual(["dev", "eu-central"]);
  expect(stdout).toMatch(/^nothing left: 0 resources in the simulated AWS, 0 processes, 0 locks/);
  expect(existsSync(dir)).toBe(false);
});
