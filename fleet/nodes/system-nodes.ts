import type { Cluster } from "../inventory.ts";
import { slaSettings } from "../sla.ts";
import { familyParts } from "./instance-families.ts";
import { sizeCpus } from "./instance-sizes.ts";

/** Nodes that a cluster has before any that is launched for a pod. */
export interface SystemNodes {
  readonly count: number;
  /** What they are called. */
  readonly called: "system nodes" | "servers" | "server";
  /** Letters that their family begins with. */
  readonly category: string;
  /** Processors of each. */
  readonly cpus: number;
}

/** The managed group of EKS has m machines of size large. */
const MANAGED = { category: "m", cpus: 2 } as const;

/** Nodes that are there before any other: on EKS those of a managed group, on K3s the servers themselves. */
export function systemNodes(cluster: Cluster): SystemNodes {
  const { systemNodes: count, k3sServers } = slaSettings(cluster);
  if (cluster.kind !== "k3s") return { count, called: "system nodes", ...MANAGED };
  const [family = "", size = ""] = cluster.k3s.serverType.split(".");
  const { category } = familyParts(family);
  return {
    count: k3sServers,
    called: k3sServers === 1 ? "server" : "servers",
    category,
    cpus: sizeCpus(size, category) ?? MANAGED.cpus,
  };
}
