import { z } from "zod";
import { distinct, entryId } from "../scalars.ts";

const ROLE = "the ARN of a role such as arn:aws:iam::111122223333:role/acme-queue-reader, without a star";

const role = z.string({ error: ROLE }).regex(/^arn:aws:iam::\d{12}:role(\/[\w+=,.@-]+)+$/, { error: ROLE });

/** What KEDA may be told. */
export const keda = {
  assumeRoles: z
    .record(entryId, distinct(role).min(1, { error: "at least one role; remove the key for none" }))
    .default({})
    .describe("Tenant -> roles as which its queues of AWS are asked for their length. @default none"),
};
