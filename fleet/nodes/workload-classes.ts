import { GPU_TAINT, POOL_TAINT } from "./karpenter-vocabulary.ts";

export const WORKLOAD_CLASSES = ["general", "compute", "memory", "gpu"] as const;
export type WorkloadClassName = (typeof WORKLOAD_CLASSES)[number];

/** What pools of one class are when their entry says nothing else. */
export interface WorkloadClass {
  /** What belongs there, for people. */
  readonly for: string;
  /** Instance categories of AWS: the letters that a family begins with. */
  readonly categories: readonly string[];
  /** Categories of which machines are launched when no family is named. */
  readonly usual: readonly string[];
  /** Oldest generation of the families. */
  readonly oldestGeneration: number;
  /** Processors of the smallest and the largest machine. */
  readonly cpus: { readonly least: number; readonly most: number };
  /** Processors that one node counts for in limits when no size is named. */
  readonly cpusPerNode: number;
  /** What nodes without enough to do are: repacked when that pays, or left alone until they are empty. */
  readonly consolidation: "Balanced" | "WhenEmpty";
  /** Hours a node has to empty itself before its pods are stopped. */
  readonly graceHours: number;
  /** Taint that keeps everything else off; none where everything else belongs. */
  readonly taint?: string;
}

/**
 * The one table of workload classes. Machines of `general` are those of every cluster before there were classes. The
 * others are tainted: a pod is there because it asked to be. Reference sizes are `m5.xlarge`, `c5.2xlarge`, `r5.xlarge`
 * and `p3.2xlarge`, which today's families of the same sizes stand in for.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html for categories and generations
 * @see https://karpenter.sh/docs/concepts/disruption/#consolidation for what consolidation does
 * @see https://karpenter.sh/docs/concepts/nodepools/#spectemplatespecterminationgraceperiod
 */
export const CLASS_TABLE: Readonly<Record<WorkloadClassName, WorkloadClass>> = {
  general: {
    for: "whatever asks for nothing else",
    categories: ["c", "m", "r", "t"],
    usual: ["c", "m", "r"],
    oldestGeneration: 5,
    cpus: { least: 2, most: 32 },
    cpusPerNode: 8,
    consolidation: "Balanced",
    graceHours: 1,
  },
  compute: {
    for: "work that is short of processors: 2 GiB of memory for each",
    categories: ["c"],
    usual: ["c"],
    oldestGeneration: 5,
    cpus: { least: 4, most: 32 },
    cpusPerNode: 8,
    consolidation: "Balanced",
    graceHours: 1,
    taint: POOL_TAINT,
  },
  memory: {
    for: "databases and caches: 8 GiB of memory for each processor",
    categories: ["r", "x"],
    usual: ["r"],
    oldestGeneration: 5,
    cpus: { least: 2, most: 32 },
    cpusPerNode: 4,
    // What is in memory is slow to come back, so these nodes are neither repacked nor hurried.
    consolidation: "WhenEmpty",
    graceHours: 24,
    taint: POOL_TAINT,
  },
  gpu: {
    for: "work on NVIDIA processors",
    categories: ["g", "p"],
    usual: ["g"],
    oldestGeneration: 4,
    cpus: { least: 4, most: 96 },
    cpusPerNode: 8,
    consolidation: "WhenEmpty",
    graceHours: 1,
    taint: GPU_TAINT,
  },
};

/** Category of burstable machines: cheap, and slow once their credits are spent. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html */
export const BURSTABLE_CATEGORY = "t";

/** Oldest generation of burstable machines that run on Nitro, which prefixes of addresses need. */
export const BURSTABLE_GENERATION = 3;

/** Processors of burstable machines: all sizes of t3 that have room for pods beside the node's own. */
export const BURSTABLE_CPUS = { least: 2, most: 8 } as const;

export function isWorkloadClass(name: string): name is WorkloadClassName {
  return WORKLOAD_CLASSES.some((one) => one === name);
}
