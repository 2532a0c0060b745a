import { USUAL_IP_FAMILY, type IpFamily } from "../../fleet/networks/ip-family.ts";
import { LINK_LOCAL_CIDR, LINK_LOCAL_IPV6_CIDRS } from "../../fleet/charts/platform-vocabulary.ts";
import {
  DNS_NAMESPACE,
  DNS_POD_LABELS,
  MESH_PROBE_CIDR,
  MESH_PROBE_IPV6_CIDR,
  MONITORING_NAMESPACE,
  NAMESPACE_NAME_LABEL,
  POD_IDENTITY_AGENT_CIDR,
  POD_IDENTITY_AGENT_IPV6_CIDR,
  TENANT_LABEL,
} from "../../fleet/tenant-vocabulary.ts";

interface About {
  /** Pods of the add-on that a rule is about, by label. @default - all of them */
  readonly pods?: Readonly<Record<string, string>>;
  /** It is needed in a mesh alone. @default - everywhere */
  readonly inMesh?: true;
}

/** One kind of connection that an add-on needs, named by what is at the other end. */
export type Traffic = About &
  (
    | { readonly to: "dns" | "api-server" | "tenants" | "identity-agent" }
    /** Kubelets, at one port of every node. */
    | { readonly to: "nodes"; readonly port: number }
    /** Anywhere but link-local addresses, at these ports. */
    | { readonly to: "internet"; readonly ports: readonly number[]; readonly why: string }
    /** Pods of another add-on's namespace, at these ports. */
    | { readonly to: "namespace"; readonly namespace: string; readonly ports: readonly number[] }
    /** Every pod of the cluster, at whatever port its monitor names. */
    | { readonly to: "all-pods"; readonly why: string }
    /** Each other, within the namespace, at these ports. */
    | { readonly to: "same" | "same-udp"; readonly ports: readonly number[] }
    | { readonly from: "same" | "same-udp"; readonly ports: readonly number[] }
    /** Pods of another add-on's namespace. */
    | { readonly from: "namespace"; readonly namespace: string; readonly ports: readonly number[] }
    /** Pods of tenants. */
    | { readonly from: "tenants"; readonly ports: readonly number[] }
    /** Webhooks and aggregated APIs, which the API server calls. */
    | { readonly from: "api-server" | "metrics"; readonly port: number }
    /** The kubelet, which asks pods of the mesh from an address of the mesh. */
    | { readonly from: "mesh-probes" }
    /** Whoever can reach the load balancer. */
    | { readonly from: "anywhere"; readonly ports: readonly number[] }
  );

/** Ranges that rules name; `T` is text, or what becomes text once the cloud has answered. */
export interface Ranges<T> {
  readonly apiServerRanges: readonly T[];
  readonly nodeRanges: readonly T[];
  /** Ranges from which machines reach pods of other machines. @default none */
  readonly overlayRanges?: readonly T[] | undefined;
  /** Family of pods' addresses. @default - IPv4 */
  readonly ipFamily?: IpFamily | undefined;
}

interface Peer<T> {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: T | string; readonly except?: string[] };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: { readonly key: string; readonly operator: "Exists" }[];
}

interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

interface IngressRule<T> {
  readonly from: Peer<T>[];
  readonly ports?: Port[];
}

interface EgressRule<T> {
  readonly to: Peer<T>[];
  readonly ports?: Port[];
}

/** Spec of one NetworkPolicy; its lists are what the SDK takes. */
export interface PolicySpec<T> {
  readonly podSelector: Selector;
  readonly policyTypes: ("Ingress" | "Egress")[];
  readonly ingress?: IngressRule<T>[];
  readonly egress?: EgressRule<T>[];
}

const tcp = (port: number): Port => ({ protocol: "TCP", port });
const udp = (port: number): Port => ({ protocol: "UDP", port });
const blocks = <T>(cidrs: readonly T[]): Peer<T>[] => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
const namespaceNamed = (name: string): Selector => ({ matchLabels: { [NAMESPACE_NAME_LABEL]: name } });

/** Pods of every tenant. */
const TENANTS: Peer<never> = {
  namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] },
};

/** Everybody but the neighbours on the wire: the metadata of the node is one of those. */
function anywhere(family: IpFamily): Peer<never> {
  return family === "ipv4"
    ? { ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL_CIDR] } }
    : { ipBlock: { cidr: "::/0", except: [...LINK_LOCAL_IPV6_CIDRS] } };
}

/** Where probes of pods in the mesh come from; outside the mesh nothing has that address. */
const MESH_PROBES: Readonly<Record<IpFamily, string>> = {
  ipv4: MESH_PROBE_CIDR,
  ipv6: MESH_PROBE_IPV6_CIDR,
};

/** Who hands out credentials on each node. */
const IDENTITY_AGENTS: Readonly<Record<IpFamily, string>> = {
  ipv4: POD_IDENTITY_AGENT_CIDR,
  ipv6: POD_IDENTITY_AGENT_IPV6_CIDR,
};

/** Port of the API server behind its Service, and the one of an API server that runs on a node. */
const API_SERVER_PORTS = [tcp(443), tcp(6443)];

/** Nothing in, nothing out, for every pod of a namespace. */
export const DENY_ALL: PolicySpec<never> = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };

/**
 * The NetworkPolicies that let stated connections pass, each in the direction in which it is opened: `allow` for all pods,
 * and one for each kind of pods that is named, such as `allow-webhook`.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function policiesFor<T>(
  traffic: readonly Traffic[],
  ranges: Ranges<T>,
): readonly (readonly [name: string, PolicySpec<T>])[] {
  const byPods = new Map<string, readonly Traffic[]>();
  for (const one of traffic) {
    const name = ["allow", ...Object.values(one.pods ?? {})].join("-");
    byPods.set(name, [...(byPods.get(name) ?? []), one]);
  }
  return [...byPods].map(([name, some]) => [name, policyFor(some, ranges)]);
}

/** The one policy about the same pods. */
export function policyFor<T>(traffic: readonly Traffic[], ranges: Ranges<T>): PolicySpec<T> {
  const pods = traffic[0]?.pods;
  const ingress = traffic.flatMap((one) => ("from" in one ? [ingressRule(one, ranges)] : []));
  const egress = traffic.flatMap((one) => ("to" in one ? [egressRule(one, ranges)] : []));
  return {
    podSelector: pods === undefined ? {} : { matchLabels: pods },
    policyTypes: [
      ...(ingress.length > 0 ? (["Ingress"] as const) : []),
      ...(egress.length > 0 ? (["Egress"] as const) : []),
    ],
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}

function ingressRule<T>(
  traffic: Extract<Traffic, { from: unknown }>,
  { apiServerRanges, overlayRanges = [], ipFamily = USUAL_IP_FAMILY }: Ranges<T>,
): IngressRule<T> {
  switch (traffic.from) {
    case "api-server":
      return { from: blocks([...apiServerRanges, ...overlayRanges]), ports: [tcp(traffic.port)] };
    case "metrics":
      return {
        from: [{ namespaceSelector: namespaceNamed(MONITORING_NAMESPACE) }],
        ports: [tcp(traffic.port)],
      };
    case "anywhere":
      return { from: [anywhere(ipFamily)], ports: traffic.ports.map(tcp) };
    case "same":
      return { from: [{ podSelector: {} }], ports: traffic.ports.map(tcp) };
    case "same-udp":
      return { from: [{ podSelector: {} }], ports: traffic.ports.map(udp) };
    case "namespace":
      return {
        from: [{ namespaceSelector: namespaceNamed(traffic.namespace) }],
        ports: traffic.ports.map(tcp),
      };
    case "tenants":
      return { from: [TENANTS], ports: traffic.ports.map(tcp) };
    case "mesh-probes":
      return { from: [{ ipBlock: { cidr: MESH_PROBES[ipFamily] } }] };
  }
}

function egressRule<T>(traffic: Extract<Traffic, { to: unknown }>, ranges: Ranges<T>): EgressRule<T> {
  const { ipFamily = USUAL_IP_FAMILY } = ranges;
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
      return { to: [TENANTS] };
    case "same":
      return { to: [{ podSelector: {} }], ports: traffic.ports.map(tcp) };
    case "same-udp":
      return { to: [{ podSelector: {} }], ports: traffic.ports.map(udp) };
    case "all-pods":
      return { to: [{ namespaceSelector: {} }] };
    case "namespace":
      return {
        to: [{ namespaceSelector: namespaceNamed(traffic.namespace) }],
        ports: traffic.ports.map(tcp),
      };
    case "identity-agent":
      return { to: [{ ipBlock: { cidr: IDENTITY_AGENTS[ipFamily] } }], ports: [tcp(80)] };
    case "nodes":
      return { to: blocks(ranges.nodeRanges), ports: [tcp(traffic.port)] };
    case "internet":
      return { to: [anywhere(ipFamily)], ports: traffic.ports.map(tcp) };
  }
}
