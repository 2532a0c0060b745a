import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { metricsEndpoints } from "../../../../components/platform/metrics/endpoints.ts";
import { addOnContext } from "../add-on-context.ts";
import { samplePlatform } from "../sample-platform.ts";
import { WITH_EVERYTHING } from "./sample-delivery.ts";

const PAGE = readFileSync(resolve(import.meta.dirname, "../../../../docs/delivery.md"), "utf8");

const blocks = [...PAGE.matchAll(/```yaml\n([^`]*)```/g)].map(([, text = ""]) => text);
const objects = ADD_ONS["argo-cd"].objects?.(addOnContext("argo-cd", { settings: WITH_EVERYTHING })) ?? [];

test("the page's application has exactly what the set of applications asks a file for", () => {
  const file = blocks.find((text) => text.startsWith("# applications/")) ?? "";
  const set = objects.find(({ kind }) => kind === "ApplicationSet");
  const asked = [...JSON.stringify(set?.body).matchAll(/\{\{ \.(\w+) \}\}/g)].map(([, name]) => name);
  expect(Object.keys(parse(file) as object).sort()).toEqual([...new Set(asked)].sort());
});

test("the page names the metrics stores where they are", () => {
  const { level } = samplePlatform();
  for (const metrics of ["single", "cluster"] as const)
    expect(PAGE).toContain(metricsEndpoints({ level: { ...level, metrics } }).read);
});

test("the page names every Secret that is asked for, and where it comes from", () => {
  const orders = objects.filter(({ kind }) => kind === "ExternalSecret");
  expect(orders).toHaveLength(2);
  for (const { name, body } of orders) {
    const from = /"key":"atoll\/lagoon\/(\w+)"/.exec(JSON.stringify(body))?.[1] ?? "nothing";
    expect(PAGE).toMatch(new RegExp(`\`${name}\` +\\| \`atoll/<organisation>/${from}\``));
  }
});
