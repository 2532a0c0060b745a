import { z } from "zod";
import { wholeNumber } from "./scalars.ts";

const vcpus = (what: string) =>
  wholeNumber(0, 1_000_000)
    .optional()
    .describe(`${what}. Range 0..1000000. @default - not known, so nothing is held against it`);

const byGroup = z
  .strictObject({
    standard: vcpus("Processors of families A, C, D, H, I, M, R, T and Z"),
    g: vcpus("Processors of families G and VT"),
    p: vcpus("Processors of families P"),
    x: vcpus("Processors of families X"),
  })
  .optional();

/** Processors that AWS grants the account in this region: what Service Quotas shows, not what is wished for. */
export const regionVcpuQuotas = z
  .strictObject({
    onDemand: byGroup.describe("Machines at the usual price. @default none"),
    spot: byGroup.describe("Spot machines. @default none"),
  })
  .optional()
  .describe(
    "Processors that AWS grants the account here, as Service Quotas shows them. @default - not known",
  );
