import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const JENKINSFILE = readFileSync(resolve(import.meta.dirname, "../../docs/ci/Jenkinsfile"), "utf8");

/** What stands between the name of a stage and that of the next. */
const stage = (name: string): string =>
  JENKINSFILE.split("stage('").find((text) => text.startsWith(`${name}')`)) ?? "";

const SCRIPTS = [...JENKINSFILE.matchAll(/sh '''([^]*?)'''|sh '([^'\n]+)'/g)].map(
  ([, long, short]) => long ?? short,
);

test("every script of the Jenkinsfile is one that bash reads", async () => {
  expect(SCRIPTS.length).toBeGreaterThan(5);
  for (const script of SCRIPTS) await execa("bash", ["-n", "-c", script ?? ""]);
  expect(JENKINSFILE).not.toMatch(/sh "/);
});

test("on Jenkins the token is for the program of the base, and no fork comes near it", () => {
  expect(JENKINSFILE.split("withCredentials").length - 1).toBe(1);
  const comment = stage("Comment");
  expect(comment).toContain("expression { env.CHANGE_FORK == null }");
  const [before = "", behind = ""] = comment.split("withCredentials");
  expect(before).toContain(
    'git -c core.hooksPath=/dev/null worktree add --detach "$WORKSPACE_TMP/base" "$BASE"',
  );
  expect(behind).toMatch(/cd "\$WORKSPACE_TMP\/base"\n\s*npx atoll ci comment /);
});

test("on Jenkins nothing is written between the sources of the program", () => {
  expect(JENKINSFILE).not.toMatch(/\bplan\//);
});
