import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const DEV = SOUND["clusters/dev.yaml"] ?? "";

/** `dev` of another kind, with these lines from line 7 on. */
const dev = (kind: string, ...lines: readonly string[]): Files => ({
  "clusters/dev.yaml": `${DEV.replace("kind: eks", `kind: ${kind}`)}${lines.map((line) => `${line}\n`).join("")}`,
});

const at = (place: string): string => `clusters/dev.yaml:${place}`;
const OUTSIDE = "network: { mode: external, cidr: 192.168.77.0/24 }";
const FACTS = "attached: { storageClass: fast, networkPolicyEngine: calico }";
const HOSTS = [
  "provider: hosts",
  OUTSIDE,
  "hosts:",
  "  registrationAddress: k3s.lagoon.cloud",
  "  machines:",
  "    one: { role: server, address: 192.168.77.11 }",
] as const;

/** What one kind of cluster says, and another does not. */
export const KIND_INPUTS: readonly BadInput[] = [
  bad(
    "a cluster of somebody else in a network of atoll",
    dev("attached", FACTS),
    `${at("1:1")} network.mode: expected external for a cluster of kind attached, whose machines stand elsewhere, got "create"; write network: { mode: external, cidr: <their range> }`,
  ),
  bad(
    "an issuer of a cluster of which there is the network alone",
    dev("attached", "oidc: { issuer: https://oidc.lagoon.cloud }"),
    `${at("7:1")} oidc: expected no oidc on a cluster of kind attached, of which there is the network alone, got "oidc"; remove it`,
  ),
  bad(
    "K3s on hosts in a VPC of atoll",
    dev("k3s", ...HOSTS.map((line) => (line === OUTSIDE ? "network: { mode: create }" : line))),
    `${at("8:18")} network.mode: expected external for a cluster of kind k3s with provider: hosts, whose machines stand elsewhere, got "create"; write network: { mode: external, cidr: <their range> }`,
  ),
  bad(
    "EKS in somebody else's network",
    dev("eks", OUTSIDE),
    `${at("7:18")} network.mode: expected create or existing for a cluster of kind eks, whose machines atoll makes, got "external"`,
  ),
  bad(
    "K3s in AWS in somebody else's network",
    dev("k3s", OUTSIDE),
    `${at("7:18")} network.mode: expected create or existing for a cluster of kind k3s, whose machines atoll makes, got "external"; for machines that exist write provider: hosts`,
  ),
  bad(
    "K3s in another cloud, by its name",
    dev("k3s", "provider: hetzner"),
    `${at("7:11")} provider: expected one of aws, hosts, got "hetzner"; machines of other clouds, and bare metal, are hosts`,
  ),
  bad(
    "hosts of EKS",
    dev("eks", ...HOSTS.slice(2)),
    `${at("7:1")} hosts: expected no hosts on a cluster of kind eks, which has none of its own, got "hosts"; remove it`,
  ),
  bad(
    "EKS on hosts",
    dev("eks", "provider: hosts"),
    `${at("7:11")} provider: expected aws for a cluster of kind eks: only K3s runs on hosts, got "hosts"; remove it`,
  ),
  bad(
    "K3s on hosts without hosts",
    dev("k3s", "provider: hosts", OUTSIDE),
    `${at("1:1")} hosts: expected the machines of a cluster of kind k3s with provider: hosts, got none; write hosts: { registrationAddress: <what leads to all servers>, machines: { <name>: { role: server, address: <its address> } } }`,
  ),
  bad(
    "hosts of K3s in AWS",
    dev("k3s", ...HOSTS.slice(2)),
    `${at("7:1")} hosts: expected no hosts on a cluster of kind k3s, which has none of its own, got "hosts"; write provider: hosts, or remove it`,
  ),
  bad(
    "an attached cluster without facts",
    dev("attached", OUTSIDE),
    `${at("1:1")} attached: expected the facts of a cluster of kind attached, got none; write attached: { storageClass: <its name>, networkPolicyEngine: <what enforces policies> }`,
  ),
  bad(
    "facts of a cluster that atoll makes",
    dev("eks", FACTS),
    `${at("7:1")} attached: expected no attached on a cluster of kind eks, whose facts atoll knows, got "attached"; remove it`,
  ),
  bad(
    "facts without what enforces policies",
    dev("attached", OUTSIDE, "attached: { storageClass: fast }"),
    `${at("8:1")} attached.networkPolicyEngine: expected one of vpc-cni, kube-router, calico, cilium, got nothing`,
  ),
  bad(
    "a storage class that cannot be one",
    dev("attached", OUTSIDE, FACTS.replace("fast", "Fast")),
    `${at("8:27")} attached.storageClass: expected a name of lower-case letters, digits, hyphens and dots, got "Fast"`,
  ),
  bad(
    "no architecture at all",
    dev("attached", OUTSIDE, FACTS.replace(" }", ", architectures: [] }")),
    `${at("8:62")} attached.architectures: expected at least one, got a list`,
  ),
  bad(
    "an issuer of a cluster that has one",
    dev("k3s", "oidc: { issuer: https://oidc.lagoon.cloud/dev }"),
    `${at("7:1")} oidc: expected no oidc on a cluster of kind k3s, whose issuer atoll knows, got "oidc"; remove it`,
  ),
  bad(
    "an issuer that AWS cannot read",
    dev("attached", OUTSIDE, FACTS, "oidc: { issuer: http://oidc.lagoon.cloud/ }"),
    `${at("9:17")} oidc.issuer: expected an https address such as https://oidc.example.com/cluster, without a slash at its end, got "http://oidc.lagoon.cloud/"`,
  ),
  bad(
    "words of K3s on EKS",
    dev("eks", "k3s: { servers: 3, serverType: m7i.xlarge, snapshots: { keep: 3 } }"),
    `${at("7:8")} k3s.servers: expected no k3s.servers on a cluster of kind eks, which has no use for it, got "servers"; remove it`,
    `${at("7:20")} k3s.serverType: expected no k3s.serverType on a cluster of kind eks, which has no use for it, got "serverType"; remove it`,
    `${at("7:44")} k3s.snapshots: expected no k3s.snapshots on a cluster of kind eks, which has no use for it, got "snapshots"; remove it`,
  ),
  bad(
    "words of machines in AWS on hosts",
    dev("k3s", ...HOSTS, "k3s: { diskGib: 100, tokenRevision: 2, storage: ebs, snapshots: { keep: 3 } }"),
    `${at("13:8")} k3s.diskGib: expected no k3s.diskGib on a cluster of kind k3s with provider: hosts, which has no use for it, got "diskGib"; remove it`,
    `${at("13:22")} k3s.tokenRevision: expected no k3s.tokenRevision on a cluster of kind k3s with provider: hosts, which has no use for it, got "tokenRevision"; remove it`,
    `${at("13:49")} k3s.storage: expected longhorn or local-path for a cluster of kind k3s with provider: hosts, which has no disks of AWS, got "ebs"`,
  ),
  bad(
    "words of EKS on K3s",
    dev("k3s", "accessRoles: { admins: [lagoon-admin] }", "controlPlane: { zonalShift: true }"),
    `${at("7:16")} accessRoles.admins: expected no accessRoles.admins on a cluster of kind k3s, which has no use for it, got "admins"; remove it`,
    `${at("8:17")} controlPlane.zonalShift: expected no controlPlane.zonalShift on a cluster of kind k3s, which has no use for it, got "zonalShift"; remove it`,
  ),
  bad(
    "words of machines that atoll makes, and of the way to them",
    {
      "clusters/dev.yaml": `${DEV.replace("kind: eks", "kind: attached").replace("max: 20", "max: 20, system: 3, cpuLimit: 64, spotPercent: 50")}${OUTSIDE}\n${FACTS}\naccess: { mode: public-list, cidrs: [203.0.113.0/24] }\n`,
    },
    `${at("6:19")} nodes.system: expected no nodes.system on a cluster of kind attached, which has no use for it, got "system"; remove it`,
    `${at("6:30")} nodes.cpuLimit: expected no nodes.cpuLimit on a cluster of kind attached, which has no use for it, got "cpuLimit"; remove it`,
    `${at("6:44")} nodes.spotPercent: expected no nodes.spotPercent on a cluster of kind attached, which has no use for it, got "spotPercent"; remove it`,
    `${at("9:1")} access: expected no access on a cluster of kind attached, to which its kubeconfig says the way, got "access"; remove it`,
  ),
  bad(
    "a link to a network that is somebody else's",
    {
      ...dev("attached", OUTSIDE, FACTS),
      "clusters/prod.yaml": DEV.replace("development", "production"),
      "links/one.yaml": "kind: peering\nfrom: prod\nto: { cluster: dev }\n",
    },
    "links/one.yaml:3:16 to.cluster: expected a cluster whose network atoll made, got dev, whose machines are elsewhere; whoever runs the machines connects them",
  ),
];

/** The same of an entry that nothing is wrong with. */
export const SOUND_KINDS: readonly Files[] = [
  dev("k3s"),
  dev("k3s", ...HOSTS),
  dev("k3s", ...HOSTS, "k3s: { storage: longhorn }", "oidc: { issuer: https://oidc.lagoon.cloud/dev }"),
  dev("attached", OUTSIDE, FACTS),
];
