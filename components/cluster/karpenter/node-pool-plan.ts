import {
  ARCHITECTURE_LABEL,
  CAPACITY_SLOT_LABEL,
  CAPACITY_TYPE_LABEL,
  GPU_MANUFACTURER_LABEL,
  GPU_PRESENT_LABEL,
  INSTANCE_CATEGORY_LABEL,
  INSTANCE_CPU_LABEL,
  INSTANCE_FAMILY_LABEL,
  INSTANCE_GENERATION_LABEL,
  INSTANCE_HYPERVISOR_LABEL,
  INSTANCE_SIZE_LABEL,
  NODE_CLASS,
  OS_LABEL,
} from "../../../fleet/nodes/karpenter-vocabulary.ts";
import { USUAL_IP_FAMILY, type IpFamily } from "../../../fleet/networks/ip-family.ts";
import { type PoolShare, poolShares } from "../../../fleet/nodes/pool-shares.ts";
import { TOO_SMALL_SIZES } from "../../../fleet/nodes/max-pods.ts";
import type { Disruption, Machines, NodePool } from "../../../fleet/nodes/node-pool.ts";
import { BURSTABLE_CATEGORY } from "../../../fleet/nodes/workload-classes.ts";

export interface PlannedPool {
  /** Name in the cluster, keyed by what the pool launches. */
  readonly name: string;
  readonly nodeClass: NodeClassName;
  readonly spec: object;
}

/** Images of nodes: with NVIDIA's drivers or without. */
export type NodeClassName = "general" | "gpu";

/** Every Karpenter pool of a cluster: one or two for each of its own. */
export function nodePoolPlan(
  pools: readonly NodePool[],
  ipFamily: IpFamily = USUAL_IP_FAMILY,
): readonly PlannedPool[] {
  return pools.flatMap((pool) =>
    poolShares(pool).map((share) => ({
      name: share.name,
      nodeClass: nodeClassOf(pool),
      spec: poolSpec(pool, share, ipFamily),
    })),
  );
}

/** Node classes that these pools need, the ordinary one first and always. */
export function nodeClassNames(pools: readonly NodePool[]): readonly NodeClassName[] {
  return pools.some((pool) => nodeClassOf(pool) === "gpu") ? ["general", "gpu"] : ["general"];
}

function nodeClassOf(pool: NodePool): NodeClassName {
  return pool.class === "gpu" ? "gpu" : "general";
}

function poolSpec(pool: NodePool, share: PoolShare, ipFamily: IpFamily): object {
  const { group, kind } = NODE_CLASS;
  const { expireAfterHours, graceHours } = pool.disruption;
  const labels = { ...pool.labels, ...(pool.class === "gpu" ? { [GPU_PRESENT_LABEL]: "true" } : {}) };
  return {
    weight: share.weight,
    limits: limitsOf(pool, share),
    disruption: disruptionSpec(pool.disruption),
    template: {
      ...(Object.keys(labels).length === 0 ? {} : { metadata: { labels } }),
      spec: {
        nodeClassRef: { group, kind, name: nodeClassOf(pool) },
        expireAfter: `${expireAfterHours}h`,
        terminationGracePeriod: `${graceHours}h`,
        requirements: [...requirements(pool, share), ...familyLines(ipFamily)],
        ...(pool.taints.length === 0
          ? {}
          : { taints: pool.taints.map((taint) => ({ ...taint, effect: "NoSchedule" })) }),
      },
    },
  };
}

function limitsOf({ isNodeLimit, memoryPerCpuGiB }: NodePool, { cpu, nodes }: PoolShare): object {
  return {
    cpu: String(cpu),
    ...(memoryPerCpuGiB === undefined ? {} : { memory: `${cpu * memoryPerCpuGiB}Gi` }),
    ...(isNodeLimit ? { nodes: String(nodes) } : {}),
  };
}

/** Nodes that nobody uses go at any time: nobody notices. What moves pods keeps out of frozen times. */
function disruptionSpec({ consolidation, consolidateAfterMinutes, percent, freezes }: Disruption): object {
  return {
    consolidationPolicy: consolidation,
    consolidateAfter: `${consolidateAfterMinutes}m`,
    budgets: [
      { nodes: `${percent}%` },
      ...freezes.map(({ schedule, hours }) => ({
        nodes: "0",
        schedule,
        duration: `${hours}h`,
        reasons: ["Underutilized", "Drifted"],
      })),
    ],
  };
}

/** Every line must be met; what a machine is paid for and which slots are its own come first. */
function requirements(pool: NodePool, { capacity, slots }: PoolShare): readonly object[] {
  const anyOf = (key: string, values: readonly string[]) => ({ key, operator: "In", values });
  return [
    anyOf(CAPACITY_TYPE_LABEL, [capacity]),
    ...(slots.length > 0 ? [anyOf(CAPACITY_SLOT_LABEL, slots)] : []),
    anyOf(ARCHITECTURE_LABEL, pool.machines.architectures),
    anyOf(OS_LABEL, ["linux"]),
    anyOf(INSTANCE_CATEGORY_LABEL, pool.machines.categories),
    ...(pool.class === "gpu" ? [anyOf(GPU_MANUFACTURER_LABEL, ["nvidia"])] : []),
    ...machineLines(pool.machines, anyOf),
  ];
}

/** Only Nitro machines have prefixes of IPv6 addresses. @see https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html */
function familyLines(ipFamily: IpFamily): readonly object[] {
  if (ipFamily === "ipv4") return [];
  return [{ key: INSTANCE_HYPERVISOR_LABEL, operator: "In", values: ["nitro"] }];
}

function machineLines(
  { categories, families, sizes, cpus, oldestGeneration }: Machines,
  anyOf: (key: string, values: readonly string[]) => object,
): readonly object[] {
  const above = (key: string, number: number) => ({ key, operator: "Gt", values: [String(number)] });
  const below = (key: string, number: number) => ({ key, operator: "Lt", values: [String(number)] });
  return [
    ...(families === undefined ? [] : [anyOf(INSTANCE_FAMILY_LABEL, families)]),
    above(INSTANCE_GENERATION_LABEL, oldestGeneration - 1),
    ...(sizes === undefined ? [] : [anyOf(INSTANCE_SIZE_LABEL, sizes)]),
    // By their processors alone these would do, but they have addresses for a few pods only.
    ...(sizes === undefined && categories.includes(BURSTABLE_CATEGORY)
      ? [{ key: INSTANCE_SIZE_LABEL, operator: "NotIn", values: [...TOO_SMALL_SIZES] }]
      : []),
    ...(cpus === undefined
      ? []
      : [above(INSTANCE_CPU_LABEL, cpus.least - 1), below(INSTANCE_CPU_LABEL, cpus.most + 1)]),
  ];
}
