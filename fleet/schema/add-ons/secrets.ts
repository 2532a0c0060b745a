import { z } from "zod";
import { distinct, namespaceName, wholeNumber } from "../scalars.ts";

/** How bad a finding is, in the words of Trivy. @see https://trivy.dev/docs/latest/configuration/filtering/ */
const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN"] as const;

/** Settings of the Trivy operator. */
export const trivyOperator = {
  severities: distinct(z.enum(SEVERITIES))
    .min(1, { error: "at least one severity; to scan nothing, switch the add-on off" })
    .default(["CRITICAL", "HIGH"])
    .describe("Findings that reports hold. @default CRITICAL, HIGH"),
  ignoreUnfixed: z
    .boolean()
    .default(false)
    .describe("Whether findings that nobody has fixed yet are left out. @default false"),
  scansAtOnce: wholeNumber(1, 20)
    .default(3)
    .describe("Scans that run at the same time. Range 1..20. @default 3"),
  reportHours: wholeNumber(1, 720)
    .default(24)
    .describe("Hours after which a report is made anew. Range 1..720. @default 24"),
  excludeNamespaces: distinct(namespaceName)
    .default([])
    .describe("Namespaces that are not scanned. @default none"),
};
