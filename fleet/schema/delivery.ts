import { z } from "zod";
import { distinct, lineOfText } from "./scalars.ts";

const REPOSITORY =
  "a repository such as https://github.com/lagoon/delivery.git or ssh://git@github.com/lagoon/delivery.git";
const SOURCE =
  "a repository, or all below an address, such as https://github.com/lagoon/*; a star ends it or stands nowhere";
const FOLDER =
  "a folder in the repository such as applications or fleet/applications, without a slash at its ends";

const ADDRESS = String.raw`(https:\/\/|ssh:\/\/git@)[\w.-]+(:\d+)?(\/[\w.~-]+)`;

/** The one repository from which applications of tenants are read, by every cluster with Argo CD. */
export const delivery = z
  .strictObject({
    repository: z
      .string({ error: REPOSITORY })
      .regex(new RegExp(`^${ADDRESS}+$`), { error: REPOSITORY })
      .describe("Repository that only the platform's people write to."),
    revision: lineOfText(100).default("main").describe("Branch or tag that is followed. @default main"),
    path: z
      .string({ error: FOLDER })
      .regex(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/, { error: FOLDER })
      .default("applications")
      .describe("Folder with one folder for each cluster. @default applications"),
    sources: distinct(
      z.string({ error: SOURCE }).regex(new RegExp(`^${ADDRESS}*(\\/\\*)?$`), { error: SOURCE }),
    )
      .min(1, { error: "at least one repository" })
      .describe("Where what tenants deploy may come from."),
    private: z
      .boolean()
      .default(false)
      .describe("Whether repositories are read with credentials, see docs/delivery.md. @default false"),
  })
  .optional()
  .describe("How applications of tenants come into clusters. @default - by hand");

export type DeliverySettings = NonNullable<z.infer<typeof delivery>>;
