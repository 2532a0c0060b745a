import { z } from "zod";
import { fleetWindows } from "./delivery-windows.ts";
import { distinct } from "./scalars.ts";

const SOURCE =
  "a repository, or all below an address, such as https://github.com/lagoon/*; a star ends it or stands nowhere";

const ADDRESS = String.raw`(https:\/\/|ssh:\/\/git@)[\w.-]+(:\d+)?(\/[\w.~-]+)`;

/** What holds for all that tenants deploy; what they deploy is in their own entries. */
export const delivery = z
  .strictObject({
    sources: distinct(
      z.string({ error: SOURCE }).regex(new RegExp(`^${ADDRESS}*(\\/\\*)?$`), { error: SOURCE }),
    )
      .min(1, { error: "at least one repository; remove the key for any" })
      .optional()
      .describe("Where what tenants deploy may come from. @default - anywhere"),
    windows: fleetWindows,
  })
  .prefault({})
  .describe("What holds for all that tenants deploy.");

export type DeliverySettings = z.infer<typeof delivery>;
