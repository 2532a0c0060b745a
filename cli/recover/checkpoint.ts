import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import { backendFolder, CUT_OFF } from "./backend-folder.ts";
import type { Tools } from "./tools.ts";

/**
 * Makes a state readable again that was cut off while it was written: takes back the copy that Pulumi keeps of the one
 * before. The broken file stays beside it. A bucket writes whole objects or none, so only a folder needs this. The
 * lock's owner must be gone: a process that still writes would look the same.
 *
 * @returns the file that was taken back; undefined when the state is whole
 * @throws InputError when there is no copy
 */
export async function restoreCheckpoint(tools: Tools, stack: string): Promise<string | undefined> {
  const { exitCode, stderr } = await tools.pulumi(["stack", "export", "--stack", stack]);
  if (exitCode === 0 || !CUT_OFF.test(stderr)) return undefined;
  const folder = (await backendFolder(tools)) ?? "";
  const file = join(folder, ".pulumi", "stacks", tools.project, `${stack}.json`);
  if (!isJson(`${file}.bak`) || isJson(file)) {
    const expected = "a state that Pulumi can read, or the copy it keeps of the one before";
    const hint = "take the last good version back from the backend's own history";
    throw new InputError([{ file: `state of ${stack}`, path: "", expected, got: stderr.trim(), hint }]);
  }
  copyFileSync(file, `${file}.broken`);
  copyFileSync(`${file}.bak`, file);
  return file;
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
