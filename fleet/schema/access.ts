import { z } from "zod";
import { cidr, distinct } from "./scalars.ts";

const PROXY = "an address such as http://127.0.0.1:8888 or socks5://127.0.0.1:1080, without a password";
const ROLE = "the name of a role of the cluster's account, not its ARN";

/** Public ranges that one endpoint takes. @see https://docs.aws.amazon.com/general/latest/gr/eks.html */
const MAX_PUBLIC_RANGES = 40;

const ranges = distinct(cidr).min(1, { error: "at least one range" });

/** How deployments and people reach the API server. */
export const access = z
  .discriminatedUnion("mode", [
    z.strictObject({
      mode: z.literal("runner-network").describe("Through the private network, from where deployments run."),
      cidrs: ranges.optional().describe("Ranges that may connect. @default - runners.cidrs of fleet.yaml"),
    }),
    z.strictObject({
      mode: z.literal("tunnel").describe("Through a proxy that leads into the network."),
      proxyUrl: z
        .string({ error: PROXY })
        .regex(/^(https?|socks5):\/\/[\w.-]+:\d{1,5}$/, { error: PROXY })
        .describe("Address of the proxy as the runner sees it, such as http://127.0.0.1:8888."),
      cidrs: ranges
        .optional()
        .describe("Ranges from which the proxy connects. @default - those of fleet.yaml's runners, if any"),
    }),
    z.strictObject({
      mode: z
        .literal("public-list")
        .describe("Over the internet, from the ranges named, never from the world."),
      cidrs: ranges
        .max(MAX_PUBLIC_RANGES, { error: `at most ${MAX_PUBLIC_RANGES} ranges` })
        .describe("Public ranges that may connect, such as 203.0.113.0/24."),
    }),
  ])
  .prefault({ mode: "runner-network" })
  .describe("How deployments and people reach the API server. @default - runner-network");

const roles = distinct(z.string({ error: ROLE }).regex(/^[\w+=,.@-]{1,64}$/, { error: ROLE }))
  .default([])
  .describe("Names of roles in the cluster's account. @default none");

/** Who, besides the deployer, may use the cluster. */
export const accessRoles = z
  .strictObject({ admins: roles, viewers: roles })
  .prefault({})
  .describe("Roles that may do everything in the cluster, and roles that may look. @default none");

/** Where deployments run. */
export const runners = z
  .strictObject({ cidrs: ranges.describe("Private ranges from which deployments connect.") })
  .optional()
  .describe("Where deployments run, for clusters with access: runner-network. @default none");

export type Access = z.infer<typeof access>;
