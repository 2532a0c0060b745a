import { z } from "zod";
import { cidr, distinct } from "./scalars.ts";

/** What every network may say about the addresses of pods, whoever made it. */
export const podNetworking = {
  customNetworking: z
    .boolean()
    .default(false)
    .describe(
      "Names the pods' subnet and security group zone by zone, instead of finding subnets by their tags; nodes are replaced when it changes. @default false",
    ),
  excludeSnatCidrs: distinct(cidr)
    .default([])
    .describe(
      "Ranges outside the VPC that see the pods' own addresses, and must have a way back to them; all others see the node's. @default none",
    ),
};
