import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { controlCommand } from "../../sandbox/aws/control-command.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { sandboxProcesses } from "../../sandbox/engine/processes.ts";
import { exportState, lockFiles } from "../../sandbox/engine/state.ts";
import { copyOfInventory, keepNetworks } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, run, TODAY } from "./sandbox.ts";
import { until } from "./until.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const TENANT = `displayName: Echo
tier: pooled
size: small
environments: { live: { cluster: dev } }
`;

/** A network alone, protected, whose entry has a tenant. */
const inventory = copyOfInventory((dir) => {
  keepNetworks(dir);
  appendFileSync(join(dir, "clusters", "dev.yaml"), "protect: true\n");
  mkdirSync(join(dir, "tenants"));
  writeFileSync(join(dir, "tenants", "echo.yaml"), TENANT);
  writeLock(dir, updateLock(loadInventory(dir), readLock(dir), TODAY).lock);
});

function retire(file: string): void {
  const path = join(inventory, file);
  const document = parseDocument(readFileSync(path, "utf8"));
  document.set("lifecycle", "retiring");
  document.set("retireAfter", TODAY);
  writeFileSync(path, document.toString());
}

// One teardown, interrupted again and again: each test goes on where the one before it ended.
let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", inventory);
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true });
});

afterAll(() => own.remove());

function begin(...words: readonly string[]) {
  const command = [
    "cli/start.mjs",
    "teardown",
    "dev",
    "-i",
    inventory,
    "--sandbox",
    own.sandbox.dir,
    ...words,
  ];
  return execa(process.execPath, command, { cwd: ROOT, reject: false, stdin: "ignore", all: true });
}

async function atoll(...words: readonly string[]) {
  const { exitCode, all } = await begin(...words);
  return { exitCode, told: stripVTControlCharacters(all).replaceAll(own.sandbox.dir, "<sandbox>") };
}

const confirmed = () => atoll("--run", "--confirm", "dev");

/** Leaves an interface behind in a subnet, as the network plugin does it. */
function leaveInterface(): string {
  const subnetId =
    own.cloud.find({ type: tokens.SUBNET, tags: { "atoll:resource": "dev-node-a" } })?.id ?? "";
  const lines: string[] = [];
  controlCommand((line) => lines.push(line)).parse(["--cloud", own.sandbox.cloud, "interface", subnetId], {
    from: "user",
  });
  return lines[0]?.split(" ")[0] ?? "";
}

const isProtected = async (): Promise<boolean> =>
  (await exportState(own.sandbox, "dev")).resources?.some(({ protect }) => protect === true) === true;

test("a cluster that is active, and on which tenants stand, is refused with every reason", async () => {
  const { exitCode, told } = await confirmed();
  expect(exitCode).toBe(1);
  expect(told).toContain(
    'error clusters/dev.yaml lifecycle: expected retiring, got "active"; set it with a retireAfter, run atoll lock, and have that reviewed, first',
  );
  expect(told).toMatch(
    /^error tenants\/\w+\.yaml environments\.\w+\.cluster: expected an environment that has left the cluster/m,
  );
  expect(told).toMatch(/^\d+ faults; nothing was changed$/m);
});

test("without --run it shows the three steps and changes nothing; without the name, with it neither", async () => {
  retire("clusters/dev.yaml");
  for (const file of readdirSync(join(inventory, "tenants"))) retire(join("tenants", file));
  const left = leaveInterface();
  const before = JSON.stringify(own.cloud.list());
  const { exitCode, told } = await atoll();
  expect(exitCode).toBe(0);
  expect(told).toContain("teardown of dev: what it would do; nothing was changed");
  expect(told).toMatch(/^1 clear {4}\d+ protections, by an up in which the entry retires$/m);
  expect(told).toMatch(/^2 drain {4}1 thing that controllers made, then a look whether more come$/m);
  expect(told).toMatch(
    new RegExp(`^ +NetworkInterface ${left}, available, aws-K8S-left-behind, in subnet-`, "m"),
  );
  expect(told).toMatch(
    /^3 destroy {2}\d+ deleted, \d+ of them with data or impossible to have again\n +- dev \S+ \S+ \(protected\)$/m,
  );
  expect(told).toMatch(/^ +- dev aws:ec2\/vpc:Vpc dev-vpc \(protected\)$/m);
  expect(told).toMatch(/^ +and, by type:\n[^]*\b8 Subnet\b/m);
  const unnamed = await atoll("--run");
  expect(unnamed.exitCode).toBe(1);
  expect(unnamed.told).toContain('error --confirm: expected "dev", got nothing; nobody can be asked here');
  const misnamed = await atoll("--run", "--confirm", "prod");
  expect(misnamed.told).toContain(
    'error --confirm: expected "dev", got "prod"; type the name of what is torn down',
  );
  expect(JSON.stringify(own.cloud.list())).toBe(before);
  expect(await isProtected()).toBe(true);
});

test("what people made in the VPC stops it after step 1, and step 1 is not done again", async () => {
  const vpc = own.cloud.find({ type: tokens.VPC });
  if (vpc === undefined) throw new Error("dev is up");
  const byHand = { type: tokens.SECURITY_GROUP, id: "sg-byhand", tags: { Name: "mine" } };
  own.cloud.put({ ...vpc, ...byHand, state: { vpcId: vpc.id, name: "mine" } });
  const stopped = await confirmed();
  expect(stopped.exitCode).toBe(1);
  expect(stopped.told).toMatch(/^ok dev: up as retiring, clears protection/m);
  expect(stopped.told).toMatch(/^ +removed NetworkInterface eni-/m);
  expect(stopped.told).toContain(`           SecurityGroup sg-byhand, mine, in ${vpc.id}`);
  expect(await isProtected()).toBe(false);
  own.cloud.delete({ id: "sg-byhand" });
});

test("killed in the middle of the destroy it is finished by recover and the next run, and nothing is left", async () => {
  own.cloud.faults.add({ operation: "delete", kind: "slow", type: tokens.VPC, milliseconds: 60_000 });
  const running = begin("--run", "--confirm", "dev");
  await until(() => own.cloud.count({ type: tokens.SUBNET }) === 0);
  for (const pid of sandboxProcesses(own.sandbox)) process.kill(pid, "SIGKILL");
  await running;
  own.cloud.faults.clear();
  await until(() => sandboxProcesses(own.sandbox).length === 0);
  expect(own.cloud.count({ type: tokens.VPC })).toBe(1);
  expect(lockFiles(own.sandbox)).not.toEqual([]);
  const locked = await confirmed();
  expect(locked.exitCode).toBe(1);
  // Where the kill fell into a write of the state, that is what stands in the way first.
  expect(locked.told).toMatch(/is locked|failed to load checkpoint[^]*npx atoll recover dev/);

  const words = ["cli/start.mjs", "recover", "dev", "-i", inventory, "--yes", "--sandbox", own.sandbox.dir];
  const recovered = await execa(process.execPath, words, { cwd: ROOT, reject: false, stdin: "ignore" });
  expect(recovered.exitCode).toBe(0);
  const finished = await confirmed();
  expect(finished.told).toContain(
    "ok dev is torn down\nnothing left: nothing in the cloud carries the tags of dev",
  );
  expect(finished.exitCode).toBe(0);
  expect(own.cloud.list()).toEqual([]);
  const again = await confirmed();
  expect(again.exitCode).toBe(0);
  expect(again.told).toContain("nothing left");
});
