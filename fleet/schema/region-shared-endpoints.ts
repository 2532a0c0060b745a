import { z } from "zod";
import { ENDPOINT_SERVICE_NAMES, STANDARD_ENDPOINTS } from "../regions/endpoint-services.ts";
import { distinct } from "./scalars.ts";

/** Interface endpoints in a network of their own, behind the region's gateway. */
export const sharedEndpoints = z
  .strictObject({
    services: distinct(z.enum(ENDPOINT_SERVICE_NAMES))
      .min(1, { error: "at least one service" })
      .default([...STANDARD_ENDPOINTS])
      .describe(
        "AWS services by name, such as ecr.api. @default - those that a network without a way out needs",
      ),
  })
  .optional()
  .describe(
    "Interface endpoints that clusters reach through the region's own transit gateway. @default - there are none",
  );
