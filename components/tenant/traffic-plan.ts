import { USUAL_IP_FAMILY, type IpFamily } from "../../fleet/networks/ip-family.ts";
import { OTLP_PORTS } from "../../fleet/charts/telemetry-vocabulary.ts";
import {
  DNS_NAMESPACE,
  DNS_POD_LABELS,
  GATEWAY_NAMESPACE,
  GATEWAY_PODS,
  MESH_PROBE_CIDR,
  MESH_PROBE_IPV6_CIDR,
  MONITORING_NAMESPACE,
  NAMESPACE_NAME_LABEL,
  POD_IDENTITY_AGENT_CIDR,
  POD_IDENTITY_AGENT_IPV6_CIDR,
  TELEMETRY_NAMESPACE,
} from "../../fleet/tenant-vocabulary.ts";
import { GATEWAY_NAME_LABEL, HBONE_PORT } from "../../fleet/mesh-vocabulary.ts";
import type { WayOut } from "../../fleet/schema/tenants/needs.ts";
import type { Labels } from "./namespace-plan.ts";
import { waysOut } from "./ways/way-out.ts";

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: (
    | { readonly key: string; readonly operator: "Exists" }
    | { readonly key: string; readonly operator: "NotIn"; readonly values: string[] }
  )[];
}

/** One side of a connection: pods by labels, or addresses. */
export interface Peer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: string[] };
}

export interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

export interface EgressRule {
  readonly to: Peer[];
  readonly ports?: Port[];
}

/** A policy as the API server takes it: lists are plain, for the SDK asks for that. */
export interface PlannedPolicy {
  readonly name: string;
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: string[];
    readonly ingress?: { readonly from: Peer[]; readonly ports?: Port[] }[];
    readonly egress?: EgressRule[];
  };
}

/** What differs from one environment to another. */
export interface TrafficWishes {
  /** Ways out of the cluster. @default none */
  readonly egress?: readonly WayOut[] | undefined;
  /** Ranges that no way out holds, even where one is wider. @default none */
  readonly closedRanges?: readonly string[] | undefined;
  /** Name of the waypoint through which its pods speak with each other. @default - none */
  readonly waypoint?: string | undefined;
}

const OWN_PODS: Peer = { podSelector: {} };

/**
 * The network policy of all pods of a namespace: what each tenant needs, and, since it is of both ways, nothing else in or
 * out. There is no way to another tenant, to the API server or to the metadata of the node, and none out of the cluster
 * but those that its entry names. A connection inside the mesh is between the same pods at port 15008, so the rules for
 * gateway, metrics and own pods, which name no port, carry it too; a rule for that port alone would open it to whom
 * nothing else is open.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function trafficPlan(
  identity: "pod-identity" | "oidc" | "none",
  family: IpFamily = USUAL_IP_FAMILY,
  { egress = [], closedRanges = [], waypoint }: TrafficWishes = {},
): readonly PlannedPolicy[] {
  const { probes, agent } = PLACES[family];
  const policyTypes = ["Ingress", "Egress"];
  return [
    {
      name: "tier",
      spec: {
        podSelector: {},
        policyTypes,
        ingress: [
          { from: [OWN_PODS, ...gateways(waypoint), namespace(MONITORING_NAMESPACE)] },
          // The kubelet's probes of a pod in the mesh come from this address; outside the mesh nothing has it.
          { from: [{ ipBlock: { cidr: probes } }] },
        ],
        egress: [
          { to: [OWN_PODS] },
          {
            to: [{ ...namespace(DNS_NAMESPACE), podSelector: { matchLabels: DNS_POD_LABELS } }],
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
          { to: [namespace(TELEMETRY_NAMESPACE)], ports: SPAN_PORTS },
          ...(identity === "pod-identity" ? [podIdentity(agent)] : []),
          ...(waypoint === undefined ? [] : [toWaypoint(waypoint)]),
          ...waysOut(egress, closedRanges, family),
        ],
      },
    },
  ];
}

/** Where programs send their spans; where nobody takes any, nothing is there to be reached. */
const SPAN_PORTS = Object.values(OTLP_PORTS).map((port): Port => ({ protocol: "TCP", port }));

/** Where probes come from, and who hands out credentials. */
const PLACES: Readonly<Record<IpFamily, { readonly probes: string; readonly agent: string }>> = {
  ipv4: { probes: MESH_PROBE_CIDR, agent: POD_IDENTITY_AGENT_CIDR },
  ipv6: { probes: MESH_PROBE_IPV6_CIDR, agent: POD_IDENTITY_AGENT_IPV6_CIDR },
};

function podIdentity(agent: string): EgressRule {
  return { to: [{ ipBlock: { cidr: agent } }], ports: [{ protocol: "TCP", port: 80 }] };
}

/** Who brings requests: the gateway, and in a mesh its own waypoint, but none of the others beside it. */
function gateways(waypoint: string | undefined): readonly Peer[] {
  const there = namespace(GATEWAY_NAMESPACE);
  if (waypoint === undefined) return [there];
  return [
    { ...there, podSelector: { matchLabels: GATEWAY_PODS } },
    { ...there, podSelector: { matchLabels: { [GATEWAY_NAME_LABEL]: waypoint } } },
  ];
}

/** Its own waypoint and nobody else's, by the name that its pods bear. */
function toWaypoint(name: string): EgressRule {
  const podSelector = { matchLabels: { [GATEWAY_NAME_LABEL]: name } };
  return {
    to: [{ ...namespace(GATEWAY_NAMESPACE), podSelector }],
    ports: [{ protocol: "TCP", port: HBONE_PORT }],
  };
}

function namespace(name: string): Peer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: name } } };
}
