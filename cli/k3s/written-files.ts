import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, InputError } from "../../fleet/check.ts";
import { writeOut } from "../write-out.ts";

/** What was written into a folder, and with which content. */
const RECORD = ".atoll-rendered.json";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

export interface Written {
  /** Files that are new or others than before. */
  readonly written: readonly string[];
  /** Files of an earlier time that nobody asks for any more; they are left. */
  readonly left: readonly string[];
}

/**
 * Writes files into a folder, all of them or none. A file that was not written from here, or was edited since, is left
 * alone unless `force` says otherwise.
 *
 * @throws InputError with every file that is in the way.
 */
export function writeRendered(folder: string, files: ReadonlyMap<string, string>, force: boolean): Written {
  const before = record(folder);
  const changed = [...files].filter(([path, text]) => textOf(folder, path) !== text);
  const foreign = changed.filter(([path]) => {
    const text = textOf(folder, path);
    return text !== undefined && before[path] !== digest(text);
  });
  if (foreign.length > 0 && !force)
    throw new InputError(foreign.map(([path]) => inTheWay(folder, path, before)));
  for (const [path, text] of changed) {
    writeOut(join(folder, path), text);
  }
  const left = Object.keys(before).filter((path) => !files.has(path) && existsSync(join(folder, path)));
  const kept = Object.fromEntries(left.map((path) => [path, before[path] ?? ""]));
  const now = { ...kept, ...Object.fromEntries([...files].map(([path, text]) => [path, digest(text)])) };
  writeOut(join(folder, RECORD), `${JSON.stringify(now, undefined, 2)}\n`);
  return { written: changed.map(([path]) => path), left };
}

function textOf(folder: string, path: string): string | undefined {
  return existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined;
}

/** What was written last time; a record that cannot be read knows nothing, and every file is somebody's. */
function record(folder: string): Readonly<Record<string, string>> {
  const text = textOf(folder, RECORD);
  if (text === undefined) return {};
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).filter((one): one is [string, string] => typeof one[1] === "string"),
    );
  } catch {
    return {};
  }
}

function inTheWay(folder: string, path: string, before: Readonly<Record<string, string>>): Fault {
  return {
    file: join(folder, path),
    path: "",
    expected: "a file that was written by this command and not edited since",
    got: before[path] === undefined ? "one of somebody else" : "an edited one",
    hint: "move it away, or write over it with --force",
  };
}
