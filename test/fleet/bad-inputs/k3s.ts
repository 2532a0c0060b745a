import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const K3S = (SOUND["clusters/dev.yaml"] ?? "").replace("kind: eks", "kind: k3s");
const OLD = (SOUND["clusters/old.yaml"] ?? "").replace("kind: eks", "kind: k3s");

/** `dev` as a K3s cluster, with these lines from line 7 on. */
const dev = (...lines: readonly string[]): Files => ({
  "clusters/dev.yaml": `${K3S}${lines.map((line) => `${line}\n`).join("")}`,
});
const at = (place: string): string => `clusters/dev.yaml:${place}`;

const SECRET = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:tailscale-1";
const tailscale = (secret: string, tags = "[tag:atoll]"): Files =>
  dev(`k3s: { tailscale: { authKeySecret: "${secret}", tags: ${tags} } }`);

/** Clusters of K3s in AWS. */
export const K3S_INPUTS: readonly BadInput[] = [
  ...[2, 4, 0, 9].map((count) =>
    bad(
      `${count} servers`,
      dev(`k3s: { servers: ${count} }`),
      `${at("7:17")} k3s.servers: expected an odd number of servers, 1..7: etcd needs a majority, got ${count}`,
    ),
  ),
  bad(
    "more servers than zones",
    dev("zones: [a, b]", "k3s: { servers: 3 }"),
    `${at("8:17")} k3s.servers: expected at most as many servers as zones with nodes (a, b), got 3; have more zones, or k3s.servers: 1`,
  ),
  bad(
    "more servers than zones, of which there are enough for fewer",
    dev("k3s: { servers: 5 }", "zones: [a, b, c]"),
    `${at("7:17")} k3s.servers: expected at most as many servers as zones with nodes (a, b, c), got 5; have more zones, or k3s.servers: 3`,
  ),
  bad(
    "more servers than subnets of a VPC, by its service level",
    { "clusters/old.yaml": OLD },
    "clusters/old.yaml:1:1 k3s.servers: expected at most as many servers as zones with nodes (a, b), got 3, by its sla; have more zones, or k3s.servers: 1",
  ),
  bad(
    "a revision of a server that is nowhere",
    dev("k3s: { revisions: { c: 2 } }"),
    `${at("7:21")} k3s.revisions.c: expected zones with nodes: a, b, got "c"`,
  ),
  bad(
    "a revision that is no zone's",
    dev("k3s: { revisions: { first: 2 } }"),
    `${at("7:21")} k3s.revisions.first: expected a zone letter such as a, got "first"`,
  ),
  bad(
    "a revision of nothing",
    dev("k3s: { revisions: { a: 0 } }"),
    `${at("7:24")} k3s.revisions.a: expected a whole number in 1..9999, got 0`,
  ),
  bad(
    "a snapshot every minute",
    dev('k3s: { snapshots: { schedule: "* * * * *" } }'),
    `${at("7:31")} k3s.snapshots.schedule: expected a schedule with 15 minutes or more between two snapshots, got "* * * * *"; once in some hours is usual`,
  ),
  bad(
    "a schedule that is none",
    dev('k3s: { snapshots: { schedule: "@daily" } }'),
    `${at("7:31")} k3s.snapshots.schedule: expected a schedule such as 0 */6 * * *, five fields, in UTC: five fields (minute, hour, day, month, weekday) with one space between them, got "@daily"`,
  ),
  bad(
    "snapshots that nobody keeps",
    dev("k3s: { snapshots: { keep: 0 } }"),
    `${at("7:27")} k3s.snapshots.keep: expected a whole number in 1..1000, got 0`,
  ),
  bad(
    "a machine that is none",
    dev("k3s: { serverType: large }"),
    `${at("7:20")} k3s.serverType: expected an instance type such as m7i.large, got "large"`,
  ),
  bad(
    "servers of another processor than their image",
    dev("k3s: { serverType: t4g.large }"),
    `${at("7:20")} k3s.serverType: expected a type with amd64 processors, which the servers' image is for, got "t4g.large"; t4g is arm64; m7i.large is usual`,
  ),
  bad(
    "servers too small for the control plane",
    dev("k3s: { serverType: t3.small }"),
    `${at("7:20")} k3s.serverType: expected a size of at least 4 GiB of memory, such as medium or large, got "t3.small"; m7i.large is usual`,
  ),
  bad(
    "servers of a size that their family is not made in",
    dev("k3s: { serverType: m7i.medium }"),
    `${at("7:20")} k3s.serverType: expected a size that m7i is made in: large, xlarge, 2xlarge, 4xlarge, 8xlarge, 12xlarge, 16xlarge, 24xlarge, 48xlarge, got "m7i.medium"`,
  ),
  bad(
    "no room for a node beside the servers",
    { "clusters/dev.yaml": K3S.replace("sla: 1", "sla: 2").replace("max: 20", "max: 3") },
    `${at("6:15")} nodes.max: expected at least 4 nodes: 1 for general, 3 servers, got 3; raise it`,
  ),
  bad(
    "a network without a way out",
    dev("network: { mode: create, egress: private-only }"),
    `${at("7:34")} network.egress: expected nat for a cluster of kind k3s, whose machines fetch K3s from the internet, got "private-only"; remove it, or use kind eks`,
  ),
  bad(
    "an image by its name",
    dev("k3s: { image: ubuntu }"),
    `${at("7:15")} k3s.image: expected an image such as ami-0a1b2c3d4e5f60718, got "ubuntu"`,
  ),
  bad(
    "a key of another account",
    tailscale(SECRET.replace("111122223333", "444455556666")),
    `${at("7:36")} k3s.tailscale.authKeySecret: expected a secret of the cluster's own account and region: arn:aws:secretsmanager:eu-central-1:111122223333:secret:..., got "${SECRET.replace("111122223333", "444455556666").replace("tailscale-1", "...")}`,
  ),
  bad(
    "a key itself",
    tailscale("tskey-auth-abc"),
    `${at("7:36")} k3s.tailscale.authKeySecret: expected the ARN of a secret in Secrets Manager, got "tskey-auth-abc"`,
  ),
  bad(
    "a tailnet that nobody is let into",
    tailscale(SECRET, "[]"),
    `${at("7:107")} k3s.tailscale.tags: expected at least one tag, got a list; the tailnet's policy says who may reach it`,
  ),
  bad(
    "more pods than kubelet runs",
    { "clusters/dev.yaml": K3S.replace("max: 20", "max: 20, podsPerNode: 111") },
    `${at("6:32")} nodes.podsPerNode: expected at most 110 for a cluster of kind k3s, got 111`,
  ),
  bad(
    "pods in the VPC",
    dev("network: { mode: create, pods: vpc }"),
    `${at("7:32")} network.pods: expected unrouted for a cluster of kind k3s, whose pods are in an overlay, got "vpc"; remove it`,
  ),
  bad(
    "pods among the machines of a VPC",
    { "clusters/old.yaml": `${OLD.replace("sla: 3", "sla: 1")}  podRange: 192.168.128.0/18\n` },
    "clusters/old.yaml:13:13 network.podRange: expected a range beside network.cidr, 192.168.128.0/17, got 192.168.128.0/18",
  ),
  bad(
    "Services among the pods of a VPC, which nobody named",
    {
      "clusters/old.yaml": OLD.replace("sla: 3", "sla: 1").replace(
        "network:",
        "serviceCidr: 10.42.0.0/20\nnetwork:",
      ),
    },
    'clusters/old.yaml:6:14 serviceCidr: expected a range that does not overlap 10.0.0.0/8, a supernet, got "10.42.0.0/20"',
    "clusters/old.yaml:7:1 network.podRange: expected a range beside that of Services, 10.42.0.0/20, got 10.42.0.0/16",
  ),
  bad(
    "IPv6",
    dev("network: { mode: create, dualStack: true }"),
    `${at("7:37")} network.dualStack: expected false for a cluster of kind k3s, whose pods and Services have IPv4 addresses alone, got true; remove it`,
  ),
  bad(
    "a private API server without a way in",
    {
      ...dev(),
      "fleet.yaml": (SOUND["fleet.yaml"] ?? "").replace(/runners:.*\n/, ""),
      "clusters/old.yaml": undefined,
      "tenants/acme.yaml": undefined,
    },
    `${at("1:1")} access: expected a way to the private API server, got runner-network without ranges; name runners.cidrs in fleet.yaml or access.cidrs here, or choose public-list`,
  ),
  bad(
    "the world",
    dev("access: { mode: public-list, cidrs: [0.0.0.0/0] }"),
    `${at("7:38")} access.cidrs[0]: expected a range of /16 or smaller, got "0.0.0.0/0"; who may reach the API server is a list, never the world`,
  ),
  bad(
    "a minor that K3s was not released for",
    { "clusters/dev.yaml": K3S.replace("1.35", "1.29").replace("max: 20", "max: 20, autoscaler: karpenter") },
    `${at("5:13")} kubernetes: expected a Kubernetes minor of the catalog: 1.33, 1.34, 1.35, 1.36, got "1.29"`,
  ),
];
