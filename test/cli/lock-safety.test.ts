import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Repository } from "./diff-repository.ts";

const LOCK = "inventory/fleet.lock.yaml";
const NOTHING_CHANGED = "1 fault; nothing was changed";

const STAGING = [
  "kind: eks",
  "region: eu-central",
  "environment: staging",
  "sla: 1",
  'kubernetes: "1.35"',
  "",
].join("\n");

const textOf = (repository: Repository): string => readFileSync(join(repository.dir, LOCK), "utf8");

/** A repository whose main has had two more clusters for some commits, the first of them called first. */
async function grown(): Promise<Repository> {
  const repository = await Repository.create();
  for (const id of ["second", "first"]) {
    repository.write(`inventory/clusters/${id}.yaml`, STAGING);
    await repository.atoll("lock");
    await repository.commit();
  }
  return repository;
}

test("a lock that was deleted is not written anew", async () => {
  const repository = await Repository.create();
  repository.remove(LOCK);
  expect(await repository.atoll("lock")).toMatchObject({
    stdout: "",
    stderr:
      "error fleet.lock.yaml: expected the lock file that HEAD has, got none; " +
      `git restore fleet.lock.yaml brings it back; without it, live clusters would get other addresses\n${NOTHING_CHANGED}`,
    exitCode: 1,
  });
  expect(existsSync(join(repository.dir, LOCK))).toBe(false);
});

test("a fleet that is new gets a lock, although its folder is in a repository", async () => {
  const repository = await Repository.create();
  await repository.git("rm", "--quiet", LOCK);
  await repository.commit();
  expect(await repository.atoll("lock")).toMatchObject({ stderr: `wrote ${LOCK}`, exitCode: 0 });
});

test.each(["--rebase", "--base"])("%s never hands an option to git", async (option) => {
  const repository = await Repository.create();
  // What git would write, were it asked as an option: the name goes on after the revision.
  mkdirSync(`${repository.dir}/leak:.`);
  const answer = await repository.atoll("lock", `${option}=--output=${repository.dir}/leak`);
  expect(answer.stderr).toContain("expected a revision that git finds in ");
  expect(answer.exitCode).toBe(1);
  expect(existsSync(`${repository.dir}/leak:./fleet.lock.yaml`)).toBe(false);
});

test("--base refuses a live range that was moved by hand, though the lock is sound", async () => {
  const repository = await Repository.create();
  const text = textOf(repository);
  repository.write(LOCK, text.replaceAll("10.225.", "10.230."));
  expect(await repository.atoll("lock", "--check")).toMatchObject({ exitCode: 0 });
  const { stderr, exitCode } = await repository.atoll("lock", "--check", "--base", "HEAD");
  expect(stderr.split("\n")[0]).toBe(
    "error fleet.lock.yaml:46:12 clusters.prod.block: expected 10.225.0.0/16, which HEAD holds, got 10.230.0.0/16; " +
      "restore the lock from git, or merge HEAD first and run atoll lock --rebase HEAD",
  );
  expect(stderr.split("\n").slice(1)).toEqual([NOTHING_CHANGED]);
  expect(exitCode).toBe(1);
});

test("an organisation with another name is refused, and with --base also where the lock says it, too", async () => {
  const repository = await Repository.create();
  const settings = readFileSync(join(repository.dir, "inventory/fleet.yaml"), "utf8");
  repository.write("inventory/fleet.yaml", settings.replace("organisation: lagoon", "organisation: reef"));
  for (const command of ["lock", "check"])
    expect((await repository.atoll(command)).stderr).toContain(
      'error fleet.yaml:3:15 organisation: expected lagoon, after which buckets and the issuers of clusters are named, got "reef"; ',
    );
  repository.write(LOCK, textOf(repository).replace("organisation: lagoon", "organisation: reef"));
  expect(await repository.atoll("lock", "--check")).toMatchObject({ exitCode: 0 });
  const { stderr } = await repository.atoll("lock", "--check", "--base", "HEAD");
  expect(stderr.split("\n")[0]).toBe(
    "error fleet.lock.yaml:3:15 organisation: expected lagoon, which HEAD holds, got reef; " +
      "restore the lock from git, or merge HEAD first and run atoll lock --rebase HEAD",
  );
});

test("--base refuses an entry that was given anew, and one that left without having retired there", async () => {
  const repository = await grown();
  const hint = "restore the lock from git, or merge HEAD first and run atoll lock --rebase HEAD";
  const today = new Date().toISOString().slice(0, 10);
  repository.write("inventory/clusters/first.yaml", `${STAGING}lifecycle: retiring\nretireAfter: ${today}\n`);
  repository.lockYesterday();
  repository.remove("inventory/clusters/first.yaml");
  await repository.atoll("lock");
  expect(await repository.atoll("lock", "--check", "--base", "HEAD")).toMatchObject({
    stderr: expect.stringMatching(
      new RegExp(
        `^error fleet.lock.yaml:\\d+:3 clusters.first: expected a live entry, which HEAD holds, got none; ${hint}\n${NOTHING_CHANGED}$`,
      ),
    ) as string,
    exitCode: 1,
  });
  await repository.git("restore", "inventory");
  repository.write("inventory/clusters/first.yaml", `${STAGING}lifecycle: retiring\nretireAfter: ${today}\n`);
  repository.lockYesterday();
  await repository.commit();
  repository.remove("inventory/clusters/first.yaml");
  await repository.atoll("lock");
  expect(await repository.atoll("lock", "--check", "--base", "HEAD")).toMatchObject({ exitCode: 0 });
});

test("--rebase onto a revision that lacks what is live moves nothing", async () => {
  const repository = await grown();
  const before = textOf(repository);
  const { stderr, exitCode } = await repository.atoll("lock", "--rebase", "HEAD~2");
  const hint = "name the branch that was merged, or run atoll lock without --rebase";
  const why = "which nothing in the lock of HEAD~2 overlaps";
  expect(stderr.split("\n").map((line) => line.replace(/yaml:\d+:\d+/, "yaml"))).toEqual([
    `error fleet.lock.yaml clusters.first: expected 10.227.0.0/16, ${why}, got 10.226.0.0/16; ${hint}`,
    `error fleet.lock.yaml clusters.second: expected 10.226.0.0/16, ${why}, got 10.227.0.0/16; ${hint}`,
    "2 faults; nothing was changed",
  ]);
  expect(exitCode).toBe(1);
  expect(textOf(repository)).toBe(before);
});

test("--rebase moves nothing that both branches know, though they clash elsewhere", async () => {
  const repository = await grown();
  await repository.git("switch", "--quiet", "--create", "branch");
  repository.write("inventory/clusters/alpha.yaml", STAGING);
  await repository.atoll("lock");
  await repository.commit();
  await repository.git("switch", "--quiet", "main");
  // A lock that lost what it held, and gave the same ranges to others.
  await repository.git("show", "HEAD~2:inventory/fleet.lock.yaml").then((text) => {
    repository.write(LOCK, `${text}\n`);
  });
  repository.write("inventory/clusters/beta.yaml", STAGING);
  await repository.atoll("lock");
  await repository.commit();
  await repository.git("switch", "--quiet", "branch");
  repository.write("inventory/clusters/beta.yaml", STAGING);
  const { stderr, exitCode } = await repository.atoll("lock", "--rebase", "main");
  const hint = "name the branch that was merged, or run atoll lock without --rebase";
  expect(stderr.split("\n").map((line) => line.replace(/yaml:\d+:\d+/, "yaml"))).toEqual([
    `error fleet.lock.yaml clusters.second: expected 10.226.0.0/16, which it had before main and HEAD parted, got 10.228.0.0/16; ${hint}`,
    NOTHING_CHANGED,
  ]);
  expect(exitCode).toBe(1);
});

test("a day of removal that has come is refused when the lock first sees it", async () => {
  const repository = await Repository.create();
  repository.edit(
    "inventory/tenants/driftwood.yaml",
    "size:",
    "lifecycle: retiring\nretireAfter: 2026-01-31\nsize:",
  );
  const { stderr, exitCode } = await repository.atoll("lock");
  expect(stderr.replace(/yaml:\d+:\d+/, "yaml").replace(/after \d{4}-\d\d-\d\d/, "after <today>")).toBe(
    "error tenants/driftwood.yaml retireAfter: expected a day after <today>, for the lock does not know this one yet, " +
      `got "2026-01-31"; a day that has come would leave no time to object\n${NOTHING_CHANGED}`,
  );
  expect(exitCode).toBe(1);
});

test("--base refuses what was edited by hand in the inventory and the lock alike", async () => {
  const repository = await Repository.create();
  repository.edit("inventory/tenants/driftwood.yaml", "preview: {", "sample: {");
  repository.edit(LOCK, "preview: dev", "sample: dev");
  expect(await repository.atoll("lock", "--check")).toMatchObject({ exitCode: 0 });
  const { stderr, exitCode } = await repository.atoll("lock", "--check", "--base", "HEAD");
  expect(stderr.replace(/yaml:\d+:\d+/, "yaml")).toBe(
    "error fleet.lock.yaml tenants.driftwood.placements.preview: expected dev, which HEAD holds, got none; " +
      `restore the lock from git, or merge HEAD first and run atoll lock --rebase HEAD\n${NOTHING_CHANGED}`,
  );
  expect(exitCode).toBe(1);
});
