import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { textDigest } from "../../plan/cache/fact-digest.ts";
import type { PlanSource } from "../../plan/plan-source.ts";
import { parsePlans } from "../../plan/plan-file.ts";
import { PLANS_FOLDER } from "./place.ts";

/** Sets of plans that other programs made and that are kept: those of the branches that somebody compares with. */
const KEPT = 4;

/** Written last, so that a set without it is none. */
const INDEX = "_index.json";

const indexSchema = z.array(z.object({ stack: z.string(), digest: z.string() }));

/**
 * Plans that the program of another revision makes, kept by all that they stand on. What that program reads of its fleet
 * nobody can watch, so it is asked for all of them whenever anything differs.
 *
 * @param key All that the plans stand on.
 * @param make Lets the other program write its plans into a folder, as `atoll plan --out` does.
 */
export async function foreignPlans(
  key: readonly string[],
  make: (folder: string) => Promise<void>,
  all = join(PLANS_FOLDER, "_revisions"),
): Promise<readonly PlanSource[]> {
  const folder = join(all, textDigest(JSON.stringify(key)));
  if (!existsSync(join(folder, INDEX))) {
    const part = `${folder}.${process.pid}.part`;
    mkdirSync(part, { recursive: true });
    try {
      await make(part);
      writeFileSync(join(part, INDEX), JSON.stringify(indexOf(part)));
      rmSync(folder, { recursive: true, force: true });
      renameSync(part, folder);
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
    prune(all);
  }
  const index = indexSchema.parse(JSON.parse(readFileSync(join(folder, INDEX), "utf8")));
  return index.map(({ stack, digest }) => ({
    stack,
    digest,
    read: () => onePlan(readFileSync(join(folder, `${stack}.json`), "utf8")),
  }));
}

/** What is there, once each plan was found to be one. */
function indexOf(folder: string): z.infer<typeof indexSchema> {
  return readdirSync(folder).map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return { stack: onePlan(text).stack, digest: textDigest(text) };
  });
}

function onePlan(text: string) {
  const [plan] = parsePlans(`[${text}]`);
  if (plan === undefined) throw new Error("a file of plans without a plan");
  return plan;
}

function prune(all: string): void {
  const sets = readdirSync(all).map((name) => join(all, name));
  const times = new Map(sets.map((path) => [path, statSync(path).mtimeMs]));
  const old = sets.sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0)).slice(KEPT);
  for (const path of old) rmSync(path, { recursive: true, force: true });
}
