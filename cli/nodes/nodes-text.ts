import { groupChangeTexts, groupTexts, poolGroupTexts, processors } from "./node-groups-text.ts";
import type {
  ExplainedNodes,
  ExplainedPool,
  ExplainedQuota,
  Window,
} from "../../fleet/nodes/explained-nodes.ts";
import { POOL_LABEL, TENANT_NODE_LABEL } from "../../fleet/nodes/karpenter-vocabulary.ts";
import { CLASS_TABLE } from "../../fleet/nodes/workload-classes.ts";

/** The nodes of one cluster, in sentences. */
export function explainedText(nodes: ExplainedNodes): string {
  const { cluster, autoscaler, max, tenantNodes, room, pools, quotas } = nodes;
  const beside = tenantNodes === 0 ? "" : `, and ${tenantNodes} of tenants' own beside them`;
  return [
    `cluster ${cluster}`,
    `  ${systemText(nodes)}`,
    `  The network is made for ${max} nodes${beside}; its subnets have room for ${room}.`,
    ...quotas.map((quota) => `  ${quotaText(quota)}`),
    ...(autoscaler === "karpenter" ? [] : groupTexts(nodes).map((line) => `  ${line}`)),
    ...pools.flatMap((pool) => ["", ...poolText(nodes, pool)]),
  ].join("\n");
}

function systemText({ kind, systemNodes }: ExplainedNodes): string {
  if (kind === "k3s" && systemNodes === 1)
    return "1 server runs what must be there before any other node; it is always there.";
  const called = kind === "k3s" ? "servers" : "system nodes";
  return `${systemNodes} ${called} run what must be there before any other node; they are always there.`;
}

function quotaText({ capacity, wanted, granted, code, byDefault }: ExplainedQuota): string {
  const kind = capacity === "spot" ? "spot" : "on-demand";
  const known =
    granted === undefined
      ? `the region's file does not say what is granted; a new account has ${byDefault}`
      : `${granted} are granted`;
  return `At most ${wanted} ${kind} processors of quota ${code} may be wanted here: ${known}.`;
}

function poolText({ kind }: ExplainedNodes, pool: ExplainedPool): readonly string[] {
  const lines = [
    whoText(pool),
    ...(pool.groups.length > 0
      ? [...poolGroupTexts(pool), ...floorTexts(pool), ...groupChangeTexts(kind, pool)]
      : [launchText(pool), ...limitTexts(pool), ...floorTexts(pool), ...disruptionTexts(pool)]),
    ...spotTexts(pool),
  ];
  return [`  pool ${pool.name}`, ...lines.map((line) => `    ${line}`)];
}

function whoText({ tenant, class: found, labels, taints }: ExplainedPool): string {
  const [taint] = taints;
  if (taint === undefined) return `for: ${CLASS_TABLE[found].for}`;
  const who = tenant === undefined ? CLASS_TABLE[found].for : `tenant ${tenant} alone`;
  const key = tenant === undefined ? POOL_LABEL : TENANT_NODE_LABEL;
  const selector = `nodeSelector ${key}=${labels[key] ?? ""}`;
  return `for: ${who}; a pod asks for it by ${selector} and a toleration of ${taint.key}`;
}

function launchText({ machines }: ExplainedPool): string {
  const { families, categories, sizes, cpus, oldestGeneration, architectures } = machines;
  const which =
    families === undefined ? `categories ${categories.join(", ")}` : `families ${families.join(", ")}`;
  const size = sizes === undefined ? "" : `, sizes ${sizes.join(", ")}`;
  const range = cpus === undefined ? "" : `, ${cpus.least} to ${cpus.most} processors`;
  return `may launch: ${which}, generation ${oldestGeneration} or newer${size}${range}, ${architectures.join(" or ")}`;
}

function limitTexts({
  nodes,
  cpuLimit,
  cpusPerNode,
  why,
  isNodeLimit,
  mostNodes,
}: ExplainedPool): readonly string[] {
  if (isNodeLimit) {
    const counted = `each counted as ${processors(cpusPerNode)}`;
    return [`at most: ${nodes} nodes and ${cpuLimit} processors (${why}; ${counted})`];
  }
  return [
    `at most: ${cpuLimit} processors (${why})`,
    `  of the smallest machine that would be ${mostNodes} nodes: only a pool with a max of its own counts nodes`,
  ];
}

function floorTexts({ floor, nextFloors }: ExplainedPool): readonly string[] {
  const always =
    floor.nodes === 0 ? [] : [`at least: ${floor.nodes} nodes, kept by placeholders that do nothing`];
  return [...always, ...nextFloors.map((next) => `at least: ${next.nodes} nodes ${windowText(next)}`)];
}

function disruptionTexts({ disruption, nextFreezes }: ExplainedPool): readonly string[] {
  const { percent, consolidation, consolidateAfterMinutes, expireAfterHours, graceHours } = disruption;
  const minutes = consolidateAfterMinutes === 1 ? "1 minute" : `${consolidateAfterMinutes} minutes`;
  const when =
    consolidation === "WhenEmpty"
      ? `when it has been empty for ${minutes}; nodes in use are left alone`
      : `when its pods have had room elsewhere for ${minutes} and moving them pays`;
  const hours = graceHours === 1 ? "1 hour" : `${graceHours} hours`;
  return [
    `a node goes ${when}`,
    `a node is replaced when its pool or image changes (drift); at most ${percent} % of the nodes go at a time`,
    ...nextFreezes.map((next) => `no node in use is moved or replaced ${windowText(next)}`),
    `a node is ${expireAfterHours} hours old at most: then it goes, frozen or not, and within ${hours} its pods are stopped`,
  ];
}

/** `from 2026-11-30T09:00Z until 2026-11-30T17:00Z, then as "0 9 * * mon-fri" says`. */
function windowText({ from, until, schedule }: Window): string {
  return `from ${from} until ${until}, then as "${schedule}" says (UTC)`;
}

function spotTexts({ spotPercent, shares }: ExplainedPool): readonly string[] {
  if (spotPercent === undefined || spotPercent === 0)
    return ["spot: none; machines are paid at the usual price"];
  const [, spot] = shares;
  return [
    `spot: at most ${spotPercent} % of the processors (${spot?.cpu ?? 0}), tried first`,
    "  cheaper machines that AWS takes back with two minutes' warning; nobody promises that there are any,",
    "  and a pod gets the usual kind when there are none and the rest of the pool has room",
  ];
}
