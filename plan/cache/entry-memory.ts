import { hash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { ReadMemory } from "../../fleet/read/memory.ts";
import { writeWhole } from "./write-whole.ts";

const fileSchema = z.object({
  program: z.string(),
  entries: z.record(z.string(), z.unknown()),
});

/** Files of an inventory that were read before, in one file beside the plans. */
export interface EntryMemory extends ReadMemory {
  /** Writes down what this run has read, and forgets the rest; nothing when all was known. */
  save: () => void;
}

/**
 * Remembers files by their bytes, for one program: another one may read the same bytes as something else. A file that
 * cannot be read is an empty memory.
 */
export function entryMemory(path: string, program: string): EntryMemory {
  const known = entriesOf(path, program);
  const used = new Map<string, unknown>();
  let isNew = false;
  const keyOf = (kind: string, bytes: Uint8Array): string => `${kind} ${hash("sha256", bytes)}`;
  return {
    recall: (kind, bytes) => {
      const key = keyOf(kind, bytes);
      const value = known.get(key);
      if (value !== undefined) used.set(key, value);
      return value;
    },
    keep: (kind, bytes, value) => {
      isNew = true;
      used.set(keyOf(kind, bytes), value);
    },
    save: () => {
      if (!isNew && used.size === known.size) return;
      mkdirSync(dirname(path), { recursive: true });
      writeWhole(path, JSON.stringify({ program, entries: Object.fromEntries(used) }));
    },
  };
}

function entriesOf(path: string, program: string): ReadonlyMap<string, unknown> {
  try {
    const file = fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    return new Map(file.program === program ? Object.entries(file.entries) : []);
  } catch {
    return new Map();
  }
}
