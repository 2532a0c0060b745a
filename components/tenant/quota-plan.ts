import { cpuQuantity, sizeQuantity } from "../../fleet/quantities.ts";
import { UNOFFERED_STORAGE_CLASSES } from "../../fleet/tenant-vocabulary.ts";
import type { Amounts, TenantLimits, TenantQuota } from "../../fleet/tiers.ts";

/** Quantities by the name of what they count. */
export type Quantities = Readonly<Record<string, string>>;

export interface PlannedQuota {
  readonly name: string;
  readonly spec: {
    readonly hard: Quantities;
    readonly scopeSelector?: {
      readonly matchExpressions: { readonly scopeName: string; readonly operator: string }[];
    };
  };
}

/** A Deployment keeps ten old ReplicaSets beside the current one, a StatefulSet as many revisions. */
const REVISIONS = 11;

/** Pods that have ended are not in `pods`, but still in the API server's store. */
const PODS_WITH_ENDED = 3;

/** The two below, and room for others of the platform. */
const MOST_QUOTAS = 4;

/**
 * Quotas of a namespace: sums and counts, and no pod with a priority class at all. The latter also covers classes that
 * nobody here has heard of, and needs no list; a pod without one has priority 0 and pushes nobody out.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function quotaPlan(quota: TenantQuota, storageClass: string): readonly PlannedQuota[] {
  const scope = { scopeName: "PriorityClass", operator: "Exists" };
  return [
    {
      name: "tier",
      spec: { hard: { ...sums(quota), ...counts(quota), ...refused(storageClass) } },
    },
    {
      name: "priority",
      spec: { hard: { pods: "0" }, scopeSelector: { matchExpressions: [scope] } },
    },
  ];
}

function sums({ requests, limits, storageMiB }: TenantQuota): Quantities {
  return {
    ...prefixed("requests", requests),
    ...prefixed("limits", limits),
    "requests.storage": sizeQuantity(storageMiB),
  };
}

function counts(quota: TenantQuota): Quantities {
  const numbers = {
    pods: quota.pods,
    "count/pods": quota.pods * PODS_WITH_ENDED,
    services: quota.services,
    secrets: quota.secrets,
    "count/externalsecrets.external-secrets.io": quota.secrets,
    configmaps: quota.configMaps,
    persistentvolumeclaims: quota.volumes,
    resourcequotas: MOST_QUOTAS,
    "count/deployments.apps": quota.deployments,
    "count/replicasets.apps": quota.deployments * REVISIONS,
    "count/statefulsets.apps": quota.statefulSets,
    "count/controllerrevisions.apps": quota.statefulSets * REVISIONS,
    "count/jobs.batch": quota.jobs,
    "count/cronjobs.batch": quota.cronJobs,
    "count/horizontalpodautoscalers.autoscaling": quota.autoscalers,
    "count/poddisruptionbudgets.policy": quota.deployments + quota.statefulSets,
  };
  return Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, `${count}`]));
}

/** What no tenant gets at any tier: a way in past the gateway, a pod on every node, storage that is not encrypted. */
function refused(storageClass: string): Quantities {
  const classes = UNOFFERED_STORAGE_CLASSES.filter((name) => name !== storageClass);
  const names = [
    "services.loadbalancers",
    "services.nodeports",
    "count/daemonsets.apps",
    "replicationcontrollers",
    ...classes.map((name) => `${name}.storageclass.storage.k8s.io/requests.storage`),
    ...classes.map((name) => `${name}.storageclass.storage.k8s.io/persistentvolumeclaims`),
  ];
  return Object.fromEntries(names.map((name) => [name, "0"]));
}

function prefixed(prefix: string, amounts: Amounts): Quantities {
  return Object.fromEntries(
    Object.entries(quantities(amounts)).map(([name, amount]) => [`${prefix}.${name}`, amount]),
  );
}

function quantities({ cpuMillicores, memoryMiB, ephemeralMiB }: Amounts): Quantities {
  return {
    cpu: cpuQuantity(cpuMillicores),
    memory: sizeQuantity(memoryMiB),
    "ephemeral-storage": sizeQuantity(ephemeralMiB),
  };
}

export interface PlannedLimits {
  readonly type: string;
  readonly default?: Quantities;
  readonly defaultRequest?: Quantities;
  readonly max: Quantities;
  readonly maxLimitRequestRatio?: Quantities;
}

/**
 * Limits of single containers, pods and volumes.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export function limitPlan(limits: TenantLimits): PlannedLimits[] {
  const { cpuMillicores, memoryMiB, ephemeralMiB } = limits.maxLimitRatio;
  const ratio = { cpu: `${cpuMillicores}`, memory: `${memoryMiB}`, "ephemeral-storage": `${ephemeralMiB}` };
  return [
    {
      type: "Container",
      default: quantities(limits.defaultLimits),
      defaultRequest: quantities(limits.defaultRequests),
      max: quantities(limits.max),
      maxLimitRequestRatio: ratio,
    },
    { type: "Pod", max: quantities(limits.max) },
    { type: "PersistentVolumeClaim", max: { storage: sizeQuantity(limits.maxVolumeMiB) } },
  ];
}
