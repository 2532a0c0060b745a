import { describe, expect, test } from "vitest";
import { diffMarkdown } from "../../../plan/diff-markdown.ts";
import { diffJson } from "../../../plan/diff-json.ts";
import { diffText } from "../../../plan/diff-text.ts";
import { diffFleets } from "../../../plan/fleet-diff.ts";
import type { JsonMap } from "../../../plan/json.ts";
import type { Plan } from "../../../plan/plan.ts";
import { RELEASE, releaseChanges } from "../../../plan/rendered/release-change.ts";
import type { Rendering } from "../../../plan/rendered/release-diff.ts";
import { releaseGroups } from "../../../plan/rendered/release-groups.ts";
import { planned, planOf } from "../sample-plan.ts";
import { configMap, definition, diffOf } from "./sample-objects.ts";

const release = (name: string, version: string, inputs: JsonMap = {}) =>
  planned(RELEASE, `${name}-release`, { name, chart: name, version, namespace: "harbour", ...inputs });

const changesOf = (before: Plan, after: Plan) => releaseChanges(diffFleets([before], [after]), [after]);

describe("a release is rendered", () => {
  test("when its chart, its version or its values change, and with the kinds that the cluster has", () => {
    const before = planOf([
      release("keda", "1.0.0"),
      release("cert-manager", "1.0.0"),
      release("same", "1.0.0"),
    ]);
    const after = planOf([
      release("keda", "1.1.0", { skipCrds: true }),
      release("cert-manager", "1.0.0", { values: { a: 1 } }),
      release("same", "1.0.0", { timeout: 5 }),
      release("new", "1.0.0"),
    ]);
    const found = changesOf(before, after);
    expect(found.map(({ name, includeCrds }) => [name, includeCrds])).toEqual([
      ["cert-manager", true],
      ["keda", false],
    ]);
    expect(found[0]).toMatchObject({
      stack: "dev",
      namespace: "harbour",
      before: { chart: "cert-manager", version: "1.0.0", values: {} },
      after: { chart: "cert-manager", version: "1.0.0", values: { a: 1 } },
    });
    expect(found[0]?.apiVersions).toEqual(
      expect.arrayContaining(["cert-manager.io/v1", "cert-manager.io/v1/Certificate", "keda.sh/v1alpha1"]),
    );
  });

  test("but not when nobody knows its values", () => {
    const before = planOf([release("keda", "1.0.0")]);
    expect(changesOf(before, planOf([release("keda", "1.1.0", { values: "<secret>" })]))).toEqual([]);
  });
});

const rendered = (
  objects: Partial<ReturnType<typeof diffOf>>,
  placeholders: readonly string[] = [],
): Rendering => ({
  kind: "rendered",
  objects: { ...diffOf([], []), ...objects },
  placeholders,
});

/** The same step of one release in some stacks, each with what came of rendering it. */
const groups = (renderings: Readonly<Record<string, Rendering>>) =>
  releaseGroups(
    Object.entries(renderings).map(([stack, rendering]) => ({
      change: {
        ...{ stack, name: "boat", namespace: "harbour", includeCrds: true, apiVersions: [] },
        before: { chart: "boat", version: "1.0.0", values: {} },
        after: { chart: "boat", version: "1.1.0", values: {} },
      },
      rendering,
    })),
  );

const shown = (renderings: Readonly<Record<string, Rendering>>) => ({
  ...{ changed: [], unchanged: 0 },
  charts: groups(renderings),
});

const full = rendered(
  {
    ...diffOf([configMap("a", "1"), definition({ v1: true })], [configMap("a", "2"), configMap("b", "1")]),
    noise: 2,
    madeUp: 1,
  },
  ["url"],
);

test("what is the same in several stacks is told once, and what differs by itself", () => {
  const same = rendered({ unchanged: 3 });
  const found = groups({ a: same, b: full, c: same });
  expect(found.map(({ stacks }) => stacks)).toEqual([["b"], ["a", "c"]]);
});

test("as text, dangers stand first and releases last", () => {
  const danger =
    "boat 1.0.0 -> 1.1.0 in dev, prod: apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud goes, and with it every object of its kind";
  const diff = shown({ dev: full, prod: full, south: { kind: "not rendered", why: "helm is not on PATH" } });
  expect(diffText(diff).split("\n")).toEqual([
    "DANGEROUS: boat 1.0.0 -> 1.1.0 in dev, prod: apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud goes, and with it every object of its kind",
    "no changes in 0 stacks",
    "",
    "cannot be taken back:",
    `  ! ${danger}`,
    "",
    "inside of charts:",
    "  ? boat 1.0.0 -> 1.1.0 in south: not rendered: helm is not on PATH",
    "  ~ boat 1.0.0 -> 1.1.0 in dev, prod: 1 object removed, 1 changed, 1 added, 0 unchanged",
    "      - apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud",
    "      ~ v1 ConfigMap a",
    '          ~ data.value: "1" -> "2"',
    "      + v1 ConfigMap b",
    "      (2 values left out: labels helm.sh/chart, chart and app.kubernetes.io/version, and annotations with checksums, are not shown)",
    "      (1 value left out that the chart makes up each time it is rendered)",
    "      (1 value known only in an update, rendered as a placeholder: url)",
  ]);
});

test("as Markdown, each release can be unfolded, and those that nobody rendered are listed", () => {
  const text = diffMarkdown(shown({ dev: full, south: { kind: "not rendered", why: "a_b" } }), {
    revision: "main",
  });
  expect(text.split("\n\n").slice(3)).toEqual([
    "**boat 1.0.0 -\\> 1.1.0 in dev: apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud goes, and with it every object of its kind**",
    "- boat 1.0.0 -\\> 1.1.0 in south: not rendered: a\\_b",
    "<details><summary>boat 1.0.0 -&gt; 1.1.0 in dev: 1 object removed, 1 changed, 1 added, 0 unchanged</summary>",
    '| Object | Value | Before | After |\n| --- | --- | --- | --- |\n| `v1 ConfigMap a` | `data.value` | `"1"` | `"2"` |',
    "Removed:",
    "- `apiextensions.k8s.io/v1 CustomResourceDefinition boats.lagoon.cloud`",
    "Added:",
    "- `v1 ConfigMap b`",
    "> 2 values left out: labels helm.sh/chart, chart and app.kubernetes.io/version, and annotations with checksums, are not shown",
    "> 1 value left out that the chart makes up each time it is rendered",
    "> 1 value known only in an update, rendered as a placeholder: url",
    "</details>\n",
  ]);
});

test("a comment that would be too long counts the charts that it leaves out", () => {
  const many = Array.from(
    { length: 30 },
    (_, index) => [`s${index}`, rendered({ unchanged: index })] as const,
  );
  const text = diffMarkdown(shown(Object.fromEntries(many)), { revision: "main", limit: 1_500 });
  const kept = text.split("<details>").length - 1;
  expect(kept).toBeGreaterThan(3);
  expect(text).toContain(`Too long for a comment: what changes inside of ${30 - kept} charts.`);
  expect(text.length).toBeLessThanOrEqual(1_500);
});

test("the same objects, and a long row of stacks, are told in few words", () => {
  const many = Object.fromEntries("abcdefgh".split("").map((stack) => [stack, rendered({ unchanged: 4 })]));
  expect(diffText(shown(many)).split("\n").at(-1)).toBe(
    "  ~ boat 1.0.0 -> 1.1.0 in a, b, c, d, e, f and 2 more stacks: the same 4 objects",
  );
});

test("as JSON, nothing is cut", () => {
  const diff = shown({ dev: full });
  expect(JSON.parse(diffJson(diff, { revision: "main", notes: [] }))).toMatchObject({
    ...{ schema: 1, revision: "main", notes: [], stacks: [], unchanged: 0 },
    charts: diff.charts,
  });
});
