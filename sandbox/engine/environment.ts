import { delimiter, dirname } from "node:path";
import type { Sandbox } from "./folder.ts";

/** Names the file of the simulated cloud, and so marks every process that a sandbox starts. */
export const CLOUD_VARIABLE = "ATOLL_SANDBOX_CLOUD";

/** Passphrase of every sandbox: its state holds no secret of anyone. */
const PASSPHRASE = "sandbox";

/** What the user has set for real clouds and backends must not reach a sandbox. */
const FOREIGN = /^(?:PULUMI|AWS|ATOLL)_/;

/** Settings by which the engine finds this sandbox and nothing else; no plugin comes from the network. */
export function sandboxVariables(sandbox: Sandbox): Readonly<Record<string, string>> {
  return {
    [CLOUD_VARIABLE]: sandbox.cloud,
    PULUMI_HOME: sandbox.home,
    PULUMI_BACKEND_URL: `file://${sandbox.state}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    NODE_NO_WARNINGS: "1",
  };
}

/** Folders that come first on PATH: a language host takes the `node` it finds there. */
export function sandboxSearchPath(sandbox: Sandbox): readonly string[] {
  return [sandbox.bin, dirname(process.execPath)];
}

/** Environment of every process of the sandbox: the user's, without what belongs to real clouds. */
export function sandboxEnvironment(sandbox: Sandbox): Readonly<Record<string, string | undefined>> {
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  const path = [...sandboxSearchPath(sandbox), process.env["PATH"] ?? ""].join(delimiter);
  return { ...Object.fromEntries(own), ...sandboxVariables(sandbox), PATH: path };
}
