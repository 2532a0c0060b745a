import { ARCHIVE_OBJECT_ACTIONS, READ_OBJECT_ACTION } from "../../../fleet/charts/data-vocabulary.ts";
import {
  KEY_VIA_SERVICE_KEY,
  LIST_BUCKET_ACTION,
  LISTED_PREFIX_KEY,
  USE_KEY_ACTIONS,
} from "../../../fleet/charts/telemetry-vocabulary.ts";
import { tenantFolder } from "../../../fleet/names.ts";
import type { Permission } from "../../cluster/cluster.ts";
import type { ObjectStore } from "../../platform/object-store.ts";
import { bucketArn } from "../../region/bucket-plan.ts";

/** Where the databases of one environment are archived, without a slash at its end, as the plugin wants it. */
export function archivePath({ bucket }: ObjectStore, tenant: string, environment: string): string {
  return `s3://${bucket}/${tenantFolder(tenant, environment).slice(0, -1)}`;
}

/** Folders of one tenant, by environment. */
export interface ArchiveFolders {
  readonly tenant: string;
  /** The one that is written to. */
  readonly own: string;
  /** Those that are read from besides, for a database begins as one of theirs was. */
  readonly others: readonly string[];
}

/**
 * What pods of a database may do with the bucket: write and read below their environment's folder, and read below those
 * that it begins from. Nothing may be deleted: the bucket lets go of what is old, by its own age.
 */
export function archivePermissions(store: ObjectStore, folders: ArchiveFolders): readonly Permission[] {
  const arn = bucketArn(store.bucket);
  const own = tenantFolder(folders.tenant, folders.own);
  const others = folders.others.map((environment) => tenantFolder(folders.tenant, environment));
  const prefixes = [own, ...others].map((folder) => `${folder}*`);
  return [
    {
      sid: "ListOwnFolders",
      actions: [LIST_BUCKET_ACTION],
      resources: [arn],
      conditions: { StringLike: { [LISTED_PREFIX_KEY]: prefixes } },
    },
    // Asking whether the bucket is there comes before each upload, names no folder, and is the same right.
    {
      sid: "SeeBucket",
      actions: [LIST_BUCKET_ACTION],
      resources: [arn],
      conditions: { Null: { [LISTED_PREFIX_KEY]: "true" } },
    },
    { sid: "Archive", actions: ARCHIVE_OBJECT_ACTIONS, resources: [`${arn}/${own}*`] },
    ...(others.length === 0
      ? []
      : [
          {
            sid: "ReadOtherArchives",
            actions: [READ_OBJECT_ACTION],
            resources: others.map((folder) => `${arn}/${folder}*`),
          },
        ]),
    keyPermission(store),
  ];
}

function keyPermission({ keyArn, awsRegion }: ObjectStore): Permission {
  return {
    sid: "UseKey",
    actions: USE_KEY_ACTIONS,
    resources: [keyArn],
    conditions: { StringEquals: { [KEY_VIA_SERVICE_KEY]: `s3.${awsRegion}.amazonaws.com` } },
  };
}
