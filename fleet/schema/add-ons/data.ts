import { distinct, namespaceName, wholeNumber } from "../scalars.ts";

/** Settings of Velero. */
export const velero = {
  dailyHour: wholeNumber(0, 23)
    .default(2)
    .describe("Hour of the day, UTC, in which the daily backup starts. Range 0..23. @default 2"),
  keepDays: wholeNumber(1, 3650)
    .optional()
    .describe("Days that daily backups are kept. Range 1..3650. @default - by sla"),
  everyHours: wholeNumber(1, 24)
    .optional()
    .describe(
      "Hours between two backups of volumes; 24 leaves only the daily one. Range 1..24. @default - by sla",
    ),
  excludeNamespaces: distinct(namespaceName)
    .default([])
    .describe("Namespaces beside those of the platform that no backup holds. @default none"),
};

/** Settings of CloudNativePG. */
export const cloudnativePg = {
  clusterRolloutSeconds: wholeNumber(0, 3600)
    .default(60)
    .describe(
      "Seconds between databases that the operator restarts because it was upgraded. Range 0..3600. @default 60",
    ),
  instanceRolloutSeconds: wholeNumber(0, 3600)
    .default(10)
    .describe("Seconds between two instances of one database, then. Range 0..3600. @default 10"),
};
