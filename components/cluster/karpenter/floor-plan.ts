import { createHash } from "node:crypto";
import { PAUSE_IMAGE, pinnedImage } from "../../../fleet/images.ts";
import { FLOOR_LABEL, INSTANCE_CPU_LABEL, NODE_POOL_TAG } from "../../../fleet/karpenter-vocabulary.ts";
import type { NodePool } from "../../../fleet/node-pool.ts";
import { HOSTNAME_LABEL } from "../../../fleet/platform-vocabulary.ts";
import { poolShares } from "../../../fleet/pool-shares.ts";

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
export function floorPlan(pools: readonly NodePool[], imageMirror?: string): readonly PlannedFloor[] {
  return pools.flatMap((pool) => {
    const { nodes, times } = pool.floor;
    const always = nodes === 0 ? [] : [floorOf(pool, { name: pool.name, nodes }, imageMirror)];
    return [
      ...always,
      ...times.map(({ schedule, hours, min }) => {
        const name = `${pool.name}-${digest(`${schedule} ${hours}`)}`;
        return floorOf(pool, { name, nodes: min, window: { schedule, hours } }, imageMirror);
      }),
    ];
  });
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 6);

function floorOf(
  pool: NodePool,
  floor: Pick<PlannedFloor, "name" | "nodes" | "window">,
  mirror: string | undefined,
): PlannedFloor {
  const podLabels = { [FLOOR_LABEL]: floor.name };
  return { ...floor, podLabels, podSpec: placeholder(pool, podLabels, pinnedImage(PAUSE_IMAGE, mirror)) };
}

/** It asks for next to nothing, so whoever works on the node has all of it. */
function placeholder(pool: NodePool, matchLabels: Readonly<Record<string, string>>, image: string) {
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
          nodeSelectorTerms: [{ matchExpressions: nodeExpressions(pool) }],
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

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values: string[];
}

/** Nodes of the pool, of the size that its limits count with: else the smallest would do. */
function nodeExpressions(pool: NodePool): Expression[] {
  const own = poolShares(pool).map(({ name }) => name);
  const large = { key: INSTANCE_CPU_LABEL, operator: "Gt", values: [String(pool.cpusPerNode - 1)] };
  return [
    { key: NODE_POOL_TAG, operator: "In", values: own },
    ...(pool.machines.cpus === undefined ? [] : [large]),
  ];
}
