import type { Finding } from "../check.ts";
import { architectureOf, familyParts, hasGpuDrivers } from "../nodes/instance-families.ts";
import { sizeCpus } from "../nodes/instance-sizes.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { GENERAL, isBurstable, launchedNodes, poolClass, restOfNodes } from "../nodes/node-pools.ts";
import { familySizeFaults } from "./pool-sizes.ts";
import type { PoolEntry } from "../schema/node-pools.ts";
import { systemNodes } from "../nodes/system-nodes.ts";
import {
  BURSTABLE_CATEGORY,
  BURSTABLE_CPUS,
  BURSTABLE_GENERATION,
  CLASS_TABLE,
  isWorkloadClass,
  WORKLOAD_CLASSES,
  type WorkloadClassName,
} from "../nodes/workload-classes.ts";

/** Pools that contradict themselves, or that want more nodes together than the cluster has. */
export function nodePoolFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()].flatMap((cluster) => {
    const { pools } = cluster.nodes;
    const file = `clusters/${cluster.id}.yaml`;
    if (!launchesNodes(cluster)) {
      if (pools === undefined) return [];
      const kind = cluster.kind === "k3s" ? "k3s with provider: hosts" : cluster.kind;
      const expected = `no pools on a cluster of kind ${kind}, whose nodes atoll does not launch`;
      return [{ file, at: ["nodes", "pools"], atKey: true, expected, got: '"pools"' }];
    }
    return [
      ...Object.entries(pools ?? {}).flatMap(([name, entry]) =>
        poolFindings(cluster, name, entry).map((one) => ({ ...one, file })),
      ),
      ...sumFindings(cluster, file),
    ];
  });
}

type PoolFinding = Omit<Finding, "file">;
type At = (...keys: readonly (string | number)[]) => readonly (string | number)[];

function poolFindings(cluster: Cluster, name: string, entry: PoolEntry): readonly PoolFinding[] {
  const at: At = (...keys) => ["nodes", "pools", name, ...keys];
  const found = poolClass(name, entry);
  if (found === undefined) {
    const expected = `one of ${WORKLOAD_CLASSES.join(", ")}`;
    const hint = "only a pool that is called like a class may leave it out";
    return [{ at: at("class"), expected, got: "nothing", hint }];
  }
  const named = isWorkloadClass(name) && found !== name;
  const expected = `${name}, for so the pool is called`;
  return [
    ...(named ? [{ at: at("class"), expected, hint: "give the pool another name" }] : []),
    ...numberFindings(cluster, name, entry, at),
    ...machineFindings(cluster, found, entry, at),
    ...generalFindings(name, entry, at),
  ];
}

function numberFindings(cluster: Cluster, name: string, entry: PoolEntry, at: At): readonly PoolFinding[] {
  const { max, min, minBySchedule } = entry;
  if (max === undefined && name !== GENERAL) {
    const hint = "only general may leave it out: it gets what the others leave";
    return [{ at: at("max"), expected: "a number of nodes", got: "nothing", hint }];
  }
  const most = max ?? Math.max(0, restOfNodes(cluster));
  const above = (value: number): boolean => value > most;
  const limit = `at most ${most}, the pool's max`;
  const low = (value: number): boolean => !above(value) && value <= min;
  return [
    ...(above(min) ? [{ at: at("min"), expected: limit }] : []),
    ...minBySchedule.flatMap((floor, index): PoolFinding[] => {
      const place = at("minBySchedule", index, "min");
      if (isRepeated(minBySchedule, index))
        return [
          { at: at("minBySchedule", index), expected: "each time once; remove one of them", got: "it twice" },
        ];
      if (above(floor.min)) return [{ at: place, expected: limit }];
      return low(floor.min) ? [{ at: place, expected: `more than ${min}, the pool's min at all times` }] : [];
    }),
    ...(cluster.nodes.cpuLimit !== undefined && name === GENERAL && max !== undefined
      ? [{ at: at("max"), expected: "no max beside nodes.cpuLimit", hint: "remove one of the two" }]
      : []),
  ];
}

function isRepeated(times: PoolEntry["minBySchedule"], index: number): boolean {
  const same = ({ schedule, hours }: PoolEntry["minBySchedule"][number]): boolean =>
    schedule === times[index]?.schedule && hours === times[index].hours;
  return times.findIndex(same) < index;
}

function machineFindings(
  cluster: Cluster,
  found: WorkloadClassName,
  entry: PoolEntry,
  at: At,
): readonly PoolFinding[] {
  const burstable = isBurstable(cluster, found, entry);
  const families = (entry.families ?? []).flatMap((family, index) =>
    familyFaults(found, entry, family).map((fault) => ({ ...fault, at: at("families", index) })),
  );
  // Managed groups have one size, which their own rule looks at.
  const isOwnSize = entry.sizes === undefined && cluster.nodes.autoscaler === "cluster-autoscaler";
  const sizes = families.length > 0 || isOwnSize ? [] : familySizeFaults(found, entry);
  return [
    ...burstableFindings(found, entry, burstable, at),
    ...driverFindings(found, entry, at),
    ...families,
    ...sizes.map((fault) => ({ ...fault, at: at("families") })),
    ...(entry.sizes ?? []).flatMap((size, index): PoolFinding[] => {
      if (!burstable || (sizeCpus(size) ?? 0) <= BURSTABLE_CPUS.most) return [];
      const hint = "set burstable: false, or name a smaller size";
      return [{ at: at("sizes", index), expected: "a size of burstable machines, at most 2xlarge", hint }];
    }),
  ];
}

function burstableFindings(
  found: WorkloadClassName,
  { burstable, families }: PoolEntry,
  isOn: boolean,
  at: At,
): readonly PoolFinding[] {
  if (burstable === true && found !== GENERAL)
    return [
      { at: at("burstable"), expected: `false for class ${found}`, hint: "only general may be burstable" },
    ];
  if (!isOn || families === undefined) return [];
  const expected = "no families beside burstable: true";
  const hint = "remove one of the two; families of burstable machines may be named without it";
  return [{ at: at("families"), expected, hint }];
}

/** Without families every one of the usual category will do, and the image has drivers for those of its table alone. */
function driverFindings(
  found: WorkloadClassName,
  { families, oldestGeneration }: PoolEntry,
  at: At,
): readonly PoolFinding[] {
  const { oldestGeneration: oldest, usual } = CLASS_TABLE[found];
  if (found !== "gpu" || families !== undefined || (oldestGeneration ?? oldest) >= oldest) return [];
  const expected = `at least ${oldest}, for the nodes' image has no drivers for older families of category ${usual.join(", ")}`;
  return [{ at: at("oldestGeneration"), expected, hint: "remove it, or name families" }];
}

type FamilyFault = Pick<Finding, "expected" | "hint">;

/** What is wrong with a family: another class's, too old, or of a processor that the pool does not have. */
function familyFaults(found: WorkloadClassName, entry: PoolEntry, family: string): readonly FamilyFault[] {
  const { categories, oldestGeneration } = CLASS_TABLE[found];
  const { category, generation } = familyParts(family);
  if (!categories.includes(category)) {
    const letters = categories.join(", ");
    return [{ expected: `a family of class ${found}, which begins with ${letters}` }];
  }
  if (found === "gpu" && !hasGpuDrivers(family)) {
    const expected = "a family with NVIDIA processors for which the nodes' image has drivers";
    return [{ expected, hint: "name another, such as g6" }];
  }
  const usual = category === BURSTABLE_CATEGORY ? BURSTABLE_GENERATION : oldestGeneration;
  const oldest = entry.oldestGeneration ?? usual;
  if (generation < oldest) {
    const hint = `set oldestGeneration: ${generation}, or name a newer family`;
    return [{ expected: `a family of generation ${oldest} or newer`, hint }];
  }
  const architecture = architectureOf(family);
  if (entry.architectures.includes(architecture)) return [];
  return [
    {
      expected: `a family with ${entry.architectures.join(" or ")} processors`,
      hint: `${family} is ${architecture}`,
    },
  ];
}

function generalFindings(name: string, { architectures }: PoolEntry, at: At): readonly PoolFinding[] {
  const index = architectures.indexOf("arm64");
  if (name !== GENERAL || index < 0) return [];
  const expected = "amd64 alone for the pool that gets every pod that says nothing";
  return [{ at: at("architectures", index), expected, hint: "make another pool for arm64" }];
}

/** All pools together, against what the network was made for; without pools, `general` still needs a node. */
function sumFindings(cluster: Cluster, file: string): readonly Finding[] {
  const { max, pools = {} } = cluster.nodes;
  const { count, called } = systemNodes(cluster);
  const { [GENERAL]: general } = pools;
  const isDivided = cluster.nodes.pools !== undefined;
  const wanted = Object.values(pools).reduce((sum, pool) => sum + (pool.max ?? 0), 0);
  const least = wanted + (general?.max === undefined ? 1 : 0);
  if (least <= launchedNodes(cluster)) return [];
  const rest = general?.max === undefined ? ["1 for general"] : [];
  const parts = [...(isDivided ? [`${wanted} of pools`] : []), ...rest].join(" and ");
  const expected = `at least ${least + count} nodes: ${parts}, ${count} ${called}`;
  const hint = isDivided ? "raise it, or lower a pool's max" : "raise it";
  return [{ file, at: ["nodes", "max"], expected, got: `${max}`, hint }];
}
