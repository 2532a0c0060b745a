import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { cell, code, htmlText, prose } from "../../plan/markdown.ts";
import { largeDiff, sampleDiff } from "./sample-diff.ts";
import { planned, planOf, VPC } from "./sample-plan.ts";

test("a diff as one comment of a pull request", () => {
  const text = diffMarkdown(sampleDiff(), { revision: "main", notes: ["both by <today's> program"] });
  expect(text.split("\n")).toEqual([
    "<!-- atoll diff -->",
    "",
    "### DANGEROUS: stack old has no entry any more (1 resource); and 2 more dangers",
    "",
    "2 replaced, 2 deleted, 2 changed, 3 added in 3 of 4 stacks, against `main`.",
    "",
    "Affects 3 stacks.",
    "",
    "> both by \\<today's\\> program",
    "",
    "**prod: deletes aws:ec2/vpc:Vpc spare, which cannot be had again**",
    "",
    "**prod: replaces aws:ec2/vpc:Vpc prod-vpc, which is protected, because of cidrBlock**",
    "",
    "**stack fresh is new (2 resources)**",
    "",
    "**stack old has no entry any more (1 resource)**",
    "",
    "| Stack | Replaced or deleted | Resource | Because of |",
    "| --- | --- | --- | --- |",
    "| prod | **replaced** | `aws:ec2/subnet:Subnet` `prod-node-a` | `vpcId (prod-vpc is replaced)` |",
    "| prod | **replaced** (protected) | `aws:ec2/vpc:Vpc` `prod-vpc` | `cidrBlock` |",
    "| prod | **deleted** | `aws:ec2/vpc:Vpc` `spare` |  |",
    "",
    "<details><summary>fresh: 2 added, 0 unchanged</summary>",
    "",
    "Added:",
    "",
    "- `aws:ec2/vpc:Vpc` `fresh-vpc`",
    "- `pulumi:providers:aws` `aws`",
    "",
    "</details>",
    "",
    "<details><summary>old: 1 deleted, 0 unchanged</summary>",
    "",
    "Deleted:",
    "",
    "- `pulumi:providers:aws` `aws`",
    "",
    "</details>",
    "",
    "<details><summary>prod: 2 replaced, 1 deleted, 2 changed, 1 added, 0 unchanged</summary>",
    "",
    "| | Resource | Input | Before | After |",
    "| --- | --- | --- | --- | --- |",
    "| replaced | `aws:ec2/subnet:Subnet` `prod-node-a` | `vpcId (prod-vpc is replaced)` |  |  |",
    '| replaced | `aws:ec2/vpc:Vpc` `prod-vpc` | `cidrBlock` | `"10.0.0.0/16"` | `"10.2.0.0/16"` |',
    "| changed | `aws:ec2/internetGateway:InternetGateway` `prod-gateway` | `vpcId (prod-vpc is replaced)` |  |  |",
    '| changed | `pulumi:providers:aws` `aws` | `defaultTags` |  | ``"{\\"tags\\":{\\"a\\|b\\":\\"<i>`x`</i>\\"}}"`` |',
    "",
    "Deleted:",
    "",
    "- `aws:ec2/vpc:Vpc` `spare`",
    "",
    "Added:",
    "",
    "- `aws:ec2/subnet:Subnet` `prod-node-b`",
    "",
    "</details>",
    "",
    "1 stack without changes.",
    "",
  ]);
});

test("what comes from data or git mentions nobody, wherever it stands", () => {
  const plans = (cidrBlock: string) => [
    planOf([planned(VPC, "@name", { cidrBlock, "@key": cidrBlock })], "@stack"),
    planOf([], `@${cidrBlock}`),
  ];
  const text = diffMarkdown(diffFleets(plans("@old"), plans("@new")), {
    revision: "@revision",
    notes: ["@note"],
  });
  const outside = text.replaceAll(/`[^`]*`/g, "");
  const signs = [...outside.matchAll(/@(.)/gs)].map(([, next]) => next);
  expect(new Set(signs)).toEqual(new Set(["\u200b"]));
  expect(signs.length).toBeGreaterThan(8);
});

test("a replaced resource is called protected when either side protects it", () => {
  const side = (cidrBlock: string, protect: boolean) => [
    planOf([planned(VPC, "v", { cidrBlock }, { protect })]),
  ];
  const rows = [
    diffFleets(side("a", true), side("b", false)),
    diffFleets(side("a", false), side("b", true)),
    diffFleets(side("a", false), side("b", false)),
  ].map((diff) => /^\| dev .*$/m.exec(diffMarkdown(diff, { revision: "main" }))?.[0]);
  expect(rows).toEqual([
    "| dev | **replaced** (protected) | `aws:ec2/vpc:Vpc` `v` | `cidrBlock` |",
    "| dev | **replaced** (protected) | `aws:ec2/vpc:Vpc` `v` | `cidrBlock` |",
    "| dev | **replaced** | `aws:ec2/vpc:Vpc` `v` | `cidrBlock` |",
  ]);
});

test("nothing changed is said in one line", () => {
  const plans = [planOf([planned(VPC, "v")])];
  expect(diffMarkdown(diffFleets(plans, plans), { revision: "main" })).toBe(
    "<!-- atoll diff -->\n\n### no changes in 1 stack\n\nPlan against `main`.\n",
  );
});

describe("a diff that is too long for a comment", () => {
  const rowsOf = (text: string, word: string): number => text.split(`| **${word}**`).length - 1;

  test.each([
    [40, 40],
    [400, 4],
    [2, 2_000],
  ])(
    "of %i stacks with %i replaced resources each is cut, and all that is left out is counted",
    (stacks, each) => {
      const text = diffMarkdown(largeDiff(stacks, each), { revision: "main" });
      const [, missing = "0"] = /^\.\.\. and (\d+) more replaced or deleted resources$/m.exec(text) ?? [];
      const [, folded = "0"] = /^Too long for a comment: the details of (\d+) groups?\.$/m.exec(text) ?? [];
      expect(rowsOf(text, "replaced") + Number(missing)).toBe(stacks * each);
      expect(text.split("<details>").length - 1 + Number(folded)).toBe(stacks);
      expect(Number(missing) + Number(folded)).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(60_000);
      expect(text).toContain(
        `\n\n${stacks * each} replaced, ${stacks * each} changed in ${stacks} of ${stacks} stacks, against \`main\`.\n\n`,
      );
    },
  );

  test("counts the stacks that come and go, too", () => {
    const gone = Array.from({ length: 2_000 }, (_, index) =>
      planOf([planned(VPC, `v${index}`)], `stack-${index}`),
    );
    const text = diffMarkdown(diffFleets(gone, []), { revision: "main" });
    // The verdict names the first once more.
    const told = text.split("has no entry any more").length - 2;
    expect(text).toContain(`... and ${2_000 - told} more dangers, and stacks that come, go or move`);
    expect(text.length).toBeLessThanOrEqual(60_000);
  });
});

describe("text in Markdown", () => {
  test.each([
    ["plain", "`plain`"],
    ["a`b", "``a`b``"],
    ["`a``b", "``` `a``b ```"],
    ["two\n\nlines", "`two lines`"],
    [" edge ", "`  edge  `"],
    ["", "` `"],
  ])("%j as code is %s", (text, markdown) => {
    expect(code(text)).toBe(markdown);
  });

  test("code never ends before its text does", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", " ", "|", "\n"), maxLength: 12 }), (text) => {
        const [fence = ""] = /^`+/.exec(code(text)) ?? [];
        const inside = code(text).slice(fence.length, -fence.length);
        expect([...inside.matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(fence.length);
      }),
    );
  });

  test("bars and lines do not end a cell", () => {
    expect(cell("a|b\nc")).toBe("a\\|b c");
  });

  test("nobody is mentioned outside of code", () => {
    expect(prose("revision @team/all: a@b")).toBe("revision @\u200bteam/all: a@\u200bb");
    expect(htmlText("@team")).toBe("@\u200bteam");
    expect(code("@team")).toBe("`@team`");
  });

  test("markup is shown, not followed", () => {
    expect(prose("<b>*a*_b_[c](d)`e`|~#&")).toBe("\\<b\\>\\*a\\*\\_b\\_\\[c\\](d)\\`e\\`\\|\\~\\#\\&");
    expect(htmlText('<a href="x">&</a>')).toBe('&lt;a href="x"&gt;&amp;&lt;/a&gt;');
  });
});

test("the whole report is linked to where there is one", () => {
  const text = diffMarkdown(sampleDiff(), {
    revision: "main",
    artifact: "https://example.org/runs/1?a=<b> c",
  });
  expect(text).toContain("\n\n[The whole report](<https://example.org/runs/1?a=%3Cb%3E%20c>)\n\n");
});
