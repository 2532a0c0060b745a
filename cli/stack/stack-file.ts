import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, parseDocument } from "yaml";
import { InputError } from "../../fleet/check.ts";

/** What a stack's file must say; whatever else it says is its own. */
export interface StackFileSettings {
  /** What encrypts secrets, such as awskms://alias/...; a file that names one keeps it. */
  readonly secretsProvider: string;
  /** Folder of the inventory, from the root of the checkout. */
  readonly inventory: string;
}

const HEAD = " Only what belongs to the stack; what it looks like is in the inventory.";

/** Name of a stack's file. */
export const stackFileName = (stack: string): string => `Pulumi.${stack}.yaml`;

/**
 * The file of a stack with what it lacks; undefined when it lacks nothing. Values that somebody has written stay, for
 * they may be all that decrypts a state.
 *
 * @param text what the file says; undefined when there is none
 * @throws InputError when the file is no map
 */
export function completedStackFile(
  name: string,
  text: string | undefined,
  { secretsProvider, inventory }: StackFileSettings,
): string | undefined {
  const document = text === undefined ? fresh() : parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    const expected = "keys and values of a Pulumi stack";
    throw new InputError([{ file: name, path: "", expected, hint: "restore it from git" }]);
  }
  const before = document.toString();
  // Without a provider of its own, a file with a salt is one of a passphrase.
  if (!document.has("secretsprovider") && !document.has("encryptionsalt"))
    document.set("secretsprovider", secretsProvider);
  complete(document, "pulumi:disable-default-providers", ["*"]);
  complete(document, "atoll:inventory", inventory);
  return text !== undefined && document.toString() === before ? undefined : document.toString();
}

/** Whether a stack's file has a value of this key, encrypted or not. */
export function hasSetting(text: string, key: string): boolean {
  return parseDocument(text).hasIn(["config", key]);
}

function fresh(): Document {
  return parseDocument(`#${HEAD}\nconfig: {}\n`);
}

function complete(document: Document, key: string, value: unknown): void {
  if (document.hasIn(["config", key])) return;
  document.setIn(["config", key], document.createNode(value));
  const config = document.get("config");
  if (isMap(config)) config.flow = false;
}

/** Writes what a stack's file lacks. @returns whether it lacked anything */
export function writeStackFile(folder: string, stack: string, settings: StackFileSettings): boolean {
  const name = stackFileName(stack);
  const path = join(folder, name);
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const complete = completedStackFile(name, text, settings);
  if (complete !== undefined) writeFileSync(path, complete);
  return complete !== undefined;
}
