import { z } from "zod";
import { distinct, wholeNumber } from "../scalars.ts";

/** Ten years: what is kept longer needs a decision, not a number. */
const MAX_DAYS = 3650;

const storage = z
  .enum(["bucket", "volume"])
  .default("bucket")
  .describe(
    "Where it keeps what it stores: in the region's bucket for logs, or in one pod's volume, without a second pod. @default bucket",
  );

const volumeGib = wholeNumber(1, 16_384)
  .default(20)
  .describe(
    "Size of each volume, in GiB: of all it stores, or with a bucket of what is not there yet. Chosen once: volumes that exist keep their size, and a change is refused by the cluster until people have enlarged them. Range 1..16384. @default 20",
  );

/** Settings of Loki. */
export const lokiSettings = {
  storage,
  volumeGib,
  retentionDays: wholeNumber(1, MAX_DAYS)
    .optional()
    .describe("Days that logs are kept. Range 1..3650. @default - by sla"),
  tenantMibPerSecond: wholeNumber(1, 1024)
    .default(4)
    .describe("Logs that one tenant may write, in MiB per second. Range 1..1024. @default 4"),
};

const NAMESPACE = "the name of a namespace, such as kube-system";

/** Settings of Alloy. */
export const alloySettings = {
  excludedNamespaces: distinct(
    z.string({ error: NAMESPACE }).regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, { error: NAMESPACE }),
  )
    .default([])
    .describe("Namespaces whose logs are not collected. @default none"),
};

/** Settings of Tempo. */
export const tempoSettings = {
  storage,
  volumeGib,
  retentionDays: wholeNumber(1, 365)
    .optional()
    .describe("Days that traces are kept. Range 1..365. @default - by sla"),
};

/** Settings of OpenTelemetry. */
export const opentelemetrySettings = {
  samplePercent: wholeNumber(1, 100)
    .default(20)
    .describe("Traces that are kept, in percent; metrics count all of them. Range 1..100. @default 20"),
};
