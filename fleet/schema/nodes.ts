import { z } from "zod";
import { freezes, pools, spotPercent } from "./node-pools.ts";
import { wholeNumber } from "./scalars.ts";

/** What launches nodes beside those of the system: Karpenter whatever fits, or Cluster Autoscaler managed groups. */
export const AUTOSCALERS = ["karpenter", "cluster-autoscaler"] as const;

/** What the nodes of a cluster are. */
export const nodes = z
  .strictObject({
    autoscaler: z
      .enum(AUTOSCALERS)
      .optional()
      .describe(
        "What launches the nodes of pools, fixed for life: Karpenter, or Cluster Autoscaler with groups of nodes. @default - karpenter; cluster-autoscaler for kind k3s",
      ),
    max: wholeNumber(1, 5000)
      .default(50)
      .describe(
        "Nodes the network must hold: system nodes and those of pools; nodes of tenants' own come on top. Range 1..5000. @default 50",
      ),
    podsPerNode: wholeNumber(1, 250)
      .default(30)
      .describe("Average pods per node the network must hold. Range 1..250. @default 30"),
    system: wholeNumber(2, 9)
      .optional()
      .describe("Nodes that hold the cluster's own controllers. Range 2..9. @default - by sla"),
    spotPercent: spotPercent
      .default(0)
      .describe("Largest share of spot machines, in percent of the processors. Range 0..100. @default 0"),
    cpuLimit: wholeNumber(4, 1_000_000)
      .optional()
      .describe(
        "Processors that nodes of the pool general may have. Range 4..1000000. @default - 8 for each of nodes.max that nobody else has",
      ),
    freeze: freezes
      .optional()
      .describe("Times in which nodes are not consolidated or replaced by drift. @default - by sla"),
    pools: pools
      .optional()
      .describe(
        "Pools of nodes by name, for work that needs other machines. @default - the pool general alone",
      ),
  })
  .prefault({})
  .describe("What the network must be large enough for, and what is launched into it.");

export type { Freeze } from "./node-pools.ts";
