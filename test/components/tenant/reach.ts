import ipaddr from "ipaddr.js";
import type { Port } from "../../../components/tenant/traffic-plan.ts";

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "Exists" | "NotIn";
    readonly values?: readonly string[];
  }[];
}

interface Peer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: unknown; readonly except?: readonly string[] };
}

/** A policy of a tenant or of the platform, as far as it is read here. */
interface Policy {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly { readonly from: readonly Peer[]; readonly ports?: readonly Port[] }[];
    readonly egress?: readonly { readonly to: readonly Peer[]; readonly ports?: readonly Port[] }[];
  };
}

/** One end of a connection: a pod, or an address that is none of a pod's. */
export type End = { readonly namespace: string; readonly labels?: Labels } | { readonly address: string };

/** Policies by namespace; a namespace that is missing has none, and its pods may do anything. */
export type World = ReadonlyMap<string, readonly Policy[]>;

/**
 * Whether a connection passes: the policies of the one pod let it out, and those of the other let it in. A reading of
 * the rules of NetworkPolicy for tests, without a cluster; endPort, named ports and most expressions are not in it.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function mayReach(world: World, from: End, to: End, port: Port): boolean {
  return (
    passes(world, "Egress", { own: from, other: to, port }) &&
    passes(world, "Ingress", { own: to, other: from, port })
  );
}

interface Passage {
  readonly own: End;
  readonly other: End;
  readonly port: Port;
}

function passes(world: World, way: "Ingress" | "Egress", { own, other, port }: Passage): boolean {
  if ("address" in own) return true;
  const policies = (world.get(own.namespace) ?? []).filter(
    ({ spec }) => spec.policyTypes.includes(way) && selects(spec.podSelector, own.labels ?? {}),
  );
  if (policies.length === 0) return true;
  return policies.some(({ spec }) => {
    const rules =
      way === "Ingress"
        ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
        : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
    return rules.some(
      ({ peers, ports }) =>
        (ports === undefined ||
          ports.some((one) => one.port === port.port && one.protocol === port.protocol)) &&
        (peers.length === 0 || peers.some((peer) => isPeer(peer, own.namespace, other))),
    );
  });
}

function isPeer(peer: Peer, ownNamespace: string, other: End): boolean {
  if (peer.ipBlock !== undefined) return "address" in other && isInside(peer.ipBlock, other.address);
  if ("address" in other) return false;
  const namespace =
    peer.namespaceSelector === undefined
      ? other.namespace === ownNamespace
      : selects(peer.namespaceSelector, namespaceLabels(other.namespace));
  return namespace && selects(peer.podSelector ?? {}, other.labels ?? {});
}

/** Labels of a namespace: its name, and whose it is where it is a tenant's. */
function namespaceLabels(namespace: string): Labels {
  const [tenant = "", environment] = namespace.split("--");
  const owner = environment === undefined ? {} : { "atoll/tenant": tenant };
  return { "kubernetes.io/metadata.name": namespace, ...owner };
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      // An object without the label is none of those that a list leaves out.
      return operator === "NotIn" ? value === undefined || !values.includes(value) : value !== undefined;
    })
  );
}

function isInside({ cidr, except = [] }: NonNullable<Peer["ipBlock"]>, address: string): boolean {
  if (typeof cidr !== "string") throw new Error("a range that only the cloud knows");
  return holds(cidr, address) && !except.some((one) => holds(one, address));
}

function holds(cidr: string, address: string): boolean {
  const [range, bits] = ipaddr.parseCIDR(cidr);
  const one = ipaddr.parse(address);
  return one.kind() === range.kind() && one.match([range, bits]);
}
