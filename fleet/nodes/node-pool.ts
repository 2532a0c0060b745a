import type { FloorTime, Freeze } from "../schema/node-pools.ts";
import type { WorkloadClassName } from "./workload-classes.ts";

export type Architecture = "amd64" | "arm64";

/** Machines that a pool may have: all that meet every line. */
export interface Machines {
  /** Letters that a family begins with. */
  readonly categories: readonly string[];
  /** Families, where only some will do. */
  readonly families?: readonly string[];
  readonly oldestGeneration: number;
  /** Sizes, where only some will do; else the range of processors decides. */
  readonly sizes?: readonly string[];
  readonly cpus?: { readonly least: number; readonly most: number };
  readonly architectures: readonly Architecture[];
}

/** When nodes of a pool are disturbed by the cluster itself. */
export interface Disruption {
  /** Largest share of nodes at a time. Range 1..100. */
  readonly percent: number;
  readonly consolidation: "Balanced" | "WhenEmpty";
  readonly consolidateAfterMinutes: number;
  readonly expireAfterHours: number;
  /** Hours a node has to empty itself before its pods are stopped. */
  readonly graceHours: number;
  /** When nodes are neither consolidated nor replaced by drift. */
  readonly freezes: readonly Freeze[];
}

/** One pool of nodes, with every number decided. */
export interface NodePool {
  readonly name: string;
  readonly class: WorkloadClassName;
  /** Tenant whose pods alone belong there. */
  readonly tenant?: string;
  /** Nodes it may have. */
  readonly nodes: number;
  /** Whether that number is a limit of its own, beside the processors. */
  readonly isNodeLimit: boolean;
  /** Processors that one node counts for. */
  readonly cpusPerNode: number;
  readonly cpuLimit: number;
  /** Gibibytes of memory for each processor of the limit; absent where memory has none. */
  readonly memoryPerCpuGiB?: number;
  /** Where the number of nodes comes from. */
  readonly why: string;
  /** Nodes that stay when nobody needs them: always, and in certain times. */
  readonly floor: { readonly nodes: number; readonly times: readonly FloorTime[] };
  /** Range 0..100, in steps of 10. Absent where there is no twin of spot machines. */
  readonly spotPercent?: number;
  readonly machines: Machines;
  readonly labels: Readonly<Record<string, string>>;
  /** Taints of effect NoSchedule. */
  readonly taints: readonly { readonly key: string; readonly value: string }[];
  readonly disruption: Disruption;
}
