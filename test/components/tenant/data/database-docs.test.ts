import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { databaseRoom } from "../../../../fleet/databases/database-room.ts";
import { DATABASE_SIZES } from "../../../../fleet/databases/database-sizes.ts";
import { cpuQuantity, sizeQuantity } from "../../../../fleet/quantities.ts";
import { databases } from "../../../../fleet/schema/tenants/databases.ts";
import { generatedPage } from "../../../generated-page.ts";

const DOCS = resolve(import.meta.dirname, "../../../../docs/tenants");
const PAGE = resolve(DOCS, "databases.md");
const SIZES = ["small", "medium", "large"] as const;
const GiB = 1024;

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

function sizes(): string {
  const rows: readonly (readonly [string, (size: (typeof SIZES)[number]) => string | number])[] = [
    ["instances", (size) => DATABASE_SIZES[size].instances],
    ["storage of each", (size) => sizeQuantity(DATABASE_SIZES[size].storageGiB * GiB)],
    ["processors of each", (size) => cpuQuantity(DATABASE_SIZES[size].requests.cpuMillicores)],
    ["at most", (size) => cpuQuantity(DATABASE_SIZES[size].limits.cpuMillicores)],
    ["memory of each", (size) => sizeQuantity(DATABASE_SIZES[size].requests.memoryMiB)],
    ["connections", (size) => DATABASE_SIZES[size].connections],
    ["all of it, of the quota: processors", (size) => cpuQuantity(roomOf(size).requests.cpuMillicores)],
    ["all of it, of the quota: memory", (size) => sizeQuantity(roomOf(size).requests.memoryMiB)],
  ];
  const head = ["", ...SIZES];
  return [
    row(head),
    row(head.map(() => "---")),
    ...rows.map(([name, of]) => row([name, ...SIZES.map(of)])),
  ].join("\n");
}

const roomOf = (size: (typeof SIZES)[number]) => databaseRoom({ pooler: false }, size);

test("the page's sizes are what the code says (ATOLL_UPDATE_DOCS=1 writes them)", async () => {
  const { shown, wanted } = await generatedPage(PAGE, { "database-sizes": sizes() });
  expect(shown).toBe(wanted);
});

test("the entries that the page shows are valid ones", () => {
  const shown = [...readFileSync(PAGE, "utf8").matchAll(/^```yaml\n([^]*?)^```/gm)];
  expect(shown).toHaveLength(2);
  for (const [, text = ""] of shown) {
    const entry = parse(text) as { databases: unknown };
    expect(databases.safeParse(entry.databases).error).toBeUndefined();
  }
});
