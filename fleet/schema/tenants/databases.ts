import { z } from "zod";
import { distinct, entryId, retireAfter, wholeNumber } from "../scalars.ts";

/** Major versions of PostgreSQL for which there are images; each is made with the same system, so that one becomes the next. */
export const MAJORS = ["16", "17", "18"] as const;

const MAJOR = 'a major version of PostgreSQL, quoted: "16", "17" or "18"';
const MOMENT = 'a moment such as "2026-11-24T09:30:00Z"';

/** A moment with its offset. */
const moment = z.iso.datetime({ offset: true, error: MOMENT });

const restore = z.strictObject({
  from: entryId.describe("Database of this tenant whose archive is read."),
  environment: entryId
    .optional()
    .describe("Environment of this tenant that the archive belongs to. @default - the same"),
  cluster: entryId
    .optional()
    .describe(
      "Cluster of the same region in which the archive was written. @default - that of the environment",
    ),
  at: moment.optional().describe("Moment to which it goes back. @default - the end of its archive"),
});

const database = z.strictObject({
  size: z
    .enum(["small", "medium", "large"])
    .optional()
    .describe("What its machines have, and how many there are. @default - the tenant's size"),
  instances: wholeNumber(1, 5)
    .optional()
    .describe("One that is written to, and standbys. Range 1..5. @default - by size: 1, 2, 3"),
  storageGiB: wholeNumber(1, 4096)
    .optional()
    .describe(
      "Of each instance; it may grow and never shrink. Range 1..4096. @default - by size: 10, 50, 200",
    ),
  major: z
    .enum(MAJORS, { error: MAJOR })
    .default("17")
    .describe(
      "Major version of PostgreSQL. A higher one is an upgrade: the database stops meanwhile, and begins a new archive. @default 17",
    ),
  failedMajor: z
    .enum(MAJORS, { error: MAJOR })
    .optional()
    .describe(
      "Major version to which an upgrade failed: the way back to the one before. @default - major never goes down",
    ),
  pooler: z.boolean().default(false).describe("Whether programs share connections. @default false"),
  environments: distinct(entryId)
    .min(1, { error: "at least one environment; remove the key for all" })
    .optional()
    .describe("Environments that have it. @default - all"),
  restore: restore
    .optional()
    .describe("Begins as another was at a moment; read once, when it is made. @default - it begins empty"),
  lifecycle: z
    .enum(["active", "retiring"])
    .default("active")
    .describe("Retiring: a last backup is made, then it may be removed. @default active"),
  retireAfter,
  retireFrom: distinct(entryId)
    .min(1, { error: "at least one environment; remove the key for all" })
    .optional()
    .describe("Environments that it retires from. @default - all that have it"),
  lastBackup: z
    .boolean()
    .optional()
    .describe(
      "Whether its retirement waits for a last backup; false for one that can make none any more. @default true",
    ),
});

/** Databases of a tenant by name. */
export const databases = z
  .record(entryId, database)
  .default({})
  .describe("Database -> its size, version and whence it begins. @default none");

export type DatabaseEntry = z.infer<typeof database>;
export type RestoreEntry = z.infer<typeof restore>;
