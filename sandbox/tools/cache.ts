import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

/** Folder that keeps built tools for all checkouts of this user: `ATOLL_CACHE`, else the user's cache folder. */
export function toolsFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const userCache = env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(env["ATOLL_CACHE"] ?? join(userCache, "atoll"), "tools");
}

/** Short digest of everything a built tool depends on: another input, another folder. */
export function inputsHash(inputs: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
}
