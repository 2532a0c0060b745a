import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../cluster/cluster.ts";
import { createMeshPolicy } from "./mesh-policy.ts";
import { bindRole } from "./roles.ts";
import type { TenantSettings } from "./settings.ts";
import { createGrants, createObjects, type Ready } from "./slice-objects.ts";
import { slicePlan } from "./slice-plan.ts";
import { createWalls, type SliceScope } from "./walls.ts";

export interface TenantSliceArgs extends TenantSettings {
  /** Cluster that hosts the slice. */
  readonly cluster: Cluster;
  /** What must exist before something that uses an add-on. @default - nothing */
  readonly ready?: Ready;
  /** What must be in force before the namespace is there, and as long as it is. @default - nothing */
  readonly guards?: readonly pulumi.Resource[];
}

const NOTHING_READY: Ready = new Map();

/**
 * One environment of one tenant in one cluster: a namespace behind walls that the tenant cannot touch, and the roles of
 * its people. Nobody gets in before the walls stand: they are bound last. The component's name is the namespace's.
 *
 * @see https://kubernetes.io/docs/concepts/security/multi-tenancy/
 */
export class TenantSlice extends pulumi.ComponentResource {
  /** Name of the namespace. */
  readonly namespace: string;

  constructor(name: string, args: TenantSliceArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { cluster, ready = NOTHING_READY, guards = [], ...settings } = args;
    super("atoll:tenant:TenantSlice", name, {}, pulumi.mergeOptions({ provider: cluster.provider }, opts));
    const plan = slicePlan(settings, cluster.facts);

    // Pods and volumes of the namespace need nodes and storage drivers to end well, so it goes before those do.
    const namespace = new Namespace(
      `${name}-namespace`,
      { metadata: plan.namespace },
      { parent: this, protect: plan.protect, dependsOn: [...cluster.ready, ...guards] },
    );
    const scope: SliceScope = {
      name,
      metadata: { namespace: plan.namespace.name, labels: plan.labels },
      namespace,
      options: { parent: this, dependsOn: [namespace] },
    };
    const walls = createWalls(scope, plan);
    for (const role of plan.roles) bindRole(scope, role, walls);
    if (plan.mesh !== undefined) createMeshPolicy(scope, plan.mesh, ready.get("istio") ?? []);
    const accounts = createGrants(scope, plan.grants, cluster);
    createObjects(scope, plan.objects, { ready, after: [...walls, ...accounts] });

    this.namespace = plan.namespace.name;
    this.registerOutputs({ namespace: this.namespace });
  }
}
