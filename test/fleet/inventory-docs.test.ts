import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchemas } from "../../fleet/json-schema.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { tenantSchema } from "../../fleet/schema/tenant.ts";
import { type JsonSchema, keysOf } from "./schema-keys.ts";
import { generatedPage } from "../generated-page.ts";

const PAGE = resolve(import.meta.dirname, "../../docs/inventory.md");

const FILES: Readonly<Record<string, string>> = {
  "fleet.json": "fleet.yaml",
  "region.json": "regions/&lt;id&gt;.yaml",
  "cluster.json": "clusters/&lt;id&gt;.yaml",
  "tenant.json": "tenants/&lt;id&gt;.yaml",
  "link.json": "links/&lt;id&gt;.yaml",
  "exceptions.json": "exceptions.yaml",
};

function table(name: string, text: string): string {
  const keys = keysOf(JSON.parse(text) as JsonSchema, "");
  const rows = keys.map(
    ([path, says, byDefault]) => `| \`${path}\` | ${says.replaceAll("<", "&lt;")} | ${byDefault} |`,
  );
  return [`### ${FILES[name] ?? name}`, "", "| Key | Says | Default |", "| --- | --- | --- |", ...rows].join(
    "\n",
  );
}

test("the page's tables are what the schemas say (ATOLL_UPDATE_DOCS=1 writes them)", async () => {
  const keys = [...jsonSchemas()].map(([name, text]) => table(name, text)).join("\n\n");
  const { shown, wanted } = await generatedPage(PAGE, { keys });
  expect(shown).toBe(wanted);
});

test("every key says what it is", () => {
  const silent = [...jsonSchemas()].flatMap(([name, text]) =>
    keysOf(JSON.parse(text) as JsonSchema, `${name} `).filter(([, says]) => says === ""),
  );
  expect(silent).toEqual([]);
});

test("every entry that the page shows is a valid one", () => {
  const blocks = [...readFileSync(PAGE, "utf8").matchAll(/^```yaml\n([^]*?)^```/gm)].map(
    ([, text = ""]) => text,
  );
  expect(blocks).toHaveLength(4);
  for (const block of blocks) {
    const schema = block.includes("kind:") ? clusterSchema : tenantSchema;
    expect(schema.safeParse(parse(block)).error).toBeUndefined();
  }
});
