import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { planTable } from "../../cli/plan-table.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { type Files, inventoryFolder, SOUND } from "../fleet/written-inventory.ts";
import { TODAY } from "./sample-fleet.ts";

const DOCS = resolve(import.meta.dirname, "../../docs");
const ENTRY = /^```yaml\n# (clusters\/[a-z0-9-]+\.yaml)\n([^]*?)^```/gm;

/** Whole entries that a page shows: those that begin with the name of their file. */
function entriesOf(page: string): Files {
  const text = readFileSync(resolve(DOCS, page), "utf8");
  return Object.fromEntries([...text.matchAll(ENTRY)].map(([, file = "", entry = ""]) => [file, entry]));
}

/** What `atoll check` accepts of them, in a region that has the buckets of the pages. */
function checked(files: Files): Fleet {
  const eu = `${SOUND["regions/eu.yaml"] ?? ""}buckets: { backups: {}, logs: {} }\n`;
  const dir = inventoryFolder({ "regions/eu.yaml": eu, ...files });
  writeLock(dir, updateLock(loadInventory(dir), undefined, TODAY).lock);
  return checkedFleet(dir, TODAY);
}

test.each([
  ["choosing-a-kind.md", ["barn", "north", "plant", "south"]],
  ["k3s-hosts.md", ["barn"]],
])("each entry that %s shows is accepted, and its stack can be planned", async (page, ids) => {
  const entries = entriesOf(page);
  expect(Object.keys(entries).sort()).toEqual(ids.map((id) => `clusters/${id}.yaml`));
  const fleet = checked(entries);
  for (const id of ids) {
    const { resources } = await planStack(fleet, id);
    expect(resources.filter(({ type }) => type === "atoll:platform:Platform")).toHaveLength(1);
  }
});

test("the page of kinds shows one entry of each", () => {
  const kinds = Object.values(entriesOf("choosing-a-kind.md")).map((entry) => {
    const { kind, provider } = clusterSchema.parse(parse(String(entry)));
    return `${kind} ${provider}`;
  });
  expect(kinds.sort()).toEqual(["attached aws", "eks aws", "k3s aws", "k3s hosts"]);
});

test("the guide to K3s in AWS shows the cluster of its example", () => {
  const example = resolve(DOCS, "../examples/minimal-saas/clusters/prod.yaml");
  const shown = entriesOf("k3s.md")["clusters/prod.yaml"];
  expect(parse(String(shown))).toEqual(parse(readFileSync(example, "utf8")));
});

/** The sample fleet with an entry more, as `atoll lock` and `atoll check` take it. */
function sampleFleetWith(file: string, entry: string): Fleet {
  const dir = mkdtempSync(join(tmpdir(), "atoll-inventory-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  cpSync(resolve(DOCS, "../inventory"), dir, { recursive: true });
  writeFileSync(join(dir, file), entry);
  const today = new Date().toISOString().slice(0, 10);
  writeLock(dir, updateLock(loadInventory(dir), readLock(dir), today).lock);
  return checkedFleet(dir, today);
}

test("the entry that attached.md shows fits the sample fleet, and so does its plan (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const fleet = sampleFleetWith(
    "clusters/plant.yaml",
    String(entriesOf("attached.md")["clusters/plant.yaml"]),
  );
  const table = stripVTControlCharacters(planTable(await planStack(fleet, "plant")));
  const planned = table.slice(0, table.indexOf("┘") + 1);
  const page = resolve(DOCS, "attached.md");
  const shown = /(?<=^\$ npx atoll plan plant\n)[^]*?┘(?=\n\.{3}$)/m;
  const text = readFileSync(page, "utf8");
  if (process.env["ATOLL_UPDATE_DOCS"] === "1")
    writeFileSync(
      page,
      text.replace(shown, () => planned),
    );
  expect(shown.exec(readFileSync(page, "utf8"))?.[0]).toBe(planned);
});
