import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import { copyInventory, copyStackFile } from "../../sandbox/engine/copies.ts";
import { openSandbox } from "../../sandbox/engine/open.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { startPulumi } from "../../sandbox/engine/pulumi.ts";
import { type Backends, LOCAL_SECRETS, LOCAL_SETTINGS, localPlaces } from "../bootstrap/backend.ts";
import type { Tools } from "../recover/tools.ts";
import { sandboxTools } from "./recovery-tools.ts";

/**
 * A sandbox in which the credentials are those of the state's account, with the inventory as it is now.
 *
 * @param dir folder of the sandbox
 */
export async function sandboxPlaces(
  dir: string,
  stack: string,
  { inventory, account }: { readonly inventory: string; readonly account: string },
): Promise<{ readonly backends: Backends; readonly inventory: string }> {
  const sandbox = await openSandbox(dir, (status) => {
    console.error(status);
  });
  copyInventory(sandbox, inventory);
  copyStackFile(sandbox, stack);
  const cloud = openCloud(sandbox.cloud);
  if (cloud.setting("homeAccount") === undefined) cloud.set("homeAccount", account);
  cloud.close();
  return { backends: sandboxBackends(sandbox), inventory: sandbox.inventory };
}

/**
 * The same two places in a sandbox. Its simulated S3 holds no objects and its simulated KMS encrypts nothing, so a folder
 * stands for the bucket, the sandbox's own state, and a passphrase for the key.
 */
export function sandboxBackends(sandbox: Sandbox): Backends {
  const localFolder = join(sandbox.dir, "bootstrap");
  const { project, state } = localPlaces(localFolder);
  mkdirSync(sandbox.state, { recursive: true });
  const settings = { ...LOCAL_SETTINGS, PULUMI_BACKEND_URL: `file://${state}` };
  const bucket = sandboxTools(sandbox.dir);
  return {
    localFolder,
    local: { tools: elsewhere(sandbox, project, settings), folder: project, secretsProvider: LOCAL_SECRETS },
    bucket: { tools: bucket, folder: sandbox.project, secretsProvider: LOCAL_SECRETS },
  };
}

/** The sandbox's Pulumi in another folder. */
function elsewhere(sandbox: Sandbox, folder: string, settings: Readonly<Record<string, string>>): Tools {
  const pulumi: Tools["pulumi"] = async (args) => {
    const done = await startPulumi(sandbox, ["-C", folder, ...args], settings);
    return { exitCode: done.exitCode ?? 1, stdout: done.stdout, stderr: done.stderr };
  };
  return { ...sandboxTools(sandbox.dir), folder, pulumi };
}
