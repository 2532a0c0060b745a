import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { type OutsideKubeconfig, readKubeconfig } from "../components/outside/kubeconfig.ts";
import { type Fault, InputError } from "../fleet/check.ts";
import type { Cluster } from "../fleet/inventory.ts";
import { K3S_KUBECONFIG, KUBECONFIG_KEY, setKubeconfigCommand } from "../fleet/outside-vocabulary.ts";

/** What a stack's configuration says of the way into its cluster. */
export interface KubeconfigSetting {
  readonly text: string | undefined;
  /** Text of the stack's file, which says whether it is encrypted there; undefined when there is no such file. */
  readonly stackFile: string | undefined;
  /** Folder that relative paths begin at. */
  readonly folder: string;
}

/**
 * The kubeconfig of a cluster that somebody else made.
 *
 * @throws InputError when there is none, or none that can be used; what it holds is never repeated
 */
export function outsideKubeconfig(cluster: Cluster, setting: KubeconfigSetting): OutsideKubeconfig {
  const { text, stackFile, folder } = setting;
  if (text === undefined || text.trim() === "") throw new InputError([missing(cluster, text !== undefined)]);
  if (isPlain(stackFile)) throw new InputError([unencrypted(cluster)]);
  const reading = readKubeconfig(text, { folder, read: fileText });
  if ("faults" in reading) throw new InputError(reading.faults);
  return reading.kubeconfig;
}

/** Text of a file; undefined when it cannot be read. */
export function fileText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Missing, a folder, or somebody else's: it cannot be used.
    return undefined;
  }
}

const stackFileSchema = z.object({ config: z.record(z.string(), z.unknown()) });

/** Whether a stack's file holds the kubeconfig as it is: an encrypted value is a map there. */
function isPlain(stackFile: string | undefined): boolean {
  if (stackFile === undefined) return false;
  const file = stackFileSchema.safeParse(parse(stackFile));
  return file.success && typeof file.data.config[KUBECONFIG_KEY] === "string";
}

const FILE = { file: "stack configuration", path: KUBECONFIG_KEY };

function missing({ id, hosts }: Cluster, isEmpty: boolean): Fault {
  const command = setKubeconfigCommand(id, "kubeconfig.yaml");
  const hint =
    hosts === undefined
      ? command
      : `take ${K3S_KUBECONFIG} of a server, with ${hosts.registrationAddress} as its address: ${command}`;
  return { ...FILE, expected: `the kubeconfig of ${id}`, got: isEmpty ? "nothing in it" : "nothing", hint };
}

function unencrypted({ id }: Cluster): Fault {
  const hint = `${setKubeconfigCommand(id, "kubeconfig.yaml")}; what stood in a file that git knows is known to others`;
  return { ...FILE, expected: "a secret", got: "plain text", hint };
}
