import { describe, expect, test } from "vitest";
import { loadInventory } from "../../fleet/load.ts";
import { lockedFolder, tenant, textsOf } from "./tenant-inventory.ts";

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
    expect(shown.stdout).toMatch(/\n\nNO DANGER FOUND: .*\n\d+ added in 1 of 1 stack\n/);
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
