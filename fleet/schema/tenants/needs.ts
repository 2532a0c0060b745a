import { z } from "zod";
import { cidr, distinct, entryId, lineOfText, wholeNumber } from "../scalars.ts";

const wayOut = z.strictObject({
  cidr: cidr.describe("Addresses outside the cluster; never the fleet's own, nor link-local ones."),
  ports: z
    .array(wholeNumber(1, 65_535))
    .min(1, { error: "at least one port" })
    .default([443])
    .describe("Ports of TCP. @default 443"),
  why: lineOfText(200).describe("What is there."),
});

/** Ways out of a tenant's namespaces. */
export const egress = z
  .array(wayOut)
  .max(20, { error: "at most 20 ways out" })
  .default([])
  .describe("Addresses that its programs may reach. @default none");

/** What differs from the tier's contract, within the tier. */
export const limits = z
  .strictObject({
    pods: wholeNumber(1, 1000).optional().describe("Pods of one environment. @default - by tier and size"),
    cpu: wholeNumber(1, 1000)
      .optional()
      .describe("Requested processors of one environment. @default - by tier and size"),
    memoryGiB: wholeNumber(1, 4096)
      .optional()
      .describe("Requested memory of one environment. @default - by tier and size"),
    storageGiB: wholeNumber(1, 65_536)
      .optional()
      .describe("Storage of one environment. @default - by tier and size"),
    applications: wholeNumber(1, 200)
      .optional()
      .describe("Applications of the tenant. @default - by size: 10, 20, 40"),
    databases: wholeNumber(1, 100)
      .optional()
      .describe("Databases of the tenant. @default - by size: 4, 8, 16"),
  })
  .optional()
  .describe("Amounts that differ from tier and size: less, or at most twice as much. @default none");

/** Times that the gateway counts requests by, in milliseconds. @see https://doc.traefik.io/traefik/reference/install-configuration/observability/metrics/ */
const LATENCIES = [100, 300, 1200, 5000] as const;

const PERCENT = 'percent in 90..99.99, quoted, with two digits after the point at most: "99.5"';

/** What is promised to the tenant. */
export const slo = z
  .strictObject({
    availability: z
      .string({ error: PERCENT })
      .regex(/^9\d(\.\d{1,2})?$/, { error: PERCENT })
      .default("99.9")
      .describe(
        "Percent of requests that are answered without a fault of ours, quoted. Range 90..99.99. @default 99.9",
      ),
    latencyMilliseconds: z
      .literal(LATENCIES, { error: `one of the numbers ${LATENCIES.join(", ")}` })
      .default(100)
      .describe("Within this time 95 percent are answered: 100, 300, 1200 or 5000. @default 100"),
  })
  .optional()
  .describe("Targets of its applications. @default - those of the platform: 99.9, 100");

export const backup = z
  .enum(["none", "daily", "hourly"])
  .optional()
  .describe(
    "How often volumes and objects are kept. @default - daily; hourly where an environment is stateful",
  );

export const alerts = distinct(entryId)
  .optional()
  .describe("Alert routes of fleet.yaml that hear of it beside the environment's. @default none");

export const registries = distinct(
  z.string().regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, {
    error: "a registry or a folder of one, such as ghcr.io/lagoon",
  }),
)
  .optional()
  .describe("Registries from which its images come. @default - any");

export type WayOut = z.infer<typeof wayOut>;
export type TenantSlo = NonNullable<z.infer<typeof slo>>;
export type TenantOverrides = NonNullable<z.infer<typeof limits>>;
