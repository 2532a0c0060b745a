import { appendFileSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { copyOfInventory, keepNetworks } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, samplePlan } from "./sandbox.ts";

const REGION_WORDS = `
dns: { public: true, private: true }
transitGateway: { mode: own, asn: 64512 }
sharedEndpoints: { services: [ecr.dkr, sts] }
`;
const CLUSTER_WORDS = `
network: { mode: create, transitGateway: true, sharedEndpoints: true }
`;

let own: OwnSandbox;
let inventory: string;

beforeAll(async () => {
  inventory = copyOfInventory((dir) => {
    keepNetworks(dir);
    appendFileSync(join(dir, "regions", "eu-central.yaml"), REGION_WORDS);
    appendFileSync(join(dir, "clusters", "dev.yaml"), CLUSTER_WORDS);
    writeLock(dir, updateLock(loadInventory(dir), readLock(dir), "2026-11-27").lock);
  });
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", inventory);
});

afterAll(() => own.remove());

/** A command of the sandbox. */
function atoll(...words: readonly string[]) {
  const root = resolve(import.meta.dirname, "../..");
  const command = [join(root, "cli/start.mjs"), "sandbox", ...words, "-i", inventory];
  const dir = ["--dir", own.sandbox.dir];
  return execa(process.execPath, [...command, ...dir], { cwd: root, reject: false, stdin: "ignore" });
}

// The tests build on each other, in the order in which they stand.
test("a cluster that reads its region's stack is refused while there is none, with what to run first", async () => {
  const report = await run(own.sandbox, "preview");
  expect(report).toMatchObject({
    succeeded: false,
    messages: [
      "stack eu-central does not exist, and dev needs what it shows; bring it up first: pulumi up --stack eu-central",
    ],
  });
});

test("a cluster is refused likewise while its region's stack was made and never brought up", async () => {
  await openStack(own.sandbox, "eu-central", inventory);
  const report = await run(own.sandbox, "preview");
  expect(report.succeeded).toBe(false);
  const said = /^stack eu-central shows no \S+; bring it up first: pulumi up --stack eu-central$/;
  expect(report.messages.length).toBeGreaterThan(0);
  expect(report.messages.filter((message) => !said.test(message))).toEqual([]);
});

test("an up of the cluster finishes the region that is half made, and then joins its zones", async () => {
  const { exitCode, stderr } = await atoll("up", "dev");
  expect({ exitCode, failed: /^failed .*/m.exec(stderr)?.[0] }).toEqual({ exitCode: 0, failed: undefined });
  expect(stderr).toMatch(/^ok up of region eu-central +[\d.]+ s \d+ created$/m);
  const vpc = own.cloud.find({ type: tokens.VPC, tags: { Name: "dev-vpc" } });
  const joined = own.cloud.list({ type: tokens.ZONE_ASSOCIATION, state: { vpcId: vpc?.id ?? "" } });
  const names = joined.map(({ state }) => own.cloud.find({ id: state["zoneId"] as string })?.state["name"]);
  expect(names.sort()).toEqual([
    "dkr.ecr.eu-central-1.amazonaws.com",
    "eu-central.internal.lagoon.cloud",
    "sts.eu-central-1.amazonaws.com",
  ]);
});

test("the region is as planned, and has nothing to do in a second preview", async () => {
  const report = await run(own.sandbox, "preview", "eu-central");
  expect(report).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(report)).toEqual([]);
  const { resources } = await samplePlan("eu-central", inventory);
  expect(report.steps.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
    resources.map(({ type, name }) => `${type} ${name}`).sort(),
  );
});

test("down takes the cluster first and then its region, protected buckets and all, and leaves nothing", async () => {
  const { stdout, stderr, exitCode } = await atoll("down");
  expect({ exitCode, failed: /^failed .*/m.exec(stderr)?.[0] }).toEqual({ exitCode: 0, failed: undefined });
  const destroyed = [...stderr.matchAll(/^ok (\S+): destroy +[\d.]+ s [1-9]\d* deleted$/gm)].map(
    ([, stack]) => stack,
  );
  expect(destroyed).toEqual(["dev", "eu-central"]);
  expect(stdout).toMatch(/^nothing left: 0 resources in the simulated AWS, 0 processes, 0 locks/);
  expect(existsSync(own.sandbox.dir)).toBe(false);
});
