import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../check.ts";
import { didYouMean } from "./issues.ts";
import { asciiOnly } from "./typed.ts";
import { ID_RULE, isEntryId } from "../schema/scalars.ts";

/** Folders of an inventory; a file's name in them is the entry's id. */
export const FOLDERS = ["regions", "clusters", "tenants", "links"] as const;
export type EntryKind = (typeof FOLDERS)[number];

/** What the rules are told to let off; most fleets have none. */
export const EXCEPTIONS_FILE = "exceptions.yaml";

/** Folders that a fleet may lack; what the lock knows of them must still be there. */
const OPTIONAL_FOLDERS: readonly EntryKind[] = ["tenants", "links"];

const TOP_LEVEL = ["fleet.yaml", "fleet.lock.yaml", EXCEPTIONS_FILE, ...FOLDERS];

/** Dot files and notes may lie anywhere; they are nobody's entry. */
const isIgnored = (name: string): boolean => name.startsWith(".") || name === "README.md";

/**
 * What is wrong with the folder itself. A folder that is missing or has no fleet.yaml is never read as "nothing wanted".
 * `readable` is false when there is nothing to go on with.
 */
export function folderFindings(dir: string): {
  readonly findings: readonly Finding[];
  readonly readable: boolean;
} {
  if (!isFolder(dir)) {
    const hint =
      "give the folder that holds fleet.yaml with --inventory, or atoll:inventory in the stack's file";
    return {
      findings: [
        {
          file: dir,
          at: [],
          expected: "an inventory folder",
          got: existsSync(dir) ? "a file" : "none",
          hint,
        },
      ],
      readable: false,
    };
  }
  const findings: Finding[] = [];
  if (!existsSync(join(dir, "fleet.yaml"))) {
    findings.push({
      file: "fleet.yaml",
      at: [],
      expected: "a file with the organisation's settings",
      got: "none",
    });
  }
  for (const name of readdirSync(dir)) {
    if (!isIgnored(name) && !TOP_LEVEL.includes(name)) findings.push(unknownFile("", name, TOP_LEVEL));
  }
  for (const kind of FOLDERS) findings.push(...entryFileFindings(dir, kind));
  return { findings, readable: true };
}

function entryFileFindings(dir: string, kind: EntryKind): readonly Finding[] {
  const path = join(dir, kind);
  if (!isFolder(path)) {
    const none = !existsSync(path);
    const hint = "an empty fleet never means delete; entries leave by lifecycle: retiring";
    const finding = { file: kind, at: [], expected: "a folder with one file per entry", hint };
    return none && OPTIONAL_FOLDERS.includes(kind) ? [] : [{ ...finding, got: none ? "none" : "a file" }];
  }
  const names = readdirSync(path, { withFileTypes: true }).filter(({ name }) => !isIgnored(name));
  const findings = names.flatMap((entry): Finding[] => {
    const file = `${kind}/${asciiOnly(entry.name)}`;
    if (!isEntryFile(entry)) return [unknownFile(`${kind}/`, entry.name, [])];
    const id = entry.name.slice(0, -".yaml".length);
    return isEntryId(id)
      ? []
      : [
          {
            file,
            at: [],
            expected: `${ID_RULE}, at most 20 characters, as file name`,
            got: `"${asciiOnly(id)}"`,
          },
        ];
  });
  if (names.length === 0 && !OPTIONAL_FOLDERS.includes(kind)) {
    const hint = "an empty folder never means delete; entries leave by lifecycle: retiring";
    findings.push({ file: kind, at: [], expected: "at least one entry", got: "none", hint });
  }
  return findings;
}

/** Ids by file name, also of files that cannot be read: a broken file is no missing entry. */
export function idsIn(dir: string, kind: EntryKind): readonly string[] {
  const path = join(dir, kind);
  if (!isFolder(path)) return [];
  const files = readdirSync(path, { withFileTypes: true }).filter(isEntryFile);
  return files.map(({ name }) => name.slice(0, -".yaml".length)).sort();
}

/** Whether a folder is there. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** A file, or a link to one: mounted volumes are full of links. */
function isEntryFile(entry: Dirent): boolean {
  if (isIgnored(entry.name) || !entry.name.endsWith(".yaml")) return false;
  if (!entry.isSymbolicLink()) return entry.isFile();
  const path = join(entry.parentPath, entry.name);
  return existsSync(path) && statSync(path).isFile();
}

function unknownFile(folder: string, name: string, known: readonly string[]): Finding {
  const yaml = name.replace(/\.yml$/, ".yaml");
  const hint = yaml === name ? didYouMean(name, known) : `rename it to ${yaml}`;
  const expected = known.length === 0 ? "files <id>.yaml only" : `one of ${known.join(", ")}`;
  const shown = asciiOnly(name);
  return {
    file: `${folder}${shown}`,
    at: [],
    expected,
    got: `"${shown}"`,
    ...(hint === undefined ? {} : { hint }),
  };
}
