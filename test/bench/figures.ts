import { readFileSync } from "node:fs";
import { z } from "zod";

const row = z.object({
  /** File of the bench, without its ending. */
  bench: z.string(),
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  bar: z.string().optional(),
  isHeadline: z.literal(true).optional(),
  values: z.array(z.number()),
});

const figures = z.object({
  schema: z.literal(1),
  /** When it was measured, in UTC. */
  date: z.string(),
  /** Facts about the machine; the loop is one of integer work, by which two machines can be set in relation. */
  machine: z.object({
    node: z.string(),
    processors: z.number(),
    model: z.string(),
    memoryGiB: z.number(),
    referenceLoopMs: z.number(),
  }),
  rows: z.array(row),
});

/** What a run of the bench measured, and on which machine. */
export type Figures = z.infer<typeof figures>;

/** One figure of a file of figures. */
export type Figure = Figures["rows"][number];

/** Reads what a run wrote. @throws Error that says what is wrong with the file */
export function readFigures(path: string): Figures {
  const read = figures.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (read.success) return read.data;
  throw new Error(`${path}: expected figures that npm run bench wrote; ${z.prettifyError(read.error)}`);
}

/** How many times the value of before a figure is now; undefined where that run has none of its name and unit. */
export function ratioTo(before: Figures, { bench, name, unit, value }: Figure): number | undefined {
  const same = before.rows.find((one) => one.bench === bench && one.name === name && one.unit === unit);
  return same === undefined || same.value === 0 ? undefined : value / same.value;
}

/** A value as people read it: three digits that count, and whole numbers in full. */
export function valueText(value: number): string {
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString("en")
    : value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

/** The machine in one line. */
export function machineText({
  node,
  processors,
  model,
  memoryGiB,
  referenceLoopMs,
}: Figures["machine"]): string {
  return `node ${node}, ${processors} x ${model}, ${memoryGiB} GiB, reference loop ${Math.round(referenceLoopMs)} ms`;
}
