import { join, resolve } from "node:path";

/** Root of the checkout whose program runs. */
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
  /** Folder of the simulated clusters' API servers. */
  readonly clusters: string;
  /** How people reach the clusters. */
  readonly kubeconfig: string;
  /** Folder of the last engine events of each operation, one JSON object a line. */
  readonly events: string;
}

/** The sandbox in a folder, whether it exists or not. */
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
    clusters: join(root, "clusters"),
    kubeconfig: join(root, "kubeconfig"),
    events: join(root, "events"),
  };
}
