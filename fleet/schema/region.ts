import { z } from "zod";
import { AWS_REGIONS } from "../charts/catalog.ts";
import { alerts, quotaAlarms } from "./region-alerts.ts";
import { regionBuckets } from "./region-buckets.ts";
import { budget } from "./region-budget.ts";
import { costAllocationTags } from "./region-cost-tags.ts";
import { regionDns } from "./region-dns.ts";
import { imageCaches } from "./region-image-caches.ts";
import { transitGateway } from "./region-transit-gateway.ts";
import { sharedEndpoints } from "./region-shared-endpoints.ts";
import { regionVcpuQuotas } from "./region-vcpu-quotas.ts";
import { entryId, lifecycle, retireAfter, wholeNumber, zoneLetter } from "./scalars.ts";

/** Regions of AWS that are worlds of their own. */
export const OTHER_PARTITION = /^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/;

export const REGION = "an AWS region code such as eu-central-1";
export const COMMERCIAL =
  "a region of AWS's commercial partition; GovCloud, China and sovereign clouds are not supported";

export const regionSchema = z.strictObject({
  account: entryId.describe("Name of an account in fleet.yaml."),
  awsRegion: z
    .enum(AWS_REGIONS, {
      error: ({ input }) => (typeof input === "string" && OTHER_PARTITION.test(input) ? COMMERCIAL : REGION),
    })
    .describe("AWS region code, such as eu-central-1."),
  jurisdiction: entryId.describe(
    "Where data in this region lives, such as eu or us; tenants' residency names it.",
  ),
  zones: z
    .record(
      zoneLetter,
      z.string().regex(/^[a-z]{3,4}\d-az\d$/, {
        error: "a zone id such as euc1-az2; ids, unlike letters, mean the same in each account",
      }),
    )
    .describe("Zone letter -> zone id, such as a: euc1-az2. Letters differ between accounts, ids do not."),
  netmaskLength: wholeNumber(8, 16)
    .default(12)
    .describe("Size of each block the region takes from the supernets. Range 8..16. @default 12"),
  dns: regionDns,
  buckets: regionBuckets,
  transitGateway,
  sharedEndpoints,
  imageCaches,
  alerts,
  quotaAlarms,
  budget,
  costAllocationTags,
  vcpuQuotas: regionVcpuQuotas,
  lifecycle,
  retireAfter,
});

export type RegionEntry = z.infer<typeof regionSchema>;
