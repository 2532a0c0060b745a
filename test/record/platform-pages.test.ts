import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import { plannedRegionOutputs } from "../../fleet/shown-outputs.ts";
import { ADD_ON_NAMES } from "../../fleet/schema/add-ons.ts";
import { platformSettings } from "../../stacks/platform-settings.ts";
import { addOnPage, type BySla, profileOf } from "./add-on-page.ts";
import { platformFleet, SLAS } from "./platform-fleet.ts";

const DOCS = resolve(import.meta.dirname, "../../docs");
const PAGES = join(DOCS, "platform");
const INDEX = join(DOCS, "platform.md");
const IS_UPDATE = process.env["ATOLL_UPDATE_DOCS"] === "1";

const fleet = platformFleet(
  Object.fromEntries(SLAS.map((sla) => [`sla-${sla}`, { kind: "eks", sla, profile: "full" }])),
);
const shown = plannedRegionOutputs(fleet.regions.get("eu")!);
const settings = Object.fromEntries(
  SLAS.map((sla) => {
    const cluster = fleet.clusters.get(`sla-${sla}`)!;
    return [sla, platformSettings(fleet, cluster, (output) => pulumi.output(String(shown[output])))];
  }),
) as unknown as BySla;

const formatted = async (path: string, text: string): Promise<string> =>
  format(text, { ...(await resolveConfig(path)), parser: "markdown" });

test.each(ADD_ON_NAMES)(
  "the page of %s is what its data says (ATOLL_UPDATE_DOCS=1 writes it)",
  async (name) => {
    const path = join(PAGES, `${name}.md`);
    const page = await formatted(path, await addOnPage(name, settings));
    if (IS_UPDATE) {
      mkdirSync(PAGES, { recursive: true });
      writeFileSync(path, page);
    }
    expect(readFileSync(path, "utf8")).toBe(page);
  },
);

test("there is no page of an add-on that does not exist", () => {
  expect(readdirSync(PAGES).sort()).toEqual(ADD_ON_NAMES.map((name) => `${name}.md`).sort());
});

const TABLE = /(?<=<!-- add-ons: begin -->\n)[^]*?(?=<!-- add-ons: end -->)/;

test("the index lists every add-on with its profile (ATOLL_UPDATE_DOCS=1 writes it)", async () => {
  const rows = ADD_ON_NAMES.map((name) => {
    const { purpose } = ADD_ONS[name].contract;
    return `| [${name}](platform/${name}.md) | ${purpose} | ${profileOf(name)} |`;
  });
  const table = ["| Add-on | What it is for | Profile |", "| --- | --- | --- |", ...rows].join("\n");
  const before = readFileSync(INDEX, "utf8");
  expect(before).toMatch(TABLE);
  const page = await formatted(
    INDEX,
    before.replace(TABLE, () => `\n${table}\n\n`),
  );
  if (IS_UPDATE) writeFileSync(INDEX, page);
  expect(readFileSync(INDEX, "utf8")).toBe(page);
});
