import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { atollProgram } from "../../cli/program.ts";
import { inventoryFolder } from "../fleet/written-inventory.ts";
import { said } from "./said.ts";

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/guides/first-hour.md"), "utf8");

/** Files that the page shows, by their path below the fleet's folder. */
const FILES = [...PAGE.matchAll(/^`fleet-of-mine\/(\S+)`\n\n```yaml\n([^]*?)^```/gm)];

/** A folder with those files and no more. */
function fleetOfMine(): string {
  const dir = join(inventoryFolder({}), "fleet-of-mine");
  for (const [, path = "", text = ""] of FILES) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

/** A command with what it says, as the page shows it. */
async function shown(dir: string, command: string): Promise<string> {
  const { stdout, stderr } = await said(atollProgram(), [...command.split(" "), "-i", dir]);
  const told = [stdout, stderr].filter((text) => text !== "").join("\n");
  return `$ npx atoll ${command} -i fleet-of-mine\n${told.replaceAll(dir, "fleet-of-mine")}\n\`\`\``;
}

test("the files of the first hour make the fleet that the page shows, up to the third zone of its cluster", async () => {
  expect(FILES.map(([, path]) => path)).toEqual([
    "fleet.yaml",
    "regions/eu.yaml",
    "clusters/dev.yaml",
    "tenants/acme.yaml",
  ]);
  const dir = fleetOfMine();
  for (const command of ["check", "lock", "check", "addresses show"])
    expect(PAGE).toContain(await shown(dir, command));
  const path = join(dir, "clusters/dev.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace("sla: 1", "sla: 2"));
  expect(PAGE).toContain(await shown(dir, "lock"));
});
