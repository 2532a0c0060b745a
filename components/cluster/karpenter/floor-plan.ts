import { createHash } from "node:crypto";
import { GROUP_LABEL } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import { PAUSE_IMAGE, pinnedImage } from "../../../fleet/charts/images.ts";
import { FLOOR_LABEL, INSTANCE_CPU_LABEL, NODE_POOL_TAG } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import type { NodePool } from "../../../fleet/nodes/node-pool.ts";
import { HOSTNAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import { poolShares } from "../../../fleet/nodes/pool-shares.ts";

/** Namespace and priority class of placeholders. */
export const FLOORS = "atoll-floors";

/** Below every pod that says nothing, so that a placeholder is the first to make room. */
export const FLOOR_PRIORITY = { value: -1000, preemptionPolicy: "Never" } as const;

/** Nodes of one pool that stay, always or from the times of a schedule on. */
export interface PlannedFloor {
  /** Name of its object: the pool, and for a schedule a digest of it. */
  readonly name: string;
  readonly nodes: number;
  readonly window?: { readonly schedule: string; readonly hours: number };
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podSpec: Placeholder;
}

/** Spec of a placeholder, its lists as the SDK takes them. */
export type Placeholder = ReturnType<typeof placeholder>;

/** Placeholders of all pools: pods of which each wants a node of the pool for itself, and nothing else from it. */
export function floorPlan(
  pools: readonly NodePool[],
  imageMirror?: string,
  expressionsOf: (pool: NodePool) => readonly Expression[] = nodesOfPools,
): readonly PlannedFloor[] {
  return pools.flatMap((pool) => {
    const { nodes, times } = pool.floor;
    const wanted = { pool, image: pinnedImage(PAUSE_IMAGE, imageMirror), expressions: expressionsOf(pool) };
    const always = nodes === 0 ? [] : [floorOf(wanted, { name: pool.name, nodes })];
    return [
      ...always,
      ...times.map(({ schedule, hours, min }) => {
        const name = `${pool.name}-${digest(`${schedule} ${hours}`)}`;
        return floorOf(wanted, { name, nodes: min, window: { schedule, hours } });
      }),
    ];
  });
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 6);

/** What placeholders of one pool have in common. */
interface WantedNodes {
  readonly pool: NodePool;
  readonly image: string;
  readonly expressions: readonly Expression[];
}

function floorOf(wanted: WantedNodes, floor: Pick<PlannedFloor, "name" | "nodes" | "window">): PlannedFloor {
  const podLabels = { [FLOOR_LABEL]: floor.name };
  return { ...floor, podLabels, podSpec: placeholder(wanted, podLabels) };
}

/** It asks for next to nothing, so whoever works on the node has all of it. */
function placeholder(
  { pool, image, expressions }: WantedNodes,
  matchLabels: Readonly<Record<string, string>>,
) {
  const resources = { cpu: "10m", memory: "16Mi" };
  return {
    priorityClassName: FLOORS,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    securityContext: { runAsNonRoot: true, runAsUser: 65_535, seccompProfile: { type: "RuntimeDefault" } },
    tolerations: pool.taints.map(({ key }) => ({ key, operator: "Exists", effect: "NoSchedule" })),
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [...expressions] }],
        },
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: HOSTNAME_LABEL, labelSelector: { matchLabels } },
        ],
      },
    },
    containers: [
      {
        name: "placeholder",
        image,
        resources: { requests: resources, limits: resources },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          readOnlyRootFilesystem: true,
        },
      },
    ],
  };
}

export interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: string[];
}

/** Nodes that Karpenter launched for the pool, of the size that its limits count with: else the smallest would do. */
function nodesOfPools(pool: NodePool): readonly Expression[] {
  const own = poolShares(pool).map(({ name }) => name);
  const large = { key: INSTANCE_CPU_LABEL, operator: "Gt", values: [String(pool.cpusPerNode - 1)] };
  return [
    { key: NODE_POOL_TAG, operator: "In", values: own },
    ...(pool.machines.cpus === undefined ? [] : [large]),
  ];
}

/** Nodes of the pool's managed groups, which are all of one size. */
export function nodesOfGroups({ name }: NodePool): readonly Expression[] {
  return [{ key: GROUP_LABEL, operator: "In", values: [name] }];
}
