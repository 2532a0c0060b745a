import { resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";

const ENTRY = resolve(import.meta.dirname, "../../stacks/index.js");

/** Starts the program's entry on this Node, which is told to call itself by another version. */
function start(version: string) {
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
  return execa(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, ENTRY], {
    reject: false,
  });
}

describe("the program's entry", () => {
  test.each(["20.20.2", "22.17.1"])("says in one sentence that Node %s is too old", async (version) => {
    const { stderr, exitCode } = await start(version);
    expect(stderr).toBe(
      `atoll: expected Node 22.18 or newer on PATH, got ${version}; install Node 24 from nodejs.org`,
    );
    expect(exitCode).toBe(32);
  });

  test.each(["22.18.0", "24.0.0"])("says nothing to Node %s", async (version) => {
    const { stdout, stderr, exitCode } = await start(version);
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "", stderr: "", exitCode: 0 });
  });
});
