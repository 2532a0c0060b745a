import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isNetworkAlone } from "../networks/network-alone.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { k3s } from "../schema/k3s.ts";

/** What an entry says that its kind has no use for, and what its kind needs and it does not say. */
export function clusterKindFindings({ clusters }: Pick<Inventory, "clusters">): readonly Finding[] {
  return [...clusters.values()].flatMap((cluster) => {
    const found = [
      ...placeFindings(cluster),
      ...blockFindings(cluster),
      ...k3sWords(cluster),
      ...eksWords(cluster),
      ...machineWords(cluster),
    ];
    return found.map((one) => ({ ...one, file: `clusters/${cluster.id}.yaml` }));
  });
}

export type KindFinding = Omit<Finding, "file">;

/** A cluster's kind, for people: with what it runs on where that makes a difference. */
export function kindText({ kind, provider }: Pick<Cluster, "kind" | "provider">): string {
  return kind === "k3s" && provider === "hosts" ? "k3s with provider: hosts" : kind;
}

const ON_HOSTS = "write provider: hosts";

/** What a block that is missing holds at least. */
const HOSTS_BLOCK =
  "write hosts: { registrationAddress: <what leads to all servers>, machines: { <name>: { role: server, address: <its address> } } }";
const ATTACHED_BLOCK =
  "write attached: { storageClass: <its name>, networkPolicyEngine: <what enforces policies> }";

/** Whoever launches the nodes makes their network, and nobody else does. */
function placeFindings(cluster: Cluster): readonly KindFinding[] {
  const { kind, provider, network } = cluster;
  if (provider === "hosts" && kind !== "k3s") {
    const expected = `aws for a cluster of kind ${kind}: only K3s runs on hosts`;
    return [{ at: ["provider"], expected, hint: "remove it" }];
  }
  const isExternal = network.mode === "external";
  if (isExternal !== launchesNodes(cluster) || isNetworkAlone(cluster)) return [];
  const at = ["network", "mode"];
  const got = JSON.stringify(network.mode);
  if (isExternal) {
    const expected = `create or existing for a cluster of kind ${kindText(cluster)}, whose machines atoll makes`;
    return [
      { at, expected, got, ...(kind === "k3s" ? { hint: `for machines that exist ${ON_HOSTS}` } : {}) },
    ];
  }
  const expected = `external for a cluster of kind ${kindText(cluster)}, whose machines stand elsewhere`;
  return [{ at, expected, got, hint: "write network: { mode: external, cidr: <their range> }" }];
}

/** Blocks that one kind must have, and no other may. */
function blockFindings(cluster: Cluster): readonly KindFinding[] {
  const { kind, provider, hosts, attached, oidc } = cluster;
  const isOnHosts = kind === "k3s" && provider === "hosts";
  const absent = (key: string, what: string, hint: string): KindFinding => ({
    at: [key],
    expected: `${what} of a cluster of kind ${kindText(cluster)}`,
    got: "none",
    hint,
  });
  const foreign = (key: string, why: string, hint = "remove it"): KindFinding => ({
    at: [key],
    atKey: true,
    expected: `no ${key} on a cluster of kind ${kindText(cluster)}, ${why}`,
    got: JSON.stringify(key),
    hint,
  });
  const orOnHosts = kind === "k3s" ? `${ON_HOSTS}, or remove it` : undefined;
  return [
    ...(isOnHosts && hosts === undefined ? [absent("hosts", "the machines", HOSTS_BLOCK)] : []),
    ...(!isOnHosts && hosts !== undefined ? [foreign("hosts", "which has none of its own", orOnHosts)] : []),
    ...(kind === "attached" && attached === undefined && !isNetworkAlone(cluster)
      ? [absent("attached", "the facts", ATTACHED_BLOCK)]
      : []),
    ...(kind !== "attached" && attached !== undefined
      ? [foreign("attached", "whose facts atoll knows")]
      : []),
    ...(oidc !== undefined && launchesNodes(cluster) ? [foreign("oidc", "whose issuer atoll knows")] : []),
    ...(oidc !== undefined && isNetworkAlone(cluster)
      ? [foreign("oidc", "of which there is the network alone")]
      : []),
  ];
}

/** What entries say of K3s that say nothing of it. */
const UNSAID = k3s.parse(undefined);

/** Words of `k3s` that mean something on hosts, too: of the others, there is nothing that atoll makes. */
const WORDS_ON_HOSTS: readonly string[] = ["snapshots", "storage"];

function k3sWords(cluster: Cluster): readonly KindFinding[] {
  const { kind, provider } = cluster;
  const isForeign = (key: string): boolean =>
    kind !== "k3s" || (provider === "hosts" && !WORDS_ON_HOSTS.includes(key));
  const unsaid = new Map(Object.entries(UNSAID).map(([key, value]) => [key, JSON.stringify(value)]));
  const words = Object.entries(cluster.k3s)
    .filter(([key, value]) => isForeign(key) && JSON.stringify(value) !== unsaid.get(key))
    .map(([key]) => unused(["k3s", key], cluster));
  if (kind !== "k3s" || provider !== "hosts" || cluster.k3s.storage !== "ebs") return words;
  const expected =
    "longhorn or local-path for a cluster of kind k3s with provider: hosts, which has no disks of AWS";
  return [...words, { at: ["k3s", "storage"], expected }];
}

/** What EKS alone is told. */
function eksWords(cluster: Cluster): readonly KindFinding[] {
  if (cluster.kind === "eks") return [];
  const { accessRoles, controlPlane } = cluster;
  return [
    ...(["admins", "viewers"] as const)
      .filter((list) => accessRoles[list].length > 0)
      .map((list) => unused(["accessRoles", list], cluster)),
    ...Object.entries(controlPlane)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => unused(["controlPlane", key], cluster)),
  ];
}

/** What is said of machines that atoll makes, and of the way to them, where it makes none. */
function machineWords(cluster: Cluster): readonly KindFinding[] {
  const { access, kind, nodes } = cluster;
  const { system, cpuLimit, freeze, spotPercent } = nodes;
  const ofLaunched = { cpuLimit, freeze, spotPercent: spotPercent === 0 ? undefined : spotPercent };
  const isLaunched = launchesNodes(cluster);
  const words = { ...(kind === "attached" ? { system } : {}), ...(isLaunched ? {} : ofLaunched) };
  const found = Object.entries(words)
    .filter(([, value]) => value !== undefined)
    .map(([key]) => unused(["nodes", key], cluster));
  const isPlain = access.mode === "runner-network" && access.cidrs === undefined;
  if (isLaunched || isPlain) return found;
  const expected = `no access on a cluster of kind ${kindText(cluster)}, to which its kubeconfig says the way`;
  return [...found, { at: ["access"], atKey: true, expected, got: '"access"', hint: "remove it" }];
}

function unused(at: readonly string[], cluster: Cluster): KindFinding {
  const word = at.join(".");
  const expected = `no ${word} on a cluster of kind ${kindText(cluster)}, which has no use for it`;
  return { at, atKey: true, expected, got: JSON.stringify(at.at(-1)), hint: "remove it" };
}
