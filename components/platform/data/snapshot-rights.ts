import {
  CREATE_SNAPSHOT_ACTION,
  CREATE_TAGS_ACTION,
  CREATE_VOLUME_ACTION,
  DELETE_SNAPSHOT_ACTION,
  DESCRIBE_SNAPSHOTS_ACTIONS,
  DRIVER_VOLUME_TAG_KEY,
  TAGGED_BY_KEY,
  VELERO_SNAPSHOT_TAG_KEY,
} from "../../../fleet/charts/data-vocabulary.ts";
import type { Permission } from "../../cluster/cluster.ts";

/** Snapshots of volumes that the driver of EBS made, and volumes from them; only those that Velero made are deleted. */
export function snapshotPermissions(awsRegion: string, accountId: string): readonly Permission[] {
  // A snapshot belongs to nobody until it is there, so its ARN holds no account.
  const snapshots = `arn:aws:ec2:${awsRegion}::snapshot/*`;
  const volumes = `arn:aws:ec2:${awsRegion}:${accountId}:volume/*`;
  const made = { [TAGGED_BY_KEY]: ["CreateSnapshot", "CreateVolume"] };
  return [
    // EC2 knows no resources for what describes.
    { sid: "SeeSnapshots", actions: DESCRIBE_SNAPSHOTS_ACTIONS, resources: ["*"] },
    {
      sid: "SnapshotVolumes",
      actions: [CREATE_SNAPSHOT_ACTION],
      resources: [volumes],
      conditions: { StringEquals: { [DRIVER_VOLUME_TAG_KEY]: "true" } },
    },
    { sid: "MakeSnapshots", actions: [CREATE_SNAPSHOT_ACTION], resources: [snapshots] },
    { sid: "MakeVolumes", actions: [CREATE_VOLUME_ACTION], resources: [volumes, snapshots] },
    {
      sid: "TagWhatIsMade",
      actions: [CREATE_TAGS_ACTION],
      resources: [snapshots, volumes],
      conditions: { StringEquals: made },
    },
    {
      sid: "DeleteOwnSnapshots",
      actions: [DELETE_SNAPSHOT_ACTION],
      resources: [snapshots],
      conditions: { StringLike: { [VELERO_SNAPSHOT_TAG_KEY]: "*" } },
    },
  ];
}
