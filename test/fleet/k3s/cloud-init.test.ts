import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execaSync } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { hostFiles } from "../../../fleet/k3s/host-files.ts";
import { serverUserData } from "../../../fleet/k3s/server-user-data.ts";
import { AGENT, SERVER } from "./sample-boots.ts";
import { HOSTS } from "./sample-hosts.ts";

/** Few development machines have it; without it, the test is shown as skipped. */
const hasCloudInit = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((folder) => existsSync(join(folder, "cloud-init")));

test.runIf(hasCloudInit).each([
  ["a server in AWS", serverUserData(SERVER)],
  ["an agent in AWS", agentUserData(AGENT)],
  ["a host that serves", hostFiles(HOSTS).get("ada/cloud-init.yaml") ?? ""],
  ["a host that runs pods", hostFiles(HOSTS).get("dan/cloud-init.yaml") ?? ""],
])("cloud-init, where it is installed, takes the user data of %s", (_, text) => {
  const dir = mkdtempSync(join(tmpdir(), "atoll-user-data-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const file = join(dir, "user-data.yaml");
  writeFileSync(file, text);
  const { exitCode, stderr } = execaSync("cloud-init", ["schema", "--config-file", file], { reject: false });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});
