import fc from "fast-check";
import { expect, test } from "vitest";
import { cutBody, LONGEST_BODY } from "../../../cli/ci/cut-body.ts";

const URL = "https://github.test/lagoon/fleet/actions/runs/1/artifacts/2";
const WHERE = `[The whole plan](${URL}) is an artifact of this run.`;

test("a short text stays whole, with a link to the artifact where there is one", () => {
  expect(cutBody("<!-- atoll diff -->\nnothing\n", undefined)).toBe("<!-- atoll diff -->\nnothing\n");
  expect(cutBody("<!-- atoll diff -->\nnothing\n", URL)).toBe(`<!-- atoll diff -->\nnothing\n\n${WHERE}\n`);
});

test("a long text ends where nothing is open, and says that it is cut", () => {
  const top = "<!-- atoll diff -->\n### much";
  const folded = `<details><summary>dev</summary>\n\n\`\`\`\n${"line </details>\n".repeat(5000)}\`\`\`\n\n</details>`;
  expect(cutBody(`${top}\n\n${folded}\n`, URL)).toBe(
    `${top}\n\nCut here: the text is too long for a comment. ${WHERE}\n`,
  );
});

const LINES = fc.array(
  fc.oneof(
    fc.constantFrom("<details><summary>x</summary>", "</details>", "```", "````", "~~~", ""),
    fc.string({ maxLength: 3000 }),
  ),
  { maxLength: 80 },
);

test("whatever the text, it is below the limit and begins as the text does", () => {
  fc.assert(
    fc.property(LINES, fc.boolean(), (lines, hasArtifact) => {
      const text = `<!-- atoll diff -->\n${lines.join("\n")}`;
      const cut = cutBody(text, hasArtifact ? URL : undefined);
      expect(cut.length).toBeLessThanOrEqual(LONGEST_BODY + 1);
      expect(cut.startsWith("<!-- atoll diff -->")).toBe(true);
      if (text.length < LONGEST_BODY - 500) expect(cut.startsWith(text.trimEnd())).toBe(true);
    }),
  );
});
