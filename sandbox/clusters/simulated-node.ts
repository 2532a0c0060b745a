import {
  ARCHITECTURE_LABEL,
  CAPACITY_TYPE_LABEL,
  INSTANCE_CATEGORY_LABEL,
  INSTANCE_CPU_LABEL,
  INSTANCE_GENERATION_LABEL,
  NODE_POOL_TAG,
  OS_LABEL,
} from "../../fleet/nodes/karpenter-vocabulary.ts";
import { ZONE_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import type { ClusterNode, ClusterTaint } from "../aws/cluster-host.ts";

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** What the simulator reads of a NodePool. */
export interface NodePool {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly weight?: number;
    readonly limits?: { readonly cpu?: string | number };
    readonly template: {
      readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec: {
        readonly requirements?: readonly Requirement[];
        readonly taints?: readonly ClusterTaint[];
      };
    };
  };
}

/** The one machine that the simulator launches, whatever else a pool would allow. */
export const MACHINE = { instanceType: "m7i.2xlarge", cpu: 8, memory: 32, pods: 110 } as const;

/** Labels by which the machine is known; a pool that asks for other values gets the first of its own. */
const FACTS: Readonly<Record<string, string>> = {
  [INSTANCE_CATEGORY_LABEL]: "m",
  [INSTANCE_GENERATION_LABEL]: "7",
  [INSTANCE_CPU_LABEL]: String(MACHINE.cpu),
  [ARCHITECTURE_LABEL]: "amd64",
  [OS_LABEL]: "linux",
  [CAPACITY_TYPE_LABEL]: "on-demand",
};

export const nodeName = ({ metadata }: NodePool, number: number): string =>
  `simulated-${metadata.name}-${number}`;

/**
 * The node that a pool gets as its first, second and so on. Zones, and values of which a pool lists several, are taken
 * in turn, so that pods that spread over them find room.
 */
export function simulatedNode(pool: NodePool, number: number, zones: readonly string[]): ClusterNode {
  const { metadata, spec } = pool.spec.template;
  const required = (spec.requirements ?? []).flatMap(({ key, operator, values = [] }): [string, string][] => {
    if (operator !== "In") return [];
    const fact = FACTS[key];
    const value = fact !== undefined && values.includes(fact) ? fact : inTurn(values, number);
    return value === undefined ? [] : [[key, value]];
  });
  const labels = { ...FACTS, ...metadata?.labels, ...Object.fromEntries(required) };
  const { [ZONE_LABEL]: zone = inTurn(zones, number) ?? "" } = labels;
  return {
    ...MACHINE,
    name: nodeName(pool, number),
    zone,
    labels: { ...labels, [NODE_POOL_TAG]: pool.metadata.name },
    taints: spec.taints ?? [],
    architecture: labels[ARCHITECTURE_LABEL] === "arm64" ? "arm64" : "amd64",
  };
}

/** Whether the limit of a pool leaves room for one more machine. */
export function hasRoom({ spec }: NodePool, nodes: number): boolean {
  return (nodes + 1) * MACHINE.cpu <= Number(spec.limits?.cpu ?? Infinity);
}

const inTurn = (values: readonly string[], number: number): string | undefined =>
  values[(number - 1) % values.length];
