import { resolve } from "node:path";
import { expect, test } from "vitest";
import { bootstrapCommand } from "../../cli/commands/bootstrap.ts";
import { recoverCommand } from "../../cli/commands/recover.ts";
import { teardownCommand } from "../../cli/commands/teardown.ts";
import { vpcCommand } from "../../cli/commands/vpc.ts";
import { toolsOnPath } from "../../cli/recover/tools.ts";

const ROOT = resolve(import.meta.dirname, "../..");

test("a command that is missing is told with its version and where to get it", async () => {
  const tools = toolsOnPath(ROOT, { PATH: "/nowhere" });
  await expect(tools.pulumi(["version"])).rejects.toThrow(
    "pulumi: expected this command on PATH, got none; install Pulumi CLI 3.259.0 or newer (https://www.pulumi.com/docs/iac/download-install/); for a stack of the sandbox, say --sandbox",
  );
  await expect(tools.aws(["--version"])).rejects.toThrow(
    "aws: expected this command on PATH, got none; install AWS CLI 2 (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html); for a stack of the sandbox, say --sandbox",
  );
});

test.each([
  [bootstrapCommand(), "needs pulumi on PATH, aws too after a crash, and credentials"],
  [recoverCommand(), "needs pulumi and aws on PATH, kubectl too for a cluster, and credentials"],
  [teardownCommand(), "needs pulumi and aws on PATH, kubectl too for a cluster, and credentials"],
])("the help of $_name says what it needs beside Node", (command, needs) => {
  expect(command.description()).toContain(needs);
});

test("the help of vpc says which option must be there", () => {
  for (const command of vpcCommand().commands)
    expect(command.options.find(({ long }) => long === "--from")?.description).toMatch(/\(required\)$/);
});

test.each([
  ["is not there", "w2/nope.json", "expected a file that can be read, got nothing at this path"],
  ["is no JSON", resolve(ROOT, "LICENSE"), "got no JSON; save it with --output json"],
])("a file of vpc that %s is told by the path as typed", async (_, file, said) => {
  const run = vpcCommand().parseAsync(["entry", "--from", file], { from: "user" });
  await expect(run).rejects.toThrow(said);
  await expect(run).rejects.toThrow(`${file}: expected`);
});
