import type { Traffic } from "../../components/platform/traffic.ts";

/** A connection in words: whose pods, which way, with whom, at which ports. */
export function trafficWords(
  traffic: Traffic,
): readonly [pods: string, way: string, peer: string, ports: string] {
  const pods = Object.values(traffic.pods ?? {}).join(", ") || "all";
  const way = "from" in traffic ? "in" : "out";
  const where = traffic.inMesh === true ? ", in a mesh" : "";
  return [pods, way, `${peerWords(traffic)}${where}`, portWords(traffic)];
}

function peerWords(traffic: Traffic): string {
  const peer = "from" in traffic ? traffic.from : traffic.to;
  const why = "why" in traffic ? `: ${traffic.why}` : "";
  if ("namespace" in traffic) return `namespace \`${traffic.namespace}\``;
  return `${PEERS[peer] ?? peer}${why}`;
}

const PEERS: Readonly<Record<string, string>> = {
  "api-server": "the API server",
  "all-pods": "every pod",
  "identity-agent": "the agent that gives credentials",
  "mesh-probes": "probes of the kubelet, through the mesh",
  anywhere: "whoever reaches the load balancer",
  dns: "the cluster's DNS",
  internet: "anywhere but link-local addresses",
  metrics: "the collector of metrics",
  nodes: "nodes",
  same: "each other",
  "same-udp": "each other, by UDP",
  tenants: "pods of tenants",
};

function portWords(traffic: Traffic): string {
  if ("ports" in traffic) return traffic.ports.join(", ");
  if ("port" in traffic) return `${traffic.port}`;
  const peer = "to" in traffic ? traffic.to : traffic.from;
  return { dns: "53", "api-server": "443, 6443", "identity-agent": "80" }[peer as string] ?? "any";
}
