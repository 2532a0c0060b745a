import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { addDays } from "../../fleet/addresses/days.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { lockedFolder, tenant, textsOf, TODAY } from "./tenant-inventory.ts";

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
