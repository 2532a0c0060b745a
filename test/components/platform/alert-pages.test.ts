import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { slosOf } from "../../../components/platform/metrics/platform-rules/slos.ts";
import { runbookFile } from "../../../components/platform/rules.ts";
import { everyAlert } from "./all-rules.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const RUNBOOKS = join(ROOT, "docs/runbooks");

/** Pages about what people do, which no alert leads to. */
const PROCEDURES = [
  "locked-stack.md",
  "lost-state.md",
  "recover.md",
  "restore-k3s.md",
  "stuck-destroy.md",
  "teardown.md",
];

test("the page on objectives has them all, and the series that are recorded of them", () => {
  const page = readFileSync(join(ROOT, "docs/slos.md"), "utf8");
  const objectives = slosOf({ has: () => true }).map(({ id }) => `| \`${id}\` `);
  const series = ["slo:error_budget:remaining", "cluster:restore_seconds:mean30d"].map((one) => `\`${one}\``);
  expect([...objectives, ...series].filter((one) => !page.includes(one))).toEqual([]);
  expect(objectives.length).toBe(7);
});

describe("runbooks", () => {
  const pages = new Set(readdirSync(RUNBOOKS));
  const wanted = new Set(everyAlert().map(([, { alert }]) => runbookFile(alert)));

  test("are there for every alert", () => {
    expect([...wanted].filter((page) => !pages.has(page)).sort()).toEqual([]);
  });

  test("are about an alert that exists, or a procedure", () => {
    const known = new Set([...wanted, ...PROCEDURES]);
    expect([...pages].filter((page) => !known.has(page))).toEqual([]);
  });

  test("look into namespaces that exist", () => {
    const there = ["kube-system", ...Object.values(ADD_ONS).map(({ contract }) => contract.namespace)];
    const strange = [...pages].flatMap((page) =>
      [...readFileSync(join(RUNBOOKS, page), "utf8").matchAll(/ -n ([a-z][a-z0-9-]*)/g)]
        .map(([, namespace = ""]) => namespace)
        .filter((namespace) => !there.includes(namespace))
        .map((namespace) => `${page}: ${namespace}`),
    );
    expect(strange).toEqual([]);
  });

  test("are short, and give commands", () => {
    for (const page of wanted) {
      if (!pages.has(page)) continue;
      const text = readFileSync(join(RUNBOOKS, page), "utf8");
      expect(text.split("\n").length, page).toBeLessThanOrEqual(41);
      expect(text, page).toContain("```");
    }
  });
});
