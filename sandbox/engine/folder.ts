import { join, resolve } from "node:path";

/** Root of the checkout. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Where one sandbox keeps everything; two of them share nothing but the cached tools. */
export interface Sandbox {
  readonly dir: string;
  /** Executables the engine finds first. */
  readonly bin: string;
  /** PULUMI_HOME, with the stand-in providers as its plugins. */
  readonly home: string;
  /** State backend. */
  readonly state: string;
  /** Project folder of the engine: the checkout's program beside stack files of the sandbox's own. */
  readonly project: string;
  /** Copy of the inventory that the program reads. */
  readonly inventory: string;
  /** The simulated cloud. */
  readonly cloud: string;
  /** Last engine events, one JSON object a line. */
  readonly events: string;
}

export function sandboxAt(dir: string): Sandbox {
  const root = resolve(dir);
  return {
    dir: root,
    bin: join(root, "bin"),
    home: join(root, "home"),
    state: join(root, "state"),
    project: join(root, "project"),
    inventory: join(root, "inventory"),
    cloud: join(root, "cloud.db"),
    events: join(root, "events.jsonl"),
  };
}

/** Passphrase of every sandbox: its state holds no secret of anyone. */
const PASSPHRASE = "sandbox";

/** What the engine's processes see: their own home, state and tools, and no network for plugins. */
export function sandboxEnvironment(sandbox: Sandbox): Readonly<Record<string, string>> {
  return {
    PATH: `${sandbox.bin}:${process.env["PATH"] ?? ""}`,
    PULUMI_HOME: sandbox.home,
    PULUMI_BACKEND_URL: `file://${sandbox.state}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ATOLL_SANDBOX_CLOUD: sandbox.cloud,
    NODE_NO_WARNINGS: "1",
  };
}
