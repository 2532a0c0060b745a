import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseLock } from "../../fleet/load.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { Repository } from "./diff-repository.ts";

const LOCK = "inventory/fleet.lock.yaml";

const STAGING = [
  "kind: eks",
  "region: eu-central",
  "environment: staging",
  "sla: 1",
  'kubernetes: "1.35"',
  "",
].join("\n");

const TODAY = new Date().toISOString().slice(0, 10);
const RETIRED = `${STAGING}lifecycle: retiring\nretireAfter: ${TODAY}\n`;

const textOf = (repository: Repository): string => readFileSync(join(repository.dir, LOCK), "utf8");

function lockOf(repository: Repository): Lock {
  return parseLock(LOCK, Buffer.from(textOf(repository)));
}

/** Cluster -> block, of those that are live. */
function blocks(repository: Repository): Readonly<Record<string, string>> {
  const live = Object.entries(lockOf(repository).clusters).filter(([, { gone }]) => gone === undefined);
  return Object.fromEntries(live.map(([id, { block }]) => [id, block]));
}

test("a lock that is complete is left alone, byte for byte", async () => {
  const repository = await Repository.create();
  const before = textOf(repository);
  const nothing = {
    stdout: "no changes: the lock holds what the inventory needs",
    stderr: "",
    exitCode: 0,
  };
  expect(await repository.atoll("lock")).toMatchObject(nothing);
  expect(await repository.atoll("lock", "--check")).toMatchObject(nothing);
  expect(textOf(repository)).toBe(before);
});

test("a new cluster is refused by --check with what to do, and gets its addresses by atoll lock", async () => {
  const repository = await Repository.create();
  const before = textOf(repository);
  repository.write("inventory/clusters/staging.yaml", STAGING);
  const change = [
    "+  cluster/staging  eks in eu-central, 10.226.0.0/16",
    "1 change: + new, ~ changed, - freed, o quarantine over",
  ].join("\n");
  expect(await repository.atoll("lock", "--check")).toMatchObject({
    stdout: change,
    stderr: [
      "error fleet.lock.yaml: expected the lock of this inventory, got one that lacks 1 change; run atoll lock and commit it",
      "1 fault; nothing was changed",
    ].join("\n"),
    exitCode: 1,
  });
  expect(textOf(repository)).toBe(before);
  expect(await repository.atoll("lock")).toMatchObject({
    stdout: change,
    stderr: "wrote inventory/fleet.lock.yaml",
    exitCode: 0,
  });
  expect(blocks(repository)).toEqual({
    dev: "10.224.0.0/16",
    prod: "10.225.0.0/16",
    staging: "10.226.0.0/16",
  });
  const added = textOf(repository).split("\n");
  expect(before.split("\n").filter((line) => !added.includes(line))).toEqual([]);
});

test("a cluster leaves by retiring, and its block stays in quarantine", async () => {
  const repository = await Repository.create();
  repository.write("inventory/clusters/staging.yaml", RETIRED);
  repository.lockYesterday();
  repository.remove("inventory/clusters/staging.yaml");
  expect(await repository.atoll("lock")).toMatchObject({
    stdout: [
      `-  cluster/staging  eks in eu-central, 10.226.0.0/16, retiring after ${TODAY}`,
      "1 change: + new, ~ changed, - freed, o quarantine over; freed ranges stay in quarantine",
    ].join("\n"),
    exitCode: 0,
  });
  repository.write("inventory/clusters/next.yaml", STAGING);
  await repository.atoll("lock");
  expect(blocks(repository)).toMatchObject({ next: "10.227.0.0/16" });
  expect(lockOf(repository).tombstones.map(({ cidr, holder }) => `${cidr} ${holder}`)).toEqual([
    "10.226.0.0/16 cluster/staging",
  ]);
});

/** A repository in the middle of merging main into a branch, on which both gave the same block to a new cluster. */
async function merging(ours: string, theirs: string): Promise<Repository> {
  const repository = await Repository.create();
  repository.write("inventory/clusters/old.yaml", RETIRED);
  repository.lockYesterday();
  await repository.commit();
  await repository.git("switch", "--quiet", "--create", "branch");
  repository.remove("inventory/clusters/old.yaml");
  repository.write(`inventory/clusters/${ours}.yaml`, STAGING);
  repository.write("inventory/clusters/essay.yaml", RETIRED);
  repository.lockYesterday();
  repository.remove("inventory/clusters/essay.yaml");
  await repository.atoll("lock");
  await repository.commit();
  expect(blocks(repository)).toMatchObject({ [ours]: "10.227.0.0/16" });
  await repository.git("switch", "--quiet", "main");
  repository.write(`inventory/clusters/${theirs}.yaml`, STAGING);
  await repository.atoll("lock");
  await repository.commit();
  expect(blocks(repository)).toMatchObject({ [theirs]: "10.227.0.0/16" });
  await repository.git("switch", "--quiet", "branch");
  await repository.git("merge", "--quiet", "--message", "merge", "main").catch(() => undefined);
  return repository;
}

/** Main's cluster has kept its block and the branch's has moved, not into what the branch itself left in quarantine. */
async function expectSolved(repository: Repository, ours: string, theirs: string): Promise<void> {
  expect(blocks(repository)).toEqual({
    dev: "10.224.0.0/16",
    prod: "10.225.0.0/16",
    [theirs]: "10.227.0.0/16",
    [ours]: "10.229.0.0/16",
  });
  const graves = lockOf(repository).tombstones.map(({ cidr, holder }) => `${cidr} ${holder}`);
  expect(graves).toEqual(["10.228.0.0/16 cluster/essay", "10.226.0.0/16 cluster/old"]);
  const proof = "proven 4 clusters with 36 subnets: contained, aligned, disjoint, large enough";
  expect(await repository.atoll("addresses", "verify")).toMatchObject({ stdout: proof, exitCode: 0 });
}

test("a lock in conflict is told as such, and --rebase solves it: main keeps its block, the branch moves", async () => {
  const repository = await merging("alpha", "beta");
  const markers =
    "error fleet.lock.yaml:16:1: expected a file without the conflict markers of a merge; " +
    "run atoll lock --rebase <base revision>, such as origin/main\n1 fault; nothing was changed";
  for (const command of [["lock"], ["addresses", "verify"]])
    expect(await repository.atoll(...command)).toMatchObject({ stderr: markers, exitCode: 1 });
  expect(await repository.atoll("lock", "--rebase", "main")).toMatchObject({
    stdout: [
      "!  cluster/alpha  eks in eu-central, 10.229.0.0/16; was 10.227.0.0/16",
      `-  cluster/old    eks in eu-central, 10.226.0.0/16, retiring after ${TODAY}`,
      "2 changes: + new, ~ changed, - freed, o quarantine over, ! moved; freed ranges stay in quarantine",
    ].join("\n"),
    stderr: "wrote inventory/fleet.lock.yaml",
    exitCode: 0,
  });
  await expectSolved(repository, "alpha", "beta");
});

test("a merge without conflict that gives one block twice is refused, and --rebase solves it as well", async () => {
  const repository = await merging("alpha", "zulu");
  expect(blocks(repository)).toMatchObject({ alpha: "10.227.0.0/16", zulu: "10.227.0.0/16" });
  const refusal =
    "clusters.zulu.block: expected routed ranges that do not overlap, " +
    "got 10.227.0.0/16 of cluster/zulu inside 10.227.0.0/16 of cluster/alpha; " +
    "restore the lock from git; after a merge, run atoll lock --rebase <base revision>\n1 fault; nothing was changed";
  for (const command of [["lock"], ["addresses", "verify"]]) {
    const { exitCode, stderr } = await repository.atoll(...command);
    expect([exitCode, stderr.replace(/^error fleet.lock.yaml(:\d+:\d+)? /, "")]).toEqual([1, refusal]);
  }
  await repository.atoll("lock", "--rebase", "main");
  await expectSolved(repository, "alpha", "zulu");
});

test.each(["--rebase", "--base"])(
  "a revision for %s that is none, or has no lock, is a fault",
  async (option) => {
    const repository = await Repository.create();
    expect(await repository.atoll("lock", option, "nowhere")).toMatchObject({
      stderr: [
        `error revision: expected a revision that git finds in ${repository.dir}, got "nowhere"; git branch --all lists the branches; git fetch gets those of a remote`,
        "1 fault; nothing was changed",
      ].join("\n"),
      exitCode: 1,
    });
    const text = textOf(repository);
    await repository.git("rm", "--quiet", "inventory/fleet.lock.yaml");
    await repository.commit();
    repository.write("inventory/fleet.lock.yaml", text);
    expect(await repository.atoll("lock", option, "HEAD")).toMatchObject({
      stderr: [
        "error HEAD:./fleet.lock.yaml: expected a git revision that holds a lock file, got none; git log --oneline --all -- inventory/fleet.lock.yaml lists those that change it",
        "1 fault; nothing was changed",
      ].join("\n"),
      exitCode: 1,
    });
  },
);

test("what atoll check would refuse of the fleet is refused before the lock is written, all faults at once", async () => {
  const repository = await Repository.create();
  const before = textOf(repository);
  const off = "addOns: { gateway-api: { enabled: false } }\n";
  repository.write("inventory/clusters/staging.yaml", `${STAGING}${off}`);
  repository.write("inventory/clusters/other.yaml", `${STAGING}adopt: { other-vcp: vpc-0123abcd }\n`);
  expect(await repository.atoll("lock")).toMatchObject({
    stdout: "",
    stderr: [
      'error clusters/other.yaml:6:10 adopt.other-vcp: expected the name of a resource of this stack, got "other-vcp"; did you mean other-vpc',
      "error clusters/staging.yaml:6:1 addOns: expected gateway-api to be switched on, which traefik requires, got a map; switch gateway-api on, or traefik off",
      "2 faults; nothing was changed",
    ].join("\n"),
    exitCode: 1,
  });
  expect(textOf(repository)).toBe(before);
});
