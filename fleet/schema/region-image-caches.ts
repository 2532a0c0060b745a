import { z } from "zod";
import { CACHE_SECRET_PREFIX, REGISTRY_NAMES } from "../charts/registries.ts";
import { wholeNumber } from "./scalars.ts";

const SECRET = `the ARN of a secret in Secrets Manager whose name begins with ${CACHE_SECRET_PREFIX}; never the secret itself`;

const cache = z.strictObject({
  credentials: z
    .string({ error: SECRET })
    .regex(
      new RegExp(
        `^arn:aws:secretsmanager:[a-z0-9-]+:\\d{12}:secret:${CACHE_SECRET_PREFIX}[\\w/+=.@-]{1,440}$`,
      ),
      { error: SECRET },
    )
    .optional()
    .describe("ARN of the secret with user name and access token. @default - the registry asks for none"),
});

/** Copies of other registries in the region's own. */
export const imageCaches = z
  .strictObject({
    registries: z
      .partialRecord(z.enum(REGISTRY_NAMES), cache)
      .refine((all) => Object.keys(all).length > 0, {
        error: "at least one registry",
        // A name that is none has been told of, and is not there any more.
        when: ({ issues }) => issues.length === 0,
      })
      .describe("Registries by name, such as quay."),
    keepDays: wholeNumber(7, 3650)
      .default(90)
      .describe("Days after which a cached image is deleted, to be pulled anew. Range 7..3650. @default 90"),
  })
  .optional()
  .describe("Registries that ECR pulls through and keeps a copy of. @default - there are none");
