import { z } from "zod";
import { distinct, entryId, wholeNumber } from "../scalars.ts";
import { canary, faults, hosts } from "./routes.ts";
import { scaling } from "./scaling.ts";

const REPOSITORY =
  "a repository such as https://github.com/lagoon/shop.git or ssh://git@github.com/lagoon/shop.git";
const FOLDER = "a folder in the repository such as deploy or apps/shop, without a slash at its ends";

const REVISION = "a branch, tag, commit or range of tags such as main, v1.4.2, v1.* or >=1.2.0 <2.0.0";

/** What git takes for a name, and what a range of versions is made of; nothing that a command would take for an option. */
const revision = z
  .string({ error: REVISION })
  .max(100, { error: REVISION })
  .regex(/^(?!.*(\.\.|\/\/|\.lock$|\/$))[\w^~<>=*][\w./*^~<>=|, +-]*$/, { error: REVISION })
  .refine((text) => text.trim() === text, { error: REVISION });

const folder = z.string({ error: FOLDER }).regex(/^(?!.*\.\.)(?!-)[\w.-]+(\/[\w.-]+)*$/, { error: FOLDER });

/** One program of a tenant. */
const application = z.strictObject({
  repository: z
    .string({ error: REPOSITORY })
    .regex(/^(?!.*\/\.\.?(\/|$))(https:\/\/|ssh:\/\/git@)[a-z0-9][a-z0-9.-]*(:\d+)?(\/[\w.~-]+)+$/, {
      error: REPOSITORY,
    })
    .describe("Repository of the tenant that says how it is deployed."),
  private: z
    .boolean()
    .default(false)
    .describe(
      "Whether it is read with the tenant's credentials, see docs/tenants/delivery.md. @default false",
    ),
  path: folder.default("deploy").describe("Folder in it. @default deploy"),
  paths: z
    .record(entryId, folder)
    .default({})
    .describe("Environment -> folder, where it is another one. @default - the same in every environment"),
  tool: z.enum(["helm", "kustomize"]).default("kustomize").describe("What renders it. @default kustomize"),
  revisions: z
    .record(entryId, revision)
    .default({})
    .describe(
      "Environment -> branch, tag or range of tags such as v1.*. @default - main in every environment",
    ),
  environments: distinct(entryId)
    .min(1, { error: "at least one environment; remove the key for all" })
    .optional()
    .describe("Environments that have it. @default - all"),
  hosts,
  canary,
  faults,
  port: wholeNumber(1, 65_535)
    .default(80)
    .describe("Port of its Service, which is called as it is. @default 80"),
  public: z.boolean().default(true).describe("Whether requests from outside reach it. @default true"),
  scaling: scaling.optional().describe("How many pods it has. @default - as its own files say"),
});

/** Applications of a tenant by name. */
export const applications = z
  .record(entryId, application)
  .default({})
  .describe("Application -> where it comes from, what it is called and how it scales. @default none");

export type ApplicationEntry = z.infer<typeof application>;
