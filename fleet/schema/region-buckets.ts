import { z } from "zod";
import { entryId, wholeNumber } from "./scalars.ts";

/** Ten years: what is kept longer needs a decision, not a number. */
const MAX_DAYS = 3650;

const ages = {
  infrequentAfterDays: wholeNumber(30, MAX_DAYS)
    .default(30)
    .describe("Days until an object moves to infrequent access. Range 30..3650. @default 30"),
  archiveAfterDays: wholeNumber(60, MAX_DAYS)
    .default(90)
    .describe(
      "Days until an object moves to the archive, from which it is read at once. Range 60..3650. @default 90",
    ),
  keepDays: wholeNumber(61, MAX_DAYS)
    .default(365)
    .describe("Days until an object is deleted. Range 61..3650. @default 365"),
};

const backups = z.strictObject({
  ...ages,
  lockDays: wholeNumber(1, MAX_DAYS)
    .default(30)
    .describe("Days in which a backup can be neither deleted nor changed. Range 1..3650. @default 30"),
  lockMode: z
    .enum(["governance", "compliance"])
    .default("governance")
    .describe(
      "Whether a role with the right to may lift the lock, or nobody, the account's owner included. @default governance",
    ),
  replica: entryId
    .optional()
    .describe("Region whose AWS region keeps a copy; of the same account and jurisdiction. @default none"),
});

/** Buckets that the clusters of a region share. */
export const regionBuckets = z
  .strictObject({
    backups: backups.optional().describe("Bucket for backups. @default none"),
    logs: z.strictObject(ages).optional().describe("Bucket for logs. @default none"),
  })
  .prefault({})
  .describe("Buckets of the region's clusters. @default none");
