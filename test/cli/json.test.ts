import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { inventoryFolder, SMALL } from "../fleet/written-inventory.ts";
import { ANSWERS, VPC } from "../fleet/vpc/answers.ts";
import { said } from "./said.ts";

const TODAY = new Date().toISOString().slice(0, 10);

function lockedFolder(): string {
  const dir = inventoryFolder(SMALL);
  writeLock(dir, updateLock(loadInventory(dir), undefined, TODAY).lock);
  return dir;
}

/** What a command prints for a program, with the way it ends. */
async function json(dir: string, ...args: readonly string[]) {
  const { stdout, exitCode } = await said(atollProgram(), [...args, "-i", dir, "--json"]);
  return { exitCode, printed: JSON.parse(stdout) as Readonly<Record<string, unknown>> };
}

const keys = (value: unknown): readonly string[] => Object.keys(value as object).sort();

/** Files with what AWS says of a VPC. */
function vpcFiles(dir: string): readonly string[] {
  return ANSWERS.map(({ name, text }) => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  });
}

describe("for a program, a command prints one object of schema 1 with the same keys each time:", () => {
  test.each([
    [["check"], ["faults", "warnings"]],
    [["lock"], ["changes", "warnings", "written"]],
    [["addresses", "show"], ["ranges"]],
    [
      ["addresses", "verify"],
      ["clusters", "external", "legacy", "subnets"],
    ],
    [["nodes", "explain"], ["clusters"]],
    [["schema"], ["written"]],
    [["catalog", "images"], ["images"]],
    [
      ["tenant", "retire", "zeta"],
      ["next", "state", "tenant"],
    ],
  ])("%j", async (args, expected) => {
    const { printed } = await json(lockedFolder(), ...args);
    expect(printed["schema"]).toBe(1);
    expect(keys(printed)).toEqual([...expected, "schema"].sort());
  });

  test("files of stacks, of which nothing is written by a check", async () => {
    const { printed } = await json("inventory", "stack", "init", "--check");
    const expected = ["incomplete", "lockedOut", "schema", "stacks", "strays", "unpinned", "written"];
    expect(keys(printed)).toEqual([...expected].sort());
    expect(printed["written"]).toBe(false);
  });

  test("the catalog, which needs no inventory", async () => {
    const { stdout } = await said(atollProgram(), ["catalog", "--json", "--kubernetes", "1.35"]);
    const { schema, charts } = JSON.parse(stdout) as Readonly<
      Record<string, Readonly<Record<string, object>>>
    >;
    expect(schema).toBe(1);
    expect(keys(charts?.["cert-manager"])).toEqual(
      expect.arrayContaining(["appVersion", "images", "kubernetes", "next", "origin", "version"]),
    );
  });

  test("the network of a VPC that is there", async () => {
    const dir = lockedFolder();
    const { printed, exitCode } = await json(dir, "vpc", "entry", "--from", ...vpcFiles(inventoryFolder({})));
    expect(exitCode, JSON.stringify(printed)).toBe(0);
    expect(printed).toMatchObject({ schema: 1, vpcId: VPC });
    expect(keys(printed)).toEqual(expect.arrayContaining(["cidr", "subnets", "unused"]));
  });
});

describe("what is wrong comes in the same way:", () => {
  test.each([
    ["a name that is none", ["nodes", "explain", "deva"], /^cluster "deva"$/, "one of dev, old"],
    ["a fault of the inventory", ["check"], /^clusters\/dev.yaml$/, "one of 1, 2, 3"],
    ["a fault that stops a change", ["lock"], /^clusters\/dev.yaml$/, "one of 1, 2, 3"],
    [
      "a file that is not there",
      ["vpc", "entry", "--from", "none.json"],
      /^none.json$/,
      "a file that can be read",
    ],
  ])("%s", async (name, args, file, expected) => {
    const dir = lockedFolder();
    if (name.includes("fault")) {
      const entry = String(SMALL["clusters/dev.yaml"]).replace("sla: 1", "sla: 7");
      writeFileSync(join(dir, "clusters/dev.yaml"), entry);
    }
    const { printed, exitCode } = await json(dir, ...args);
    expect(exitCode).toBe(1);
    expect(keys(printed)).toEqual(["faults", "schema"]);
    const [fault, ...more] = printed["faults"] as readonly Readonly<Record<string, unknown>>[];
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ file: expect.stringMatching(file) as string, expected });
  });

  test("a lock that was forgotten", async () => {
    const dir = inventoryFolder(SMALL);
    const { printed, exitCode } = await json(dir, "lock", "--check");
    expect({ printed, exitCode }).toEqual({
      exitCode: 1,
      printed: {
        schema: 1,
        faults: [
          {
            file: "fleet.lock.yaml",
            path: "",
            expected: "the lock of this inventory",
            got: expect.stringContaining("one that lacks") as string,
            hint: "run atoll lock and commit it",
          },
        ],
      },
    });
    expect(existsSync(join(dir, "fleet.lock.yaml"))).toBe(false);
  });
});
