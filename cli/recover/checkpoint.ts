import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import { backendFolder, CUT_OFF } from "./backend-folder.ts";
import type { Tools } from "./tools.ts";

/** What Pulumi's file backend keeps beside each file: its type and checksum. It does without when there is none. */
const ATTRIBUTES = ".attrs";

/**
 * Makes a state readable again whose process was killed while it wrote. A backend in a local folder moves a new state
 * into place as a whole, but writes the attributes beside it in place, and a file system that was cut off may leave less
 * of either. Broken attributes are removed; for a broken state the copy that Pulumi keeps of the one before is taken
 * back, and the broken file stays beside it. A bucket writes whole objects or none. The lock's owner must be gone: a
 * process that still writes would look the same.
 *
 * @returns what was done, in a sentence; undefined when the state is whole
 * @throws InputError when there is no copy
 */
export async function restoreCheckpoint(tools: Tools, stack: string): Promise<string | undefined> {
  const { exitCode, stderr } = await tools.pulumi(["stack", "export", "--stack", stack]);
  if (exitCode === 0 || !CUT_OFF.test(stderr)) return undefined;
  const folder = (await backendFolder(tools)) ?? "";
  const file = join(folder, ".pulumi", "stacks", tools.project, `${stack}.json`);
  const attributes = `${file}${ATTRIBUTES}`;
  if (isJson(file) && existsSync(attributes) && !isJson(attributes)) {
    rmSync(attributes);
    return `${attributes}: removed, the state beside it is whole`;
  }
  if (!isJson(`${file}.bak`) || isJson(file)) {
    const expected = "a state that Pulumi can read, or the copy it keeps of the one before";
    const hint = "take the last good version back from the backend's own history";
    throw new InputError([{ file: `state of ${stack}`, path: "", expected, got: stderr.trim(), hint }]);
  }
  copyFileSync(file, `${file}.broken`);
  copyFileSync(`${file}.bak`, file);
  rmSync(attributes, { force: true });
  return `${file}: its last backup is taken back, the rest was looked up`;
}

function isJson(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}
