import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { said } from "../cli/said.ts";
import { lockedFolder } from "./tenant-inventory.ts";

/** What a command prints for a program: an object, or, of a list, its first. */
async function printed(args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { stdout, stderr, exitCode } = await said(atollProgram(), args);
  expect({ args, stderr, exitCode }).toMatchObject({ exitCode: 0 });
  const [first] = [JSON.parse(stdout) as Readonly<Record<string, unknown>>].flat();
  return first ?? {};
}

const keys = (value: unknown): readonly string[] => Object.keys(value as object).sort();
const first = (list: unknown): unknown => (list as readonly unknown[])[0];

const PROPOSAL = ["diff", "files", "lock", "stacks", "written"];
const UPGRADE = ["blocked", "checks", "cluster", "layers", "rollback", "steps", "target"];
const K3S = ["prod", "-i", "examples/minimal-saas"];

test.each<[readonly string[], readonly string[]]>([
  [
    ["plan", "eu-central"],
    ["resources", "stack"],
  ],
  [
    ["policy", "eu-central"],
    ["expiredExceptions", "findings", "notRendered", "resources", "stacks", "unusedExceptions"],
  ],
  [["policy", "list"], ["rules"]],
  [["tenant", "suspend", "cobalt", "--dry-run"], PROPOSAL],
  [["tenant", "retire", "cobalt", "--after", "2199-01-01", "--dry-run"], PROPOSAL],
  [
    ["tenant", "retire", "cobalt", "--database", "orders"],
    ["database", "lifecycle", "tenant"],
  ],
  [
    ["tenant", "move", "cobalt", "staging", "--to", "prod"],
    ["beside", "databases", "environment", "from", "held", "place", "stacks", "tenant", "to"],
  ],
  [["upgrade", "plan", "dev"], UPGRADE],
  [["catalog", "behind"], ["bumps"]],
  [
    ["k3s", "render", ...K3S],
    ["cluster", "files"],
  ],
])(
  "for a program, atoll %j prints one object of schema 1 with the same keys each time",
  async (args, expected) => {
    const found = await printed([...args, "--json"]);
    expect(found["schema"]).toBe(1);
    expect(keys(found)).toEqual([...expected, "schema"].sort());
  },
);

test("what stands in lists has the same keys each time, too", async () => {
  const bump = first((await printed(["catalog", "behind", "--json"]))["bumps"]);
  expect(keys(bump)).toEqual(["blocked", "chart", "from", "to", "touches", "why"]);
  const rule = first((await printed(["policy", "list", "--json"]))["rules"]);
  expect(keys(rule)).toEqual(expect.arrayContaining(["group", "id", "level"]));
});

test("a step of an upgrade says whether it was written, also where there is none", async () => {
  const found = await printed(["upgrade", "next", "dev", "-i", lockedFolder(), "--json"]);
  expect(keys(found)).toEqual([...UPGRADE, "schema", "written"].sort());
  expect(found["written"]).toBe(false);
});

/** A folder that lasts as long as the test. */
function emptyFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "atoll-json-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
}

test("files for machines are named as they are written, and none the second time", async () => {
  const render = ["k3s", "render", ...K3S, "--out", emptyFolder(), "--json"];
  const [wrote, again] = [await printed(render), await printed(render)];
  expect(keys(wrote)).toEqual(["cluster", "folder", "left", "schema", "written"]);
  expect(wrote["written"]).toContain("server-a.yaml");
  expect(again["written"]).toEqual([]);
});

test("a diff has its verdict, its stacks and what it was made of", async () => {
  const dir = emptyFolder();
  await said(atollProgram(), ["plan", "eu-central", "--out", dir]);
  const found = await printed(["diff", "--plans", dir, dir, "--format", "json"]);
  expect(found).toMatchObject({ schema: 1, verdict: { level: "none" }, stacks: [], unchanged: 1 });
  const expected = ["affected", "groups", "notes", "policy", "revision", "stacks", "still", "verdict"];
  expect(keys(found)).toEqual(expect.arrayContaining(expected));
});
