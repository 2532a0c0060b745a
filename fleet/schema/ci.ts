import { z } from "zod";

const REPOSITORY = "a repository as GitHub writes it: owner/name, without host or .git";
const PROJECT = "a project with its groups, such as lagoon/platform/fleet";
const ENVIRONMENT = "the name of an environment: letters, digits, dots, hyphens and underscores";
const BRANCH = "the name of a protected branch, such as main, without wildcards";
const NUMBER = 'a number of GitHub\'s, quoted, such as "1234567"';
const ISSUER = "an address such as https://gitlab.lagoon.cloud, without a path";

const number = z.string({ error: NUMBER }).regex(/^[1-9]\d{0,18}$/, { error: NUMBER });

const oidcProvider = z
  .enum(["create", "existing"])
  .default("create")
  .describe(
    "Whether the account's identity provider is made, or is there already: it can have one per address. @default create",
  );

const github = z.strictObject({
  kind: z.literal("github").describe("GitHub Actions."),
  repository: z
    .string({ error: REPOSITORY })
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}\/(?!.*\.git$)[\w.-]{1,100}$/, {
      error: REPOSITORY,
    })
    .describe("Repository of the fleet, such as lagoon/fleet; upper and lower case count."),
  environment: z
    .string({ error: ENVIRONMENT })
    .regex(/^[\w.-]{1,255}$/, { error: ENVIRONMENT })
    .describe("Environment whose jobs deploy; GitHub must let only the main branch into it."),
  otherEnvironments: z
    .array(z.string({ error: ENVIRONMENT }).regex(/^[\w.-]{1,255}$/, { error: ENVIRONMENT }))
    .default([])
    .describe("Further environments whose jobs deploy, such as development and staging. @default none"),
  readEnvironment: z
    .string({ error: ENVIRONMENT })
    .regex(/^[\w.-]{1,255}$/, { error: ENVIRONMENT })
    .optional()
    .describe(
      "Environment whose jobs may take the preview role too, such as drift. @default - pull requests alone",
    ),
  ids: z
    .strictObject({
      owner: number.describe("Number of the owner."),
      repository: number.describe("Number of the repository."),
    })
    .optional()
    .describe(
      "Numbers that repositories made since June 2026 add to their names. @default - the repository has none",
    ),
  oidcProvider,
});

const gitlab = z.strictObject({
  kind: z.literal("gitlab").describe("GitLab CI."),
  project: z
    .string({ error: PROJECT })
    .regex(/^[\w][\w.-]*(?:\/[\w][\w.-]*)+$/, { error: PROJECT })
    .describe("Path of the project, such as lagoon/platform/fleet."),
  branch: z
    .string({ error: BRANCH })
    .regex(/^[\w][\w./-]{0,254}$/, { error: BRANCH })
    .default("main")
    .describe("Protected branch whose jobs deploy. @default main"),
  issuer: z
    .string({ error: ISSUER })
    .regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/, { error: ISSUER })
    .default("https://gitlab.com")
    .describe("Address of the GitLab that signs the jobs' tokens. @default https://gitlab.com"),
  oidcProvider,
});

/** Who runs previews and deployments, and from where. */
export const ci = z
  .discriminatedUnion("kind", [github, gitlab])
  .optional()
  .describe("Pipelines that may take the preview and deployment roles. @default - none may");

export type CiSettings = NonNullable<z.infer<typeof ci>>;
