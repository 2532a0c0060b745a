import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { tenantCommand } from "../../cli/commands/tenant.ts";
import { reportFailure } from "../../cli/report.ts";
import { addDays } from "../../fleet/addresses/days.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { inventoryFolder, SMALL } from "../fleet/written-inventory.ts";

const TODAY = new Date().toISOString().slice(0, 10);

function lockedFolder(): string {
  const dir = inventoryFolder(SMALL);
  writeLock(dir, updateLock(loadInventory(dir), undefined, addDays(TODAY, -9)).lock);
  return dir;
}

/** What `atoll tenant` says, as a person or a pipeline reads it. */
async function tenant(dir: string, ...args: readonly string[]) {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  const spies = [
    vi.spyOn(console, "log").mockImplementation((text: string) => void said.stdout.push(text)),
    vi.spyOn(console, "error").mockImplementation((text: string) => void said.stderr.push(text)),
  ];
  try {
    await tenantCommand()
      .parseAsync([...args, "--inventory", dir], { from: "user" })
      .catch(reportFailure);
    const told = (lines: readonly string[]) =>
      stripVTControlCharacters(lines.join("\n")).replaceAll(dir, "<folder>");
    return { stdout: told(said.stdout), stderr: told(said.stderr), exitCode: process.exitCode ?? 0 };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

/** Every file of an inventory with its text. */
function textsOf(dir: string): Readonly<Record<string, string>> {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => /\.\w+$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(dir, name), "utf8")]));
}

const ADD = ["add", "bolt", "--name", "Bolt", "--environment", "live=dev"] as const;

describe("a new tenant", () => {
  test("is shown by --dry-run, which writes nothing, and written by --yes, its lock as well", async () => {
    const dir = lockedFolder();
    const before = textsOf(dir);
    const shown = await tenant(dir, ...ADD, "--dry-run");
    expect(shown).toMatchObject({ stderr: "nothing was written", exitCode: 0 });
    expect(shown.stdout).toContain(
      "+displayName: Bolt\n+tier: pooled\n+size: small\n+environments:\n+  live: { cluster: dev }",
    );
    expect(shown.stdout).toContain("+  tenant/bolt  pooled, live on dev\n1 change: + new");
    expect(shown.stdout).toMatch(/\n\n\d+ added in 1 of 1 stack\n\ndev: \d+ added, \d+ unchanged\n/);
    expect(textsOf(dir)).toEqual(before);

    const written = await tenant(dir, ...ADD, "--yes", "--json");
    const wrote = "wrote <folder>/tenants/bolt.yaml, <folder>/fleet.lock.yaml";
    expect(written).toMatchObject({ stderr: wrote, exitCode: 0 });
    expect(JSON.parse(written.stdout)).toMatchObject({
      written: true,
      files: ["tenants/bolt.yaml", "fleet.lock.yaml"],
      lock: [{ action: "add", holder: "tenant/bolt", value: "pooled, live on dev" }],
      stacks: [{ stack: "dev", changed: [], replaced: [], deleted: [] }],
    });
    const { "tenants/bolt.yaml": _, ...others } = textsOf(dir);
    expect({ ...others, "fleet.lock.yaml": "" }).toEqual({ ...before, "fleet.lock.yaml": "" });
    expect(loadInventory(dir).tenants.get("bolt")?.environments["live"]?.cluster).toBe("dev");
  });

  test.each([
    [
      ["add", "acme", "--name", "Acme", "--environment", "live=dev"],
      'tenants/acme.yaml: expected an id that no tenant has, got "acme"',
    ],
    [
      ["add", "../dev", "--name", "Dev", "--environment", "live=dev"],
      'tenant: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got "../dev"',
    ],
    [
      ["add", "bolt", "--name", "Bolt", "--environment", "live"],
      '--environment: expected <environment>=<cluster> or <environment>@<what its cluster is for>, got "live"; such as production=prod, or production@production for a rule',
    ],
    [ADD, "tenant: expected --yes or --dry-run, for nobody can be asked here"],
  ])("is refused where it can't be: %j", async (args, fault) => {
    const dir = lockedFolder();
    const before = textsOf(dir);
    expect(await tenant(dir, ...args)).toMatchObject({
      stderr: `error ${fault}\n1 fault; nothing was changed`,
      exitCode: 1,
    });
    expect(textsOf(dir)).toEqual(before);
  });

  test("is refused with every fault that the inventory would have, as JSON where asked for", async () => {
    const dir = lockedFolder();
    const before = textsOf(dir);
    const args = [
      "add",
      "bolt",
      "--name",
      "Bolt",
      "--size",
      "huge",
      "--tier",
      "own",
      "--environment",
      "live=dev",
    ];
    const { stdout, exitCode } = await tenant(dir, ...args, "--yes", "--json");
    const { faults } = JSON.parse(stdout) as { faults: readonly { path: string; got: string }[] };
    expect(faults.map(({ path, got }) => `${path} ${got}`)).toEqual(['tier "own"', 'size "huge"']);
    expect(exitCode).toBe(1);
    expect(textsOf(dir)).toEqual(before);
  });
});

test("a tenant that rests and is resumed leaves every file as it was", async () => {
  const dir = lockedFolder();
  const before = textsOf(dir);
  const suspended = await tenant(dir, "suspend", "zeta", "--yes");
  expect(suspended).toMatchObject({ stderr: "wrote <folder>/tenants/zeta.yaml", exitCode: 0 });
  expect(suspended.stdout).toContain('      ~ spec.hard.pods: "20" -> "0"');
  expect(suspended.stdout.split("\n").slice(-3)).toEqual([
    "next:",
    "  pulumi up --stack dev",
    "  in dev: kubectl delete pods --namespace zeta--trial --selector '!cnpg.io/cluster'",
  ]);
  expect(textsOf(dir)).toEqual({
    ...before,
    "tenants/zeta.yaml": `${before["tenants/zeta.yaml"] ?? ""}lifecycle: suspended\n`,
  });
  expect(await tenant(dir, "suspend", "zeta", "--yes")).toEqual({
    stdout: "no changes: it says so already",
    stderr: "nothing was written",
    exitCode: 0,
  });
  await tenant(dir, "resume", "zeta", "--yes");
  expect(textsOf(dir)).toEqual(before);
});

describe("a tenant that leaves", () => {
  test("from sleep sleeps on, and wakes only if somebody resumes it", async () => {
    const dir = lockedFolder();
    const before = textsOf(dir);
    await tenant(dir, "suspend", "zeta", "--yes");
    const day = addDays(TODAY, 30);
    const { stdout } = await tenant(dir, "retire", "zeta", "--after", day, "--yes");
    expect(readFileSync(join(dir, "tenants/zeta.yaml"), "utf8")).toBe(
      `${before["tenants/zeta.yaml"] ?? ""}lifecycle: retiring\nfrozen: true\nretireAfter: ${day}\n`,
    );
    expect(stdout).not.toContain("spec.hard.pods");
    const later = await tenant(dir, "retire", "zeta", "--after", addDays(day, 1), "--yes", "--json");
    expect(later.exitCode).toBe(0);
    expect(readFileSync(join(dir, "tenants/zeta.yaml"), "utf8")).toContain("frozen: true\n");
    await tenant(dir, "resume", "zeta", "--yes");
    expect(readFileSync(join(dir, "tenants/zeta.yaml"), "utf8")).toBe(before["tenants/zeta.yaml"]);
  });

  test("retires with a day to come, and its file stays until then", async () => {
    const dir = lockedFolder();
    const day = addDays(TODAY, 30);
    const { stdout, stderr } = await tenant(dir, "retire", "zeta", "--after", day, "--yes");
    expect(stderr).toBe("wrote <folder>/tenants/zeta.yaml, <folder>/fleet.lock.yaml");
    expect(stdout.split("\n").slice(-4)).toEqual([
      `tenant zeta is retiring; its day of removal is ${day}`,
      "next:",
      "  pulumi up --stack dev",
      `  from ${day} on: atoll tenant retire zeta --confirm zeta`,
    ]);
    expect(readLock(dir)?.tenants["zeta"]?.retiring).toBe(day);
    expect(await tenant(dir, "retire", "zeta", "--confirm", "zeta", "--yes")).toMatchObject({
      stderr: `error retire: expected a tenant whose day of removal has come, got zeta, which is retiring; its day of removal is ${day}\n1 fault; nothing was changed`,
      exitCode: 1,
    });
    expect(existsSync(join(dir, "tenants/zeta.yaml"))).toBe(true);
  });

  test("goes on its day, by its id typed, and its id stays taken", async () => {
    const dir = lockedFolder();
    const path = join(dir, "tenants/zeta.yaml");
    writeFileSync(path, `${readFileSync(path, "utf8")}lifecycle: retiring\nretireAfter: ${TODAY}\n`);
    writeLock(dir, updateLock(loadInventory(dir), readLock(dir), addDays(TODAY, -5)).lock);
    expect(await tenant(dir, "retire", "zeta", "--confirm", "zeto", "--yes")).toMatchObject({
      stderr: "error retire: expected --confirm zeta, got --confirm zeto\n1 fault; nothing was changed",
    });
    const { stdout, stderr } = await tenant(dir, "retire", "zeta", "--confirm", "zeta", "--yes");
    expect(stderr).toBe("wrote <folder>/tenants/zeta.yaml, <folder>/fleet.lock.yaml");
    const gone = [
      "tenant zeta is gone from the inventory",
      "next:",
      "  pulumi up --stack dev",
      "  must find nothing: atoll tenant leftovers zeta",
      "  archives stay as long as their bucket keeps them: aws s3 ls s3://<bucket>/tenants/zeta/",
    ].join("\n");
    expect(stdout).toContain(gone);
    expect(existsSync(path)).toBe(false);
    expect((await tenant(dir, "retire", "zeta")).stdout).toBe(gone);
    const again = await tenant(dir, "add", "zeta", "--name", "Zeta", "--environment", "trial=dev", "--yes");
    expect(again.stderr).toContain(
      "expected an id that was never used: this one belonged to an entry that is gone",
    );
  });

  test.each([
    [
      ["retire", "zeta", "--after", "soon", "--yes"],
      "retire: expected --after with a day such as 2026-11-24, got soon",
    ],
    [
      ["retire", "zeta", "--after", TODAY, "--yes"],
      `tenants/zeta.yaml:7:14 retireAfter: expected a day after ${TODAY}, for the lock does not know this one yet, got "${TODAY}"; a day that has come would leave no time to object`,
    ],
    [
      ["retire", "zeta", "--confirm", "zeta", "--yes"],
      "retire: expected a tenant whose day of removal has come, got zeta, which is active",
    ],
    [["retire", "zeto"], "tenants/zeto.yaml: expected the file of a tenant, got none; did you mean zeta"],
  ])("does not go in one step: %j", async (args, fault) => {
    const dir = lockedFolder();
    const before = textsOf(dir);
    expect(await tenant(dir, ...args)).toEqual({
      stdout: "",
      stderr: `error ${fault}\n1 fault; nothing was changed`,
      exitCode: 1,
    });
    expect(textsOf(dir)).toEqual(before);
  });
});

test("a move is printed, checked with both ends in place, and writes nothing", async () => {
  const dir = lockedFolder();
  const before = textsOf(dir);
  const { stdout, exitCode } = await tenant(dir, "move", "zeta", "trial", "--to", "old");
  expect(exitCode).toBe(0);
  expect(stdout.split("\n").slice(0, 5)).toEqual([
    "zeta: trial moves from dev to old. Nothing was written; the inventory was checked with trial-2 in it.",
    "1. in tenants/zeta.yaml, beside what is there:",
    "     environments:",
    "       trial-2:",
    "         cluster: old",
  ]);
  expect((await tenant(dir, "move", "zeta", "trial", "--to", "dev")).stderr).toBe(
    'error --to: expected another cluster than dev, where it is, got "dev"\n1 fault; nothing was changed',
  );
  expect((await tenant(dir, "move", "zeta", "live", "--to", "old")).stderr).toBe(
    'error tenants/zeta.yaml environments: expected one of trial, got "live"\n1 fault; nothing was changed',
  );
  expect((await tenant(dir, "move", "zeta", "trial", "--to", "ola")).stderr).toContain(
    "environments.trial-2.cluster",
  );
  expect(textsOf(dir)).toEqual(before);
});
