import { renameSync, writeFileSync } from "node:fs";

/** Writes a file so that it appears as a whole or not at all, also where two runs write it at once. */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, text);
  renameSync(part, path);
}
