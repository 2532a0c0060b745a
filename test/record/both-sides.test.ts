import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { bothSides } from "../../cli/diff/both-sides.ts";
import { findRevision } from "../../cli/revision.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { diffText } from "../../plan/diff-text.ts";
import { diffSides } from "../../plan/fleet-diff.ts";
import { Repository } from "../cli/diff-repository.ts";
import { TODAY } from "./sample-fleet.ts";

const FRESH =
  "kind: eks\nregion: eu-central\nenvironment: development\nsla: 1\nkubernetes: '1.35'\nnodes: { max: 20 }\n";

interface Asked {
  readonly stacks?: readonly string[];
  readonly mergeBase?: boolean;
  readonly inventory?: string;
}

/** The diff as text, with what a reader must know of it. */
async function compared(repository: Repository, name: string, asked: Asked = {}): Promise<readonly string[]> {
  const { stacks = [], mergeBase, inventory = "inventory" } = asked;
  const dir = join(repository.dir, inventory);
  vi.stubEnv("TMPDIR", repository.temporary);
  try {
    const revision = await findRevision(dir, name, mergeBase === true ? "HEAD" : undefined);
    const { before, after, notes } = await bothSides(revision, dir, {
      stacks,
      today: TODAY,
      dataOnly: false,
    });
    return [...notes, ...diffText(diffSides(before, after)).split("\n")];
  } finally {
    vi.unstubAllEnvs();
  }
}

/** A repository without the program, where a branch has a cluster that main lacks. */
async function withBranch(): Promise<Repository> {
  const repository = await Repository.create();
  await repository.git("checkout", "--quiet", "-b", "branch");
  repository.write("inventory/clusters/fresh.yaml", FRESH);
  const dir = join(repository.dir, "inventory");
  writeLock(dir, updateLock(loadInventory(dir), readLock(dir), TODAY).lock);
  await repository.commit();
  return repository;
}

describe("an inventory in a repository of its own is compared by today's program:", () => {
  test("a stack that comes is told aloud", async () => {
    const lines = await compared(await withBranch(), "main");
    expect(lines[0]).toMatch(/^NO DANGER FOUND: /);
    expect(lines[1]).toMatch(/^\d+ added in 1 of 4 stacks$/);
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}\+ stack fresh is new \(\d+ resources\)$/));
  });

  test("a stack that goes is told before all else, unless the base is the one in common", async () => {
    const repository = await withBranch();
    await repository.git("checkout", "--quiet", "main");
    const lines = await compared(repository, "branch");
    expect(lines[0]).toMatch(/^DANGEROUS: stack fresh has no entry any more \(\d+ resources\)/);
    expect(lines[1]).toMatch(/^\d+ deleted in 1 of 4 stacks$/);
    expect(await compared(repository, "branch", { mergeBase: true })).toEqual(["no changes in 3 stacks"]);
    expect(await compared(repository, "branch", { stacks: ["dev"] })).toEqual(["no changes in 1 stack"]);
    await expect(compared(repository, "branch", { stacks: ["fresk", "dev"] })).rejects.toThrow(
      'stack "fresk": expected one of dev, eu-central, fresh, prod; did you mean fresh',
    );
    expect(repository.leftovers()).toEqual([]);
  });

  test("faults of the old one are told with the name of the revision", async () => {
    const repository = await Repository.create();
    repository.edit("inventory/clusters/dev.yaml", "sla: 1", "sla: 9");
    await repository.commit();
    repository.edit("inventory/clusters/dev.yaml", "sla: 9", "sla: 1");
    await expect(compared(repository, "HEAD")).rejects.toThrow(
      "HEAD:clusters/dev.yaml:6:6 sla: expected one of 1, 2, 3, got 9",
    );
    expect(repository.leftovers()).toEqual([]);
  });
});

describe("a revision", () => {
  test("must be known to git", async () => {
    const repository = await Repository.create();
    for (const name of ["mian", "--all", ""]) {
      await expect(compared(repository, name)).rejects.toThrow(
        `revision: expected a revision that git finds in ${repository.dir}, got ${JSON.stringify(name)}; ` +
          "git branch --all lists the branches; git fetch gets those of a remote",
      );
    }
  });

  test("must hold the inventory", async () => {
    const repository = await Repository.create();
    await repository.git("mv", "inventory", "fleet");
    await expect(compared(repository, "HEAD", { inventory: "fleet" })).rejects.toThrow(
      "HEAD:fleet/fleet.yaml: expected a revision that holds this inventory",
    );
  });

  test("must have a commit in common with HEAD when that is the base", async () => {
    const repository = await Repository.create();
    await repository.git("checkout", "--quiet", "--orphan", "island");
    repository.write("island", "");
    await repository.commit();
    await expect(compared(repository, "main", { mergeBase: true })).rejects.toThrow(
      "revision main: expected a commit in common with HEAD; a shallow clone has none; fetch the history first",
    );
  });

  test("is looked for in the repository that holds the inventory", async () => {
    await expect(findRevision("/", "main")).rejects.toThrow(
      "/: expected an inventory in a git repository, got a folder outside of one; make it one with git init and a commit, or name another with --inventory",
    );
  });

  test("is looked for in a folder, and with a git, that is there", async () => {
    await expect(findRevision("/nowhere", "main")).rejects.toThrow(
      "/nowhere: expected an inventory folder, got none; give the folder that holds fleet.yaml with --inventory",
    );
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("PATH", "/nowhere");
    await expect(findRevision("/", "main")).rejects.toThrow(
      "git: expected this command on PATH, got none; install it (https://git-scm.com/downloads)",
    );
  });
});
