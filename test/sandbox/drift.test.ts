import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { sandboxEnvironment } from "../../sandbox/engine/environment.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { freshDev, run } from "./sandbox.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Runs the script of the nightly workflow on stack dev. */
async function look(sandbox: Sandbox) {
  const summary = join(sandbox.dir, "summary.md");
  const bin = join(sandbox.dir, "stubs");
  mkdirSync(bin, { recursive: true });
  const atoll = `exec "${process.execPath}" "${join(ROOT, "cli/main.ts")}" "\${@:2}"`;
  writeFileSync(join(bin, "npx"), `#!/usr/bin/env bash\n${atoll}\n`, { mode: 0o755 });
  const { PATH = "", ...env } = sandboxEnvironment(sandbox);
  const { exitCode, stdout } = await execa("bash", [join(ROOT, ".github/scripts/drift.sh")], {
    cwd: sandbox.project,
    env: {
      ...env,
      PATH: [bin, PATH].join(delimiter),
      BACKEND: `file://${sandbox.state}`,
      STACKS: "dev",
      GITHUB_STEP_SUMMARY: summary,
    },
    extendEnv: false,
    reject: false,
  });
  const told = existsSync(summary) ? readFileSync(summary, "utf8") : "";
  rmSync(summary, { force: true });
  return { exitCode, said: stdout.slice(stdout.indexOf("::group::")), summary: told };
}

const DIFFERS = "- **dev: differs, or could not be looked at; see the log**\n";

test("the nightly look finds nothing, then what somebody changed by hand, and writes neither state nor cloud", async () => {
  const { sandbox, cloud } = await freshDev();
  expect(await run(sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  const before = await mustPulumi(sandbox, "stack", "export", "--stack", "dev");
  const ok = "::group::dev\nas its state says\n::endgroup::";
  expect(await look(sandbox)).toMatchObject({ exitCode: 0, said: ok, summary: "- dev: as its state says\n" });
  const { id = "" } = cloud.find({ type: tokens.VPC, tags: { Name: "dev-vpc" } }) ?? {};
  cloud.edit(id, { state: { enableDnsHostnames: false } });
  const edited = cloud.list();
  const found = "::group::dev\naws:ec2/vpc:Vpc dev-vpc: enableDnsHostnames\n::endgroup::";
  expect(await look(sandbox)).toMatchObject({ exitCode: 1, said: found, summary: DIFFERS });
  expect(cloud.list()).toEqual(edited);
  expect(await mustPulumi(sandbox, "stack", "export", "--stack", "dev")).toBe(before);
});
