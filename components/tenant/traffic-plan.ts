import { USUAL_IP_FAMILY, type IpFamily } from "../../fleet/networks/ip-family.ts";
import { OTLP_PORTS } from "../../fleet/charts/telemetry-vocabulary.ts";
import {
  DNS_NAMESPACE,
  DNS_POD_LABELS,
  GATEWAY_NAMESPACE,
  MESH_PROBE_CIDR,
  MESH_PROBE_IPV6_CIDR,
  MONITORING_NAMESPACE,
  NAMESPACE_NAME_LABEL,
  POD_IDENTITY_AGENT_CIDR,
  POD_IDENTITY_AGENT_IPV6_CIDR,
  TELEMETRY_NAMESPACE,
} from "../../fleet/tenant-vocabulary.ts";
import type { Labels } from "./namespace-plan.ts";

interface Selector {
  readonly matchLabels?: Labels;
}

/** One side of a connection: pods by labels, or addresses. */
export interface Peer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

export interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** A policy as the API server takes it: lists are plain, for the SDK asks for that. */
export interface PlannedPolicy {
  readonly name: string;
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: string[];
    readonly ingress?: { readonly from: Peer[]; readonly ports?: Port[] }[];
    readonly egress?: { readonly to: Peer[]; readonly ports?: Port[] }[];
  };
}

const OWN_PODS: Peer = { podSelector: {} };

/**
 * Network policies of a namespace: nothing in or out, then what each tenant needs. There is no way to the internet, to
 * another tenant, to the API server or to the metadata of the node. A connection inside the mesh is between the same
 * pods at port 15008, so the rules for gateway, metrics and own pods, which name no port, carry it too; a rule for that
 * port alone would open it to whom nothing else is open.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function trafficPlan(
  identity: "pod-identity" | "oidc" | "none",
  family: IpFamily = USUAL_IP_FAMILY,
): readonly PlannedPolicy[] {
  const { probes, agent } = PLACES[family];
  const policyTypes = ["Ingress", "Egress"];
  return [
    { name: "default-deny", spec: { podSelector: {}, policyTypes } },
    {
      name: "tier",
      spec: {
        podSelector: {},
        policyTypes,
        ingress: [
          { from: [OWN_PODS, namespace(GATEWAY_NAMESPACE), namespace(MONITORING_NAMESPACE)] },
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

function podIdentity(agent: string): { readonly to: Peer[]; readonly ports: Port[] } {
  return { to: [{ ipBlock: { cidr: agent } }], ports: [{ protocol: "TCP", port: 80 }] };
}

function namespace(name: string): Peer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: name } } };
}
