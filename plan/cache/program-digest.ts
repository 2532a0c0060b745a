import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What decides which resources a program registers, beside the fleet: its sources, and the packages they stand on. */
const PARTS = ["fleet", "components", "stacks", "plan", "library", "package-lock.json"];

/**
 * Digest of a program: of every file that it consists of, of the versions of its packages, and of the Node that runs it.
 *
 * @param root Folder of the program.
 */
export function programDigest(root: string): string {
  const files = PARTS.flatMap((part) => filesBelow(root, part));
  const lines = files.sort().map((file) => `${file} ${hash("sha256", readFileSync(join(root, file)))}`);
  return hash("sha256", [process.version, ...lines].join("\n"));
}

function filesBelow(root: string, part: string): readonly string[] {
  const path = join(root, part);
  if (!existsSync(path)) return [];
  const below = readdirSync(root, { withFileTypes: true }).find(({ name }) => name === part);
  if (below?.isDirectory() !== true) return [part];
  const all = readdirSync(path, { recursive: true, withFileTypes: true });
  return all
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
}
