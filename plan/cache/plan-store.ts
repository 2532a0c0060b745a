import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Fleet } from "../../fleet/inventory.ts";
import type { Plan } from "../plan.ts";
import { factDigest, textDigest } from "./fact-digest.ts";
import { writeWhole } from "./write-whole.ts";

/** Plans of one stack that are kept: enough for a branch and what it is compared with. */
const KEPT = 4;

const totals = z.object({
  components: z.number(),
  resources: z.number(),
  isProtected: z.number(),
  imported: z.number(),
});

const recordSchema = z.object({
  schema: z.literal(1),
  stack: z.string(),
  /** Digest of the program that made it. */
  program: z.string(),
  /** What the program has read of the fleet, each with a digest of what it found. */
  reads: z.array(z.tuple([z.string(), z.string()])),
  /** Digest of the plan's text. */
  digest: z.string(),
  totals,
});

/** What is kept beside a plan: on what it stands, and what is asked of it most. */
export type PlanRecord = z.infer<typeof recordSchema>;

/**
 * Plans by the facts that they stand on, in a folder that may be deleted at any time. A plan is found only when the same
 * program would read the very same facts, so it never goes stale. Runs beside each other do no harm: each file appears as
 * a whole, and one that cannot be read is planned again.
 */
export class PlanStore {
  readonly #folder: string;
  readonly #program: string;

  /** @param program Digest of the program whose plans are looked for. */
  constructor(folder: string, program: string) {
    this.#folder = folder;
    this.#program = program;
  }

  /** The record of a stack's plan for a fleet; undefined when there is none. */
  find(view: Fleet, stack: string): PlanRecord | undefined {
    const found = this.#records(stack).find(
      ({ program, reads }) =>
        program === this.#program && reads.every(([path, digest]) => factDigest(view, path) === digest),
    );
    // Whoever keeps other plans meanwhile must not take this one, which is read later, for the oldest.
    if (found !== undefined) touch(this.#recordPath(found));
    return found;
  }

  /** Keeps a plan. @param text its canonical text */
  keep(record: Omit<PlanRecord, "schema" | "program">, text: string): PlanRecord {
    const whole: PlanRecord = { schema: 1, program: this.#program, ...record };
    const folder = join(this.#folder, record.stack);
    mkdirSync(folder, { recursive: true });
    writeWhole(join(folder, `${record.digest}.plan.json`), text);
    writeWhole(this.#recordPath(whole), JSON.stringify(whole));
    this.#prune(folder);
    return whole;
  }

  /** The plan of a record. @throws an Error when somebody has deleted it meanwhile. */
  read({ stack, digest }: PlanRecord): Plan {
    const path = join(this.#folder, stack, `${digest}.plan.json`);
    return JSON.parse(readFileSync(path, "utf8")) as Plan;
  }

  #recordPath({ stack, program, reads }: PlanRecord): string {
    return join(this.#folder, stack, `${textDigest(JSON.stringify([program, reads]))}.json`);
  }

  /** Records of a stack whose plan is there. */
  #records(stack: string): readonly PlanRecord[] {
    const folder = join(this.#folder, stack);
    const names = namesIn(folder);
    const plans = new Set(names.filter(isPlan));
    return names
      .filter((name) => !isPlan(name) && name.endsWith(".json"))
      .flatMap((name) => recordIn(join(folder, name)) ?? [])
      .filter(({ digest }) => plans.has(`${digest}.plan.json`));
  }

  #prune(folder: string): void {
    const records = namesIn(folder)
      .filter((name) => !isPlan(name))
      .map((name) => ({ name, path: join(folder, name) }))
      .sort((a, b) => changedAt(b.path) - changedAt(a.path));
    for (const { path } of records.slice(KEPT)) rmSync(path, { force: true });
    const kept = new Set(records.slice(0, KEPT).map(({ path }) => recordIn(path)?.digest));
    for (const name of namesIn(folder).filter(isPlan))
      if (!kept.has(name.slice(0, name.indexOf(".")))) rmSync(join(folder, name), { force: true });
  }
}

const isPlan = (name: string): boolean => name.endsWith(".plan.json");

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function touch(path: string): void {
  const now = Date.now() / 1_000;
  utimesSync(path, now, now);
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A record from its file; undefined when the file is none, which only costs a plan. */
function recordIn(path: string): PlanRecord | undefined {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
