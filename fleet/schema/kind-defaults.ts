import type { z } from "zod";
import type { CreatedNetwork, createdNetwork, ExistingNetwork, ExternalNetwork } from "./networks.ts";
import type { AUTOSCALERS } from "./nodes.ts";

type Kind = "eks" | "k3s" | "attached";
type Autoscaler = (typeof AUTOSCALERS)[number];
type TypedNetwork = z.infer<typeof createdNetwork> | ExistingNetwork | ExternalNetwork;
type Network = CreatedNetwork | ExistingNetwork | ExternalNetwork;

/** What launches nodes where the entry does not say; where nobody does, the word has no meaning. */
export function usualAutoscaler(kind: Kind): Autoscaler {
  return kind === "k3s" ? "cluster-autoscaler" : "karpenter";
}

/** What an entry leaves to its kind. */
interface Undecided {
  readonly kind: Kind;
  readonly nodes: { readonly autoscaler?: Autoscaler | undefined };
  readonly network: TypedNetwork;
}

/** An entry with the defaults of its kind: pods of K3s are in an overlay, and its workers in autoscaling groups. */
export function withKindDefaults<Entry extends Undecided>(
  entry: Entry,
): Omit<Entry, "nodes" | "network"> & {
  readonly nodes: Entry["nodes"] & { readonly autoscaler: Autoscaler };
  readonly network: Network;
} {
  const { nodes, network, ...rest } = entry;
  return {
    ...rest,
    nodes: { ...nodes, autoscaler: nodes.autoscaler ?? usualAutoscaler(entry.kind) },
    network: networkOf(entry.kind, network),
  };
}

function networkOf(kind: Kind, network: TypedNetwork): Network {
  if (network.mode !== "create") return network;
  return { ...network, pods: network.pods ?? (kind === "k3s" ? "unrouted" : "vpc") };
}
