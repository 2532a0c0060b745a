import { createHash } from "node:crypto";
import {
  DATABASE_LABEL,
  KINDS_OUT_OF_BACKUPS,
  MANAGED_SECRET_LABEL,
  VOLUME_KINDS,
} from "../../../fleet/charts/data-vocabulary.ts";
import type { Values } from "../contract.ts";
import type { Copies } from "./copies.ts";

/** What backups of one cluster are made from. */
export interface BackupPlan extends Copies {
  /** Id of the cluster; clusters of one account start in different minutes. */
  readonly cluster: string;
  /** Hour of the daily backup, UTC. Range 0..23. */
  readonly dailyHour: number;
  /** Namespaces that no backup holds. */
  readonly excludedNamespaces: readonly string[];
}

/** Namespaces of Kubernetes itself, which whoever makes a cluster fills. */
const SYSTEM_NAMESPACES = ["kube-node-lease", "kube-public", "kube-system"];

/** Hours that backups of volumes alone are kept: those of two days, then the daily one is the finest. */
const VOLUMES_KEPT_HOURS = 48;

const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;

/** Schedules by name: all objects and volumes once a day, and volumes alone in between. */
export function backupSchedules(plan: BackupPlan): Values {
  const minute = startMinute(plan.cluster);
  const hasVolumes = plan.volumes !== "none";
  const common = {
    storageLocation: "default",
    excludedNamespaces: [...SYSTEM_NAMESPACES, ...plan.excludedNamespaces],
    labelSelector: NOT_RESTORED_BY_OTHERS,
    snapshotVolumes: hasVolumes,
  };
  const daily = {
    schedule: `${minute} ${plan.dailyHour} * * *`,
    template: {
      ...common,
      ttl: hours(plan.keepDays * HOURS_PER_DAY),
      excludedNamespaceScopedResources: [...KINDS_OUT_OF_BACKUPS],
    },
  };
  if (!hasVolumes || plan.everyHours === HOURS_PER_DAY) return { daily };
  const volumes = {
    // Half an hour away from the daily one, so that no two wait for each other.
    schedule: `${(minute + MINUTES_PER_HOUR / 2) % MINUTES_PER_HOUR} */${plan.everyHours} * * *`,
    template: {
      ...common,
      ttl: hours(VOLUMES_KEPT_HOURS),
      includedNamespaceScopedResources: [...VOLUME_KINDS.namespaced],
      includedClusterScopedResources: [...VOLUME_KINDS.cluster],
    },
  };
  return { daily, volumes };
}

/** Whatever belongs to a database, or comes from Secrets Manager, is not in backups: not even its volumes and texts. */
export const NOT_RESTORED_BY_OTHERS = {
  matchExpressions: [DATABASE_LABEL, MANAGED_SECRET_LABEL].map((key) => ({ key, operator: "DoesNotExist" })),
};

const hours = (count: number): string => `${count}h0m0s`;

/** The same minute for the same cluster, always: snapshots of an account are limited by the second. */
function startMinute(cluster: string): number {
  return createHash("sha256").update(cluster).digest().readUInt16BE(0) % MINUTES_PER_HOUR;
}
