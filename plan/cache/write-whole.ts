import { randomUUID } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";

/** Writes a file so that it appears as a whole or not at all, also where two runs, or two threads of one, write it at once. */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.${randomUUID()}.part`;
  writeFileSync(part, text);
  renameSync(part, path);
}
