import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type * as pulumi from "@pulumi/pulumi";
import { NODE_CLASS, NODE_POOL } from "../../../fleet/nodes/karpenter-vocabulary.ts";
import type { NodePool } from "../../../fleet/nodes/node-pool.ts";
import type { Cluster } from "../cluster.ts";
import { floorPlan } from "./floor-plan.ts";
import { createFloors } from "./floors.ts";
import { type NodeClassName, nodeClassNames, nodePoolPlan } from "./node-pool-plan.ts";

/** Pools of one cluster, of whatever kind that is. */
export interface PoolsArgs {
  /** Component they belong to. */
  readonly parent: pulumi.Resource;
  /** Cluster whose pods need the nodes. */
  readonly cluster: Cluster;
  /** Every pool, with its numbers decided. */
  readonly pools: readonly NodePool[];
  /** How machines of one class are started. */
  readonly classSpec: (className: NodeClassName) => object;
  /** What must exist first. */
  readonly dependsOn: readonly pulumi.Resource[];
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string | undefined;
}

/** Classes of machines, pools, and placeholders that keep nodes; returns what must exist before a pod that needs a launched node. */
export function createPools(name: string, args: PoolsArgs): readonly pulumi.Resource[] {
  const { parent, cluster, pools, classSpec, dependsOn } = args;
  const { provider } = cluster;
  const { apiVersion, kind } = NODE_CLASS;
  const classes = nodeClassNames(pools).map(
    (className) =>
      new CustomResource(
        `${name}-class-${className}`,
        { apiVersion, kind, metadata: { name: className }, spec: classSpec(className) },
        { parent, provider, dependsOn: [...dependsOn] },
      ),
  );
  const ready = nodePoolPlan(pools, cluster.facts.ipFamily).map(
    (pool) =>
      new CustomResource(
        `${name}-pool-${pool.name}`,
        { ...NODE_POOL, metadata: { name: pool.name }, spec: pool.spec },
        { parent, provider, dependsOn: classes },
      ),
  );
  createFloors(name, floorPlan(pools, args.imageMirror), {
    parent,
    provider,
    kubernetes: cluster.facts.kubernetes,
    dependsOn: ready,
  });
  return ready;
}
