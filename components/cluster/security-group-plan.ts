import type { EksAccess } from "./settings.ts";

/** The two groups of a cluster. */
export type GroupKey = "control-plane" | "nodes";

/** One thing a group lets in. */
export interface IngressRule {
  /** Part of the logical name: what it is for, never a number that moves. */
  readonly key: string;
  readonly group: GroupKey;
  readonly from: { readonly group: GroupKey } | { readonly cidr: string };
  /** The one port, by TCP. Range 1..65535. @default - all protocols and ports */
  readonly port?: number;
  readonly description: string;
}

/**
 * Ports of nodes that the API server calls: the kubelet, webhooks, and API servers beside it (10251 is metrics-server
 * in the default of EKS, 15017 the webhook of Istio).
 *
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/master/node_groups.tf
 */
export const PORTS_FROM_API: readonly number[] = [443, 4443, 6443, 8443, 9443, 10250, 10251, 15017];

/** Everything the cluster's groups let in; the node group may go out to anywhere, the other needs nothing out. */
export function securityGroupPlan(access: EksAccess): readonly IngressRule[] {
  const api = { group: "control-plane", port: 443 } as const;
  return [
    {
      ...api,
      key: "api-from-nodes",
      from: { group: "nodes" },
      description: "nodes and pods to the API server",
    },
    ...apiRanges(access).map((cidr) => ({
      ...api,
      key: `api-from-${cidr.replace("/", "-")}`,
      from: { cidr },
      description: "deployments to the API server",
    })),
    ...rulesFromApi(),
    // Pods have the group of their node, and which pod may reach which is said by network policies. A list of ports
    // here would only make a pod on port 80 reachable from its own node and from no other.
    {
      key: "nodes-from-nodes",
      group: "nodes",
      from: { group: "nodes" },
      description: "nodes and pods among themselves",
    },
  ];
}

/** What the API server calls on nodes. */
function rulesFromApi(): readonly IngressRule[] {
  return PORTS_FROM_API.map((port) => ({
    key: `nodes-from-api-${port}`,
    group: "nodes" as const,
    from: { group: "control-plane" as const },
    port,
    description: "API server to kubelets, webhooks and other API servers",
  }));
}

/** Ranges of the private network that may connect; public ones are the endpoint's own list. */
function apiRanges(access: EksAccess): readonly string[] {
  return access.mode === "public-list" ? [] : access.cidrs;
}
