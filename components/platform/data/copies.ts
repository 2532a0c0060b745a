import type { AddOnWish } from "../contract.ts";
import { DEFAULT_EBS_VOLUMES } from "../settings.ts";

export type VeleroWish = AddOnWish<"velero">;

/** How often a cluster is backed up, and how its volumes are. */
export interface Copies {
  /** Snapshots of volumes: those of their CSI driver, those of EBS, or none. */
  readonly volumes: "csi" | "ebs" | "none";
  /** Days that daily backups are kept. Range 1..3650. */
  readonly keepDays: number;
  /** Hours between two backups of volumes. Range 1..24. */
  readonly everyHours: number;
}

/** What the entry says, and else the service level. */
export function copiesOf({ own, settings, has }: VeleroWish): Copies {
  const { level, ebsVolumes = DEFAULT_EBS_VOLUMES } = settings;
  const withoutDriver = ebsVolumes ? "ebs" : "none";
  return {
    volumes: has("volume-snapshots") ? "csi" : withoutDriver,
    keepDays: own.keepDays ?? level.backupKeepDays,
    everyHours: own.everyHours ?? level.backupEveryHours,
  };
}
