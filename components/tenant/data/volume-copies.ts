import { createHash } from "node:crypto";
import { VELERO_API, VELERO_NAMESPACE, VOLUME_KINDS } from "../../../fleet/charts/data-vocabulary.ts";
import { NOT_RESTORED_BY_OTHERS } from "../../platform/data/backup-schedules.ts";
import type { SliceObject, SlicePart } from "../slice-object.ts";

const MINUTES_PER_HOUR = 60;

/** Copies of every hour are kept for a day; then the platform's of each day are the finest. */
const KEPT = "24h0m0s";

/**
 * Copies of an environment's volumes every hour, where its entry asks for that and the platform makes them less often.
 * What is copied once a day needs nothing here: the platform copies every namespace that is not marked.
 */
export const VOLUME_COPIES: SlicePart = {
  objects({ settings, namespace, has }): readonly SliceObject[] {
    const { backup, volumeCopyHours = 0 } = settings;
    if (backup !== "hourly" || volumeCopyHours <= 1 || !has("volume-snapshots")) return [];
    return [
      {
        role: "volume-copies",
        needs: "velero",
        apiVersion: VELERO_API,
        kind: "Schedule",
        name: namespace,
        namespace: VELERO_NAMESPACE,
        namespaced: true,
        body: {
          spec: {
            schedule: `${minuteOf(namespace)} * * * *`,
            paused: settings.suspended === true,
            template: {
              storageLocation: "default",
              includedNamespaces: [namespace],
              includedNamespaceScopedResources: [...VOLUME_KINDS.namespaced],
              includedClusterScopedResources: [...VOLUME_KINDS.cluster],
              labelSelector: NOT_RESTORED_BY_OTHERS,
              snapshotVolumes: true,
              ttl: KEPT,
            },
          },
        },
      },
    ];
  },
};

/** The same minute for the same namespace, always: snapshots of an account are limited by the second. */
function minuteOf(namespace: string): number {
  return createHash("sha256").update(namespace).digest().readUInt16BE(0) % MINUTES_PER_HOUR;
}
