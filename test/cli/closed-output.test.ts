import { resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** Runs a command whose output nobody reads to its end, as `head -1` does. */
async function unread(command: string) {
  const line = `set -o pipefail; "$NODE" cli/main.ts ${command} | true`;
  const env = { NODE: process.execPath };
  return await execa("bash", ["-c", line], { cwd: ROOT, env, reject: false });
}

test.each(["policy list --json", "plan dev --json", "policy explain require-quota 2>&1"])(
  "when its reader has left, atoll %s ends as it would have, without a word",
  async (command) => {
    const { exitCode, stderr } = await unread(command);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  },
);

test("when its reader has left, a command that finds a fault still says so by its exit code", async () => {
  const { exitCode, stderr } = await unread("check -i nowhere --json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
});
