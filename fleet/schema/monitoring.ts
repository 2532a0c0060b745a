import { z } from "zod";
import { entryId, lineOfText } from "./scalars.ts";

const RUNBOOKS =
  "an address such as https://github.com/lagoon/fleet/blob/main/docs/runbooks, without a slash at its end";
const EMAIL = "an e-mail address such as alerts@lagoon.cloud";

/** How the fleet is watched. */
export const monitoring = z
  .strictObject({
    management: z
      .record(entryId, entryId)
      .default({})
      .describe(
        "Cluster that keeps the metrics of all clusters of a region, by the region's name. @default - each cluster keeps its own alone",
      ),
    heartbeat: z
      .boolean()
      .default(false)
      .describe(
        "Whether each cluster tells an outside service once a minute that its alerting works; the address is the secret heartbeat-<cluster>. @default false",
      ),
    smtp: z
      .strictObject({
        host: lineOfText(253).describe(
          "Server that takes mail at port 587 with STARTTLS, such as email-smtp.eu-central-1.amazonaws.com.",
        ),
        from: z.email({ error: EMAIL }).describe("Sender of alerts."),
        username: lineOfText(200).describe("Who logs in there; the password is the secret smtp."),
      })
      .optional()
      .describe("By which server alert routes of kind email send. @default - none may be used in clusters"),
    runbooksUrl: z
      .url({ error: RUNBOOKS })
      .regex(/[^/]$/, { error: RUNBOOKS })
      .optional()
      .describe("Where people find the pages of alerts. @default - docs/runbooks in the repository of ci"),
  })
  .prefault({})
  .describe("How clusters are watched. @default - each for itself");
