import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

const digestsSchema = z.record(z.string(), z.string().regex(/^sha256:[0-9a-f]{64}$/));

/** Adds digests to the file that pins them, sorted by chart; those it has stay. */
export function recordDigests(path: string, recorded: Readonly<Record<string, string>>): void {
  const before = digestsSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const after = Object.entries({ ...recorded, ...before }).sort(([a], [b]) => (a < b ? -1 : 1));
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(Object.fromEntries(after), null, 2)}\n`);
  renameSync(unfinished, path);
}
