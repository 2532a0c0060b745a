import { z } from "zod";
import { distinct } from "../scalars.ts";

const ROLE = "the ARN of a role such as arn:aws:iam::111122223333:role/acme-queue-reader, without a star";

/** What KEDA may be told. */
export const keda = {
  assumeRoles: distinct(
    z.string({ error: ROLE }).regex(/^arn:aws:iam::\d{12}:role(\/[\w+=,.@-]+)+$/, { error: ROLE }),
  )
    .default([])
    .describe("Roles as which queues of AWS are asked for their length. @default none"),
};
