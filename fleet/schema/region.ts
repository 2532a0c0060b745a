import { z } from "zod";
import { isoDate, lifecycle, netmaskLength, zoneLetter } from "./scalars.ts";

export const regionSchema = z.strictObject({
  account: z.string().describe("Name of an account in fleet.yaml."),
  awsRegion: z.string().describe("AWS region code, such as eu-central-1."),
  jurisdiction: z
    .string()
    .describe("Where data in this region lives, such as eu or us; tenants' residency names it."),
  zones: z
    .record(zoneLetter, z.string())
    .describe("Zone letter -> zone id, such as a: euc1-az2. Letters differ between accounts, ids do not."),
  netmaskLength: netmaskLength(8, 16)
    .default(12)
    .describe("Size of each block the region takes from the supernets. Range 8..16. @default 12"),
  lifecycle,
  retireAfter: isoDate.optional(),
});

export type RegionEntry = z.infer<typeof regionSchema>;
