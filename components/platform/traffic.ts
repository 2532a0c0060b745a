import { LINK_LOCAL_CIDR } from "../../fleet/platform-vocabulary.ts";
import {
  DNS_NAMESPACE,
  DNS_POD_LABELS,
  MONITORING_NAMESPACE,
  NAMESPACE_NAME_LABEL,
  POD_IDENTITY_AGENT_CIDR,
  TENANT_LABEL,
} from "../../fleet/tenant-vocabulary.ts";

/** Which pods of the add-on a rule is about, by label. @default - all of them */
interface Pods {
  readonly pods?: Readonly<Record<string, string>>;
}

/** One kind of connection that an add-on needs, named by what is at the other end. */
export type Traffic = Pods &
  (
    | { readonly to: "dns" | "api-server" | "tenants" | "identity-agent" }
    /** Kubelets, at one port of every node. */
    | { readonly to: "nodes"; readonly port: number }
    /** Anywhere but link-local addresses, at these ports. */
    | { readonly to: "internet"; readonly ports: readonly number[]; readonly why: string }
    /** Webhooks and aggregated APIs, which the API server calls. */
    | { readonly from: "api-server" | "metrics"; readonly port: number }
    /** Whoever can reach the load balancer. */
    | { readonly from: "anywhere"; readonly ports: readonly number[] }
  );

/** Ranges that rules name. */
export interface Ranges {
  readonly apiServerRanges: readonly string[];
  readonly nodeRanges: readonly string[];
}

interface Peer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: string[] };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: { readonly key: string; readonly operator: "Exists" }[];
}

interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

interface IngressRule {
  readonly from: Peer[];
  readonly ports?: Port[];
}

interface EgressRule {
  readonly to: Peer[];
  readonly ports?: Port[];
}

/** Spec of one NetworkPolicy; its lists are what the SDK takes. */
export interface PolicySpec {
  readonly podSelector: Selector;
  readonly policyTypes: ("Ingress" | "Egress")[];
  readonly ingress?: IngressRule[];
  readonly egress?: EgressRule[];
}

const tcp = (port: number): Port => ({ protocol: "TCP", port });
const udp = (port: number): Port => ({ protocol: "UDP", port });
const blocks = (cidrs: readonly string[]): Peer[] => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
const namespaceNamed = (name: string): Selector => ({ matchLabels: { [NAMESPACE_NAME_LABEL]: name } });

/** Everybody but the neighbours on the wire: the metadata of the node is one of those. */
const ANYWHERE: Peer = { ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL_CIDR] } };

/** Port of the API server behind its Service, and the one of an API server that runs on a node. */
const API_SERVER_PORTS = [tcp(443), tcp(6443)];

/** Nothing in, nothing out, for every pod of a namespace. */
export const DENY_ALL: PolicySpec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/**
 * The NetworkPolicy that lets one kind of connection pass, in the direction in which it is opened.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function policyFor(traffic: Traffic, ranges: Ranges): PolicySpec {
  const podSelector = traffic.pods === undefined ? {} : { matchLabels: traffic.pods };
  if ("from" in traffic)
    return { podSelector, policyTypes: ["Ingress"], ingress: [ingressRule(traffic, ranges)] };
  return { podSelector, policyTypes: ["Egress"], egress: [egressRule(traffic, ranges)] };
}

function ingressRule(traffic: Extract<Traffic, { from: unknown }>, { apiServerRanges }: Ranges): IngressRule {
  switch (traffic.from) {
    case "api-server":
      return { from: blocks(apiServerRanges), ports: [tcp(traffic.port)] };
    case "metrics":
      return {
        from: [{ namespaceSelector: namespaceNamed(MONITORING_NAMESPACE) }],
        ports: [tcp(traffic.port)],
      };
    case "anywhere":
      return { from: [ANYWHERE], ports: traffic.ports.map(tcp) };
  }
}

function egressRule(traffic: Extract<Traffic, { to: unknown }>, ranges: Ranges): EgressRule {
  switch (traffic.to) {
    case "dns":
      return {
        to: [
          {
            namespaceSelector: namespaceNamed(DNS_NAMESPACE),
            podSelector: { matchLabels: DNS_POD_LABELS },
          },
        ],
        ports: [udp(53), tcp(53)],
      };
    case "api-server":
      return { to: blocks(ranges.apiServerRanges), ports: API_SERVER_PORTS };
    case "tenants":
      return {
        to: [{ namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] } }],
      };
    case "identity-agent":
      return { to: blocks([POD_IDENTITY_AGENT_CIDR]), ports: [tcp(80)] };
    case "nodes":
      return { to: blocks(ranges.nodeRanges), ports: [tcp(traffic.port)] };
    case "internet":
      return { to: [ANYWHERE], ports: traffic.ports.map(tcp) };
  }
}
