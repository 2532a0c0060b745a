import { expect, onTestFinished, test } from "vitest";
import { postComment } from "../../../cli/ci/comment.ts";
import { cutBody, LONGEST_BODY } from "../../../cli/ci/cut-body.ts";
import { githubClient } from "../../../cli/ci/github.ts";
import { markOf } from "../../../cli/ci/mark.ts";
import { diffMarkdown } from "../../../plan/diff-markdown.ts";
import { diffFleets, type FleetDiff } from "../../../plan/fleet-diff.ts";
import { planned, planOf, VPC } from "../../plan/sample-plan.ts";
import { fakeGitHub } from "./fake-github.ts";
import { readComment } from "./read-comment.ts";

const MARK = "<!-- atoll diff -->";
const ARTIFACT = "https://github.test/lagoon/fleet/actions/runs/1/artifacts/2";
const PLACE = { owner: "lagoon", repo: "fleet", pull: 7, author: "github-actions[bot]" };

/** What a stranger may have called a tenant, an application, a repository or a branch. */
const HOSTILE = [
  "<details>",
  "</details>",
  "</details><script>alert(1)</script>",
  "</summary></details>\n\n# done",
  '<img src="https://evil.test/pixel.png">',
  "![pixel](https://evil.test/pixel.png)",
  "[approve](https://evil.test)",
  "[approve][1]\n\n[1]: https://evil.test",
  "see https://evil.test/login and ftp://evil.test",
  "HTTPS://EVIL.TEST",
  "www.evil.test",
  "WWW.evil.test",
  "ada@evil.test",
  "mailto:ada@evil.test",
  "<https://evil.test>",
  "@lagoon/admins and @ada",
  "fixes #1",
  "other/repository#1 and GH-12, gh-12",
  `\n${MARK}\n`,
  MARK,
  "```\ncode\n```",
  "~~~\ncode",
  "` `` ```",
  "``` ```\n``` ```",
  "- - -",
  "---",
  "    indented",
  "1. first",
  "1) first",
  "+ plus",
  "- [x] done",
  "> [!CAUTION]",
  "Title\n===",
  "| a | b |\n| --- | --- |\n| 1 | 2 |",
  "a\\|b\\",
  "`\\|<details>`",
  "$`\\href{https://evil.test}{x}`$",
  "::error file=a::b",
  "\r::error::b",
  "&lt;img src=x&gt; &#35;1 &commat;ada",
  "${{ github.token }}",
] as const;

const slice = (name: string, pods: string) => [
  planned("atoll:tenant:TenantSlice", `${name}--live`, {}, { custom: false }),
  planned(
    "kubernetes:core/v1:Namespace",
    `${name}--live-namespace`,
    { metadata: { annotations: { "atoll.dev/display-name": `${name} ${pods}`, [name]: pods } } },
    { parent: `atoll:tenant:TenantSlice::${name}--live` },
  ),
];

/** A change of many stacks in which every name and every value is this text. */
function hostileDiff(text: string, stacks = 3): FleetDiff {
  const side = (value: string) =>
    Array.from({ length: stacks }, (_, index) =>
      planOf(
        [
          planned("atoll:cluster:EksCluster", "c", {}, { custom: false }),
          planned(VPC, text, { cidrBlock: `${text} ${value}`, [text]: { [text]: value } }, { protect: true }),
          planned(VPC, `${text} ${value}`, { tags: { [text]: `${index}` } }),
          planned("kubernetes:core/v1:ConfigMap", `${text}${index}`, {
            data: { [text]: `${value}\n${text}` },
          }),
          ...slice(text, value),
        ],
        index === 0 ? text : `${text} ${index}`,
      ),
    );
  const finding = {
    stack: text,
    resource: `${text}::${text}`,
    rule: text,
    level: "mandatory",
    text,
  } as const;
  const objects = {
    ...{ added: [text], removed: [text], changed: [{ title: text, leaves: [] }], unchanged: 1 },
    ...{ dangers: [text], noise: 1, madeUp: 1 },
  };
  const release = { name: text, from: text, to: `${text}2`, stacks: [text] };
  return {
    ...diffFleets([...side("a"), planOf([planned(VPC, text)], `gone ${text}`)], side("b")),
    policy: { come: [finding], gone: [] },
    environments: new Map([[text, text]]),
    charts: [
      { ...release, rendering: { kind: "rendered", objects, placeholders: [text] } },
      { ...release, rendering: { kind: "not rendered", why: text } },
    ],
  };
}

/** What is on GitHub once the comment was posted, and posted again with another text. */
async function posted(text: string): Promise<readonly string[]> {
  const server = await fakeGitHub([["eve", `${MARK}\nmine`]]);
  onTestFinished(() => server.close());
  const client = githubClient({ apiUrl: server.url, token: "secret-token", secondMs: 1 });
  for (const body of [`${MARK}\nold`, text])
    await postComment(client, PLACE, { mark: markOf(text, "file"), body });
  return server.comments.slice(1).map(({ body }) => body);
}

const OUR_HTML = /^(?:<details><summary>[^<>]*<\/summary>|<\/details>|<br>)$/;

function expectHarmless(body: string): void {
  const { html, links, kinds, words } = readComment(body);
  expect(body.split("\n").filter((line) => line.startsWith(MARK))).toEqual([MARK]);
  expect(html[0]).toBe(MARK);
  expect(html.slice(1).filter((tag) => !OUR_HTML.test(tag))).toEqual([]);
  const tags = (tag: string): number => html.filter((one) => one.startsWith(tag)).length;
  expect(tags("<details>")).toBe(tags("</details>"));
  expect([...new Set(links)]).toEqual([ARTIFACT]);
  const ours = ["blockquote", "codespan", "heading", "list", "list_item", "paragraph", "strong", "table"];
  expect(kinds.filter((kind) => !ours.includes(kind))).toEqual([]);
  expect(words).not.toMatch(/@\w|#\d|GH-\d/i);
  expect(words).not.toMatch(/:\/\/|www\./i);
  expect(body).not.toMatch(/^::|\r/m);
}

test.each(HOSTILE)("nothing of %j is more than text in a comment", (text) => {
  expectHarmless(cutBody(diffMarkdown(hostileDiff(text), { revision: text, notes: [text] }), ARTIFACT));
});

test("all of it together is posted as one comment, found again by its mark, and is text alone", async () => {
  const text = HOSTILE.join(" ");
  const body = cutBody(diffMarkdown(hostileDiff(text), { revision: text, notes: [text] }), ARTIFACT);
  expect(await posted(body)).toEqual([body]);
  expectHarmless(body);
});

test.each(["<details>", "</details>", "```"])(
  "with %j in it a comment is cut late, between two blocks",
  (text) => {
    const whole = diffMarkdown(hostileDiff(text, 150), { revision: text, notes: [text], limit: 1_000_000 });
    expect(whole.length).toBeGreaterThan(LONGEST_BODY);
    const body = cutBody(whole, ARTIFACT);
    expect(body.length).toBeGreaterThan(LONGEST_BODY * 0.9);
    expectHarmless(body);
  },
);
