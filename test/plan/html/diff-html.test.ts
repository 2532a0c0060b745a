import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffFleets } from "../../../plan/fleet-diff.ts";
import { diffHtml } from "../../../plan/html/diff-html.ts";
import { html } from "../../../plan/html/markup.ts";
import { largeDiff, sampleDiff } from "../sample-diff.ts";
import { planned, planOf, VPC } from "../sample-plan.ts";

const OPTIONS = { revision: "main", notes: ["both by today's program"] };
const page = diffHtml(sampleDiff(), OPTIONS);

/** What a reader sees: the page without its tags, style and script. */
const seen = (text: string): string =>
  text
    .replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("a diff for a browser", () => {
  test("says the verdict first, then counts, dangers, what is replaced, and all changes", () => {
    const text = seen(page);
    const parts = [
      "DANGEROUS: stack old has no entry any more (1 resource); and 2 more dangers",
      "2 replaced, 2 deleted, 2 changed, 3 added in 3 of 4 stacks, against main",
      "Affects 3 stacks",
      "Note: both by today&#39;s program",
      "Look at these first",
      "prod: replaces aws:ec2/vpc:Vpc prod-vpc, which is protected, because of cidrBlock",
      "Replaced or deleted",
      "All changes",
      "prod: 2 replaced, 1 deleted, 2 changed, 1 added, 0 unchanged",
      "1 stack without changes",
    ];
    const places = parts.map((part) => text.indexOf(part, 60));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("loads nothing, and lets the browser run nothing but its own search", () => {
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, style = ""] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
    const [, script = ""] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
    const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/\s(?:src|href|on\w+)\s*=/);
    expect(page).not.toContain("http:");
    expect(page.match(/https:/g)).toBeNull();
  });

  test("leaves nothing out, however much there is", () => {
    const text = diffHtml(largeDiff(40, 40), OPTIONS);
    expect(text.split('<span class="tag replaced">').length - 1).toBe(2 * 40 * 40);
  });

  test("of no change is one sentence", () => {
    const plans = [planOf([planned(VPC, "v")])];
    expect(seen(diffHtml(diffFleets(plans, plans), OPTIONS))).toContain("no changes in 1 stack");
  });
});

/** Names as people choose them who want to be seen elsewhere. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...[
      "<script>alert(1)</script>",
      "</script><script>",
      "<!--",
      '"><img src=x onerror=alert(1)>',
      "' onclick='x",
    ],
    ...[
      "\u202Egnp.exe",
      "\u2066hidden\u2069",
      "&lt;b&gt;",
      "\u0000\u001B[31mred",
      "</details></main>",
      "javascript:alert(1)",
    ],
  ),
  fc.string({
    unit: fc.constantFrom("<", ">", "&", '"', "'", "/", "a", "\u202E", "-", "!"),
    minLength: 1,
    maxLength: 20,
  }),
);

test("hostile names are shown as they are, wherever they stand, and nothing of them is markup", () => {
  const [shape] = [diffHtml(namedDiff("name", "value"), { revision: "revision", notes: ["note"] })].map(
    tagsOf,
  );
  fc.assert(
    fc.property(hostile, hostile, (name, value) => {
      const text = diffHtml(namedDiff(name, value), { revision: name, notes: [value] });
      expect(tagsOf(text)).toEqual(shape);
      const hiding = ["\u202E", "\u2066", "\u2069", "\u0000", "\u001B"];
      expect(hiding.filter((sign) => text.includes(sign))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** Names and values of a stranger in all places that data reaches. */
function namedDiff(name: string, value: string): Parameters<typeof diffHtml>[0] {
  const plan = (cidrBlock: string) =>
    planOf(
      [
        planned(VPC, name, { cidrBlock, tags: { [`key ${name}`]: cidrBlock } }),
        planned(`a:b:${name}`, "other"),
      ],
      `stack ${name}`,
    );
  const gone = planOf([planned(VPC, name)], `gone ${name}`);
  const finding = { stack: name, resource: name, rule: "a-rule", level: "mandatory" as const, text: value };
  return {
    ...diffFleets([plan(`old ${value}`), gone], [plan(`new ${value}`)]),
    policy: { come: [finding], gone: [] },
  };
}

/** The tags of a page, with their attributes. */
const tagsOf = (text: string): readonly string[] => text.match(/<[!/a-z][^>]*>/g) ?? [];

test("markup puts lists and pieces together, and escapes every text", () => {
  const items = ["<a>", "b"].map((text) => html`<li>${text}</li>`);
  const list = html`<ul title="${'"x"'}">
    ${items}${undefined}${1}
  </ul>`.html;
  expect(list.replaceAll(/\s+(?=<)|(?<=>)\s+/g, "")).toBe(
    '<ul title="&quot;x&quot;"><li>&lt;a&gt;</li><li>b</li>1</ul>',
  );
});
