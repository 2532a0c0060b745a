import { z } from "zod";
import { ENVIRONMENTS } from "../cluster.ts";
import { entryId, isoDate } from "../scalars.ts";

const rule = z.strictObject({
  environment: z.enum(ENVIRONMENTS).describe("What the cluster must be for."),
  region: entryId
    .optional()
    .describe("Name of a file in regions/ that it must be in. @default - any within the residency"),
  spread: z
    .boolean()
    .default(false)
    .describe(
      "Whether it keeps away from clusters and regions of the tenant's other environments where it can. @default false",
    ),
});

const PLACES = ["cluster", "place"] as const;

const isOneOf = (entry: { readonly cluster?: unknown; readonly place?: unknown }): boolean =>
  PLACES.filter((key) => entry[key] !== undefined).length === 1;

const ONE_OF = { error: `one of the keys ${PLACES.join(", ")}` };

const standby = z
  .strictObject({
    cluster: entryId
      .optional()
      .describe("Name of a file in clusters/, in another region. @default - found by place"),
    place: rule
      .optional()
      .describe("Instead of a cluster: what it must be like, in another region. @default - cluster says it"),
    retireAfter: isoDate.optional().describe("First day on which it may be removed. @default - it stays"),
  })
  .refine(isOneOf, ONE_OF);

/** Where one environment of a tenant lives: a cluster by name, or a rule by which `atoll lock` finds one. */
export const placement = z
  .strictObject({
    cluster: entryId.optional().describe("Name of a file in clusters/. @default - found by place"),
    place: rule
      .optional()
      .describe(
        "Instead of a cluster: what it must be like. atoll lock decides once, and remembers. @default - cluster says it",
      ),
    standby: standby
      .optional()
      .describe("A second slice of it in another region, suspended, to recover into. @default - none"),
    retireAfter: isoDate
      .optional()
      .describe("First day on which this environment may be removed. @default - it stays"),
    stateful: z
      .boolean()
      .default(false)
      .describe("Whether it keeps data in the cluster, which traffic leaves behind. @default false"),
    switchOver: isoDate
      .optional()
      .describe("Day on which its data moves to the cluster that replaces its own. @default - not decided"),
  })
  .refine(isOneOf, ONE_OF);

export type PlacementEntry = z.infer<typeof placement>;
export type StandbyEntry = z.infer<typeof standby>;

/** What an entry says of one place. */
export type HomeEntry = Pick<PlacementEntry, "cluster" | "place">;
export type PlacementRule = z.infer<typeof rule>;
