import { z } from "zod";

/** Whether bills can be read by the fleet's tags. */
export const costAllocationTags = z
  .boolean()
  .default(false)
  .describe(
    "Activates the fleet's tags for bills; in the one region of the account that pays for the others. @default false",
  );
