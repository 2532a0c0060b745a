import { API_PORT } from "../../fleet/k3s/boot-vocabulary.ts";
import { ETCD_PORTS, KUBELET_PORT, OVERLAY_PORT } from "../../fleet/k3s/ports.ts";
import type { EksAccess } from "../cluster/settings.ts";

/** Groups of a cluster: all nodes, the servers among them, and what leads to their API servers. */
export type GroupKey = "nodes" | "servers" | "api" | "public-api";

/** One thing that a group lets in. */
export interface PlannedIngress {
  /** Part of the logical name: what it is for, never a number that moves. */
  readonly key: string;
  readonly group: GroupKey;
  readonly from: { readonly group: GroupKey } | { readonly cidr: string };
  readonly protocol: "tcp" | "udp";
  /** First port. Range 1..65535. */
  readonly fromPort: number;
  /** Last port. Range 1..65535. */
  readonly toPort: number;
  readonly description: string;
}

/** The groups that a cluster has: only one that is reached from outside has a balancer for it. */
export function groupKeys({ mode }: Pick<EksAccess, "mode">): readonly GroupKey[] {
  const own = ["nodes", "servers", "api"] as const;
  return mode === "public-list" ? [...own, "public-api"] : own;
}

/**
 * Everything that the cluster's groups let in. Pods are not named: between machines their traffic is that of the
 * overlay, and which of them reaches which is said by network policies.
 *
 * @see https://docs.k3s.io/installation/requirements#inbound-rules-for-k3s-nodes
 */
export function securityGroupPlan(access: EksAccess): readonly PlannedIngress[] {
  const isPublic = access.mode === "public-list";
  const ranges = access.cidrs.map((cidr) =>
    api(`api-from-${cidr.replace("/", "-")}`, isPublic ? "public-api" : "api", { cidr }, "deployments"),
  );
  return [
    api("api-from-nodes", "api", { group: "nodes" }, "machines that join"),
    ...ranges,
    api("servers-from-api", "servers", { group: "api" }, "their load balancer"),
    ...(isPublic
      ? [api("servers-from-public-api", "servers", { group: "public-api" }, "their public load balancer")]
      : []),
    // Once joined, a machine talks to each server by its own address.
    api("servers-from-nodes", "servers", { group: "nodes" }, "machines of the cluster"),
    among("servers-etcd", "servers", { protocol: "tcp", ...ETCD_PORTS }, "etcd among servers"),
    among("nodes-kubelet", "nodes", one("tcp", KUBELET_PORT), "kubelets, for servers and metrics"),
    among("nodes-overlay", "nodes", one("udp", OVERLAY_PORT), "traffic of pods between machines"),
  ];
}

interface Ports {
  readonly from: number;
  readonly to: number;
}

const one = (protocol: "tcp" | "udp", port: number) => ({ protocol, from: port, to: port });

function api(key: string, group: GroupKey, from: PlannedIngress["from"], who: string): PlannedIngress {
  const ports = { protocol: "tcp", fromPort: API_PORT, toPort: API_PORT } as const;
  return { key, group, from, ...ports, description: `API servers for ${who}` };
}

function among(
  key: string,
  group: GroupKey,
  { protocol, from, to }: Ports & Pick<PlannedIngress, "protocol">,
  description: string,
): PlannedIngress {
  return { key, group, from: { group }, protocol, fromPort: from, toPort: to, description };
}
