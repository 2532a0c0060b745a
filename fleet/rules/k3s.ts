import { overlaps, parseCidr } from "../addresses/cidr.ts";
import { nodeZones } from "../addresses/zones.ts";
import type { Finding } from "../check.ts";
import { parseCron } from "../cron.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import { broughtOverlay } from "../networks/overlay.ts";
import { SERVER_COUNTS } from "../schema/k3s.ts";
import { slaSettings } from "../sla.ts";
import type { KindFinding } from "./cluster-kinds.ts";
import { serverTypeFindings } from "./k3s-server-type.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { MAX_PODS } from "../nodes/node-facts.ts";

/** Minutes that a snapshot of etcd has for itself. */
const LEAST_SNAPSHOT_MINUTES = 15;
const HOUR_MINUTES = 60;

/** What K3s cannot do, or cannot do well; of clusters on hosts only what holds for them, too. */
export function k3sFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()]
    .filter(({ kind }) => kind === "k3s")
    .flatMap((cluster) => {
      const region = inventory.regions.get(cluster.region);
      const account = inventory.settings.accounts[region?.account ?? ""]?.id;
      const found = [
        ...podFindings(cluster),
        ...snapshotFindings(cluster),
        ...(cluster.network.mode === "external" ? [] : serverFindings(inventory, cluster)),
        ...(launchesNodes(cluster) ? serverTypeFindings(cluster) : []),
        ...networkFindings(cluster),
        ...overlayFindings(cluster, inventory.settings.addresses.serviceCidr),
        ...(region === undefined ? [] : secretFindings(cluster, region, account)),
      ];
      return found.map((one) => ({ ...one, file: `clusters/${cluster.id}.yaml` }));
    });
}

/** Kubelet's own limit. @see https://docs.k3s.io/faq */
function podFindings({ nodes }: Cluster): readonly KindFinding[] {
  if (nodes.podsPerNode <= MAX_PODS) return [];
  return [{ at: ["nodes", "podsPerNode"], expected: `at most ${MAX_PODS} for a cluster of kind k3s` }];
}

function snapshotFindings({ k3s }: Cluster): readonly KindFinding[] {
  const [minutes = new Set<number>()] = parseCron(k3s.snapshots.schedule).fields;
  const sorted = [...minutes].sort((a, b) => a - b);
  const gaps = sorted.map((minute, index) => (sorted[index + 1] ?? HOUR_MINUTES + (sorted[0] ?? 0)) - minute);
  if (gaps.every((gap) => gap >= LEAST_SNAPSHOT_MINUTES)) return [];
  const expected = `a schedule with ${LEAST_SNAPSHOT_MINUTES} minutes or more between two snapshots`;
  return [{ at: ["k3s", "snapshots", "schedule"], expected, hint: "once in some hours is usual" }];
}

/** Each server is in a zone of its own, by whose letter it is known. */
function serverFindings(inventory: Inventory, cluster: Cluster): readonly KindFinding[] {
  const zones = nodeZones(inventory, cluster);
  const count = slaSettings(cluster).k3sServers;
  const listed = zones.join(", ") || "none";
  const fitting = SERVER_COUNTS.findLast((one) => one <= zones.length);
  const few: KindFinding = {
    at: ["k3s", "servers"],
    expected: `at most as many servers as zones with nodes (${listed})`,
    got: `${count}${cluster.k3s.servers === undefined ? ", by its sla" : ""}`,
    hint: ["have more zones", ...(fitting === undefined ? [] : [`k3s.servers: ${fitting}`])].join(", or "),
  };
  const elsewhere = Object.keys(cluster.k3s.revisions)
    .filter((letter) => !zones.includes(letter))
    .map((letter) => ({
      at: ["k3s", "revisions", letter],
      atKey: true,
      expected: `zones with nodes: ${listed}`,
      got: JSON.stringify(letter),
    }));
  return [...(count > zones.length ? [few] : []), ...elsewhere];
}

/** What a network gives EKS and not K3s. */
function networkFindings({ network }: Cluster): readonly KindFinding[] {
  if (network.mode !== "create") return [];
  const { pods, egress, dualStack } = network;
  const inside: KindFinding = {
    at: ["network", "pods"],
    expected: "unrouted for a cluster of kind k3s, whose pods are in an overlay",
    got: '"vpc"',
    hint: "remove it",
  };
  const closed: KindFinding = {
    at: ["network", "egress"],
    expected: "nat for a cluster of kind k3s, whose machines fetch K3s from the internet",
    got: '"private-only"',
    hint: "remove it, or use kind eks",
  };
  const ipv6: KindFinding = {
    at: ["network", "dualStack"],
    expected: "false for a cluster of kind k3s, whose pods and Services have IPv4 addresses alone",
    got: "true",
    hint: "remove it",
  };
  return [
    ...(pods === "vpc" ? [inside] : []),
    ...(egress === "private-only" ? [closed] : []),
    ...(dualStack === true ? [ipv6] : []),
  ];
}

/** In a VPC that exists, pods are told apart from machines and Services by their addresses; of a VPC it makes, atoll gives them. */
function overlayFindings({ kind, network, serviceCidr }: Cluster, usual: string): readonly KindFinding[] {
  if (network.mode !== "existing") return [];
  const overlay = broughtOverlay({ kind, network });
  if (overlay === undefined) return [];
  const services = serviceCidr ?? usual;
  const others = [
    [network.cidr, "network.cidr"],
    [services, "that of Services"],
  ] as const;
  return others
    .filter(([range]) => overlaps(parseCidr(overlay), parseCidr(range)))
    .map(([range, what]) => ({
      at: ["network", "podRange"],
      expected: `a range beside ${what}, ${range}`,
      got: overlay,
    }));
}

/** Servers read the key with their own role, in their own account and region. */
function secretFindings(
  { k3s }: Cluster,
  { awsRegion }: Region,
  account: string | undefined,
): readonly KindFinding[] {
  if (k3s.tailscale === undefined || account === undefined) return [];
  const [, , , region, owner] = k3s.tailscale.authKeySecret.split(":");
  if (region === awsRegion && owner === account) return [];
  const expected = `a secret of the cluster's own account and region: arn:aws:secretsmanager:${awsRegion}:${account}:secret:...`;
  return [{ at: ["k3s", "tailscale", "authKeySecret"], expected }];
}
