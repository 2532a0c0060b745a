import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isMap, parseDocument } from "yaml";
import { InputError } from "../../fleet/check.ts";
import { CLUSTER_ID_KEY, KUBECONFIG_KEY } from "../../fleet/outside-vocabulary.ts";
import { ROOT, type Sandbox } from "./folder.ts";

export const SALT = "encryptionsalt";

/** What the program needs beside the stack files; the engine sees them through links. */
const SHARED = ["stacks", "node_modules", "package.json"] as const;

/** Leads the program to where the names of the simulated cloud lead. */
const LED = pathToFileURL(join(ROOT, "sandbox/kubernetes/led-program.ts")).href;

const NODE_WORDS = ["runtime", "options", "nodeargs"] as const;

/** Makes the project folder: the checkout's own program, and its project file with one more word for Node. */
export function copyProject(sandbox: Sandbox): void {
  mkdirSync(sandbox.project, { recursive: true });
  const project = parseDocument(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8"));
  const words = project.getIn(NODE_WORDS);
  project.setIn(NODE_WORDS, `${typeof words === "string" ? `${words} ` : ""}--import ${LED}`);
  writeWhereChanged(join(sandbox.project, "Pulumi.yaml"), Buffer.from(project.toString()));
  for (const shared of SHARED) {
    const link = join(sandbox.project, shared);
    if (!existsSync(link)) symlinkSync(join(ROOT, shared), link);
  }
}

/**
 * Takes the inventory as it is now; what the sandbox changes in its copy never comes back. Files that are equal stay
 * untouched, because another stack's program may be reading them.
 */
export function copyInventory(sandbox: Sandbox, source: string): void {
  const from = resolve(source);
  if (!existsSync(from)) {
    const expected = "the folder of an inventory";
    throw new InputError([
      { file: source, path: "", expected, got: "nothing", hint: "name it by --inventory" },
    ]);
  }
  const files = filesBelow(from);
  for (const file of filesBelow(sandbox.inventory)) {
    if (!files.includes(file)) rmSync(join(sandbox.inventory, file));
  }
  for (const file of files) {
    writeWhereChanged(join(sandbox.inventory, file), readFileSync(join(from, file)));
  }
}

/**
 * Writes the sandbox's own file of a stack: the checkout's, with the copied inventory, and the salt, the kubeconfig and
 * the cluster of the sandbox. The checkout's file is only read; a stack without one gets the settings that all stacks share.
 */
export function copyStackFile(sandbox: Sandbox, stack: string): void {
  const name = `Pulumi.${stack}.yaml`;
  const source = join(ROOT, name);
  const document = parseDocument(existsSync(source) ? readFileSync(source, "utf8") : "config: {}\n");
  if (!isMap(document.contents)) throw new Error(`${name} is no map`);
  const target = join(sandbox.project, name);
  const own = existsSync(target) ? parseDocument(readFileSync(target, "utf8")) : undefined;
  const salt = own?.get(SALT);
  if (salt === undefined) document.delete(SALT);
  else document.set(SALT, salt);
  document.setIn(["config", "pulumi:disable-default-providers"], ["*"]);
  document.setIn(["config", "atoll:inventory"], sandbox.inventory);
  // The way into a real cluster never comes in here; the sandbox has a way of its own, into its own.
  for (const key of [KUBECONFIG_KEY, CLUSTER_ID_KEY]) {
    const value = own?.getIn(["config", key], true);
    if (value === undefined) document.deleteIn(["config", key]);
    else document.setIn(["config", key], value);
  }
  writeWhereChanged(target, Buffer.from(document.toString()));
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function writeWhereChanged(path: string, content: Buffer): void {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
