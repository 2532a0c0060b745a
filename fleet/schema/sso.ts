import { z } from "zod";
import { distinct } from "./scalars.ts";

const ISSUER =
  "an address such as https://login.lagoon.cloud/realms/lagoon, without a query or a slash at its end";
const CLIENT = "the id of a client: letters, digits and . _ - alone";
const CLAIM = "the name of a claim: letters, digits and . _ : / - alone";
const GROUP = "the name of a group: letters, digits and . _ : / @ - alone";

// Names of groups end up in rules, one a line with commas between: what separates there must not be in a name.
const group = z.string({ error: GROUP }).regex(/^[\w.:/@-]{1,128}$/, { error: GROUP });

/** Who people are: one client of an OpenID Connect provider, for all of the platform's own pages. */
export const sso = z
  .strictObject({
    issuer: z
      .string({ error: ISSUER })
      .regex(/^https:\/\/[\w.-]+(:\d+)?(\/[\w.~-]+)*$/, { error: ISSUER })
      .describe("Address of the provider, as its tokens name it."),
    clientId: z
      .string({ error: CLIENT })
      .regex(/^[\w.-]{1,128}$/, { error: CLIENT })
      .describe("Client of the platform; its secret lies in Secrets Manager, see docs/delivery.md."),
    admins: distinct(group)
      .min(1, { error: "at least one group" })
      .describe("Groups that may do everything."),
    viewers: distinct(group)
      .default([])
      .describe(
        "Groups that may look at everything; in Grafana they are editors, for Explore takes that role. @default none",
      ),
    groupsClaim: z
      .string({ error: CLAIM })
      .regex(/^[\w.:/-]{1,64}$/, { error: CLAIM })
      .default("groups")
      .describe("What tokens call the groups of a person. @default groups"),
  })
  .optional()
  .describe("How people of the platform sign in to its pages. @default - by what each page brings along");

export type SsoSettings = NonNullable<z.infer<typeof sso>>;
