import type { Provider } from "@pulumi/aws/provider.js";
import type { Key } from "@pulumi/aws/kms/key.js";
import { createBucket, type MadeBucket } from "./bucket.ts";
import { createDataKey } from "./data-key.ts";
import type { RegionOutputs } from "./outputs.ts";
import { createReplication } from "./replication.ts";
import type { RegionScope } from "./scope.ts";

type BucketOutputs = Pick<RegionOutputs, "backupBucket" | "logBucket" | "dataKeyArn">;

/** The buckets that a region wants, and the key with which their objects are encrypted. */
export function createBuckets(scope: RegionScope, replicaProvider: Provider | undefined): BucketOutputs {
  const { backups, logs } = scope.settings.buckets ?? {};
  if (backups === undefined && logs === undefined) return {};
  const key = createDataKey(scope, "data");
  const made = {
    ...(backups === undefined
      ? {}
      : { backups: createBucket(scope, { ...backups, role: "backups", keyArn: key.arn }) }),
    ...(logs === undefined ? {} : { logs: createBucket(scope, { ...logs, role: "logs", keyArn: key.arn }) }),
  };
  createBackupReplica(scope, { ...made, key }, replicaProvider);
  return {
    dataKeyArn: key.arn,
    ...(made.backups === undefined ? {} : { backupBucket: made.backups.bucket.bucket }),
    ...(made.logs === undefined ? {} : { logBucket: made.logs.bucket.bucket }),
  };
}

interface Source {
  readonly backups?: MadeBucket;
  readonly key: Key;
}

/** A copy of each backup in another AWS region, as long locked and kept as the backup. */
function createBackupReplica(
  scope: RegionScope,
  { backups, key }: Source,
  provider: Provider | undefined,
): void {
  const { backups: settings, backupReplica: replica } = scope.settings.buckets ?? {};
  if (settings === undefined || backups === undefined || replica === undefined) return;
  if (provider === undefined) throw new Error(`${scope.name} has a replica but no provider for it`);
  const there = { provider };
  const replicaKey = createDataKey(scope, "replica", there);
  const copy = createBucket(
    scope,
    { ...settings, awsName: replica.awsName, role: "backups-replica", keyArn: replicaKey.arn },
    there,
  );
  createReplication(scope, {
    role: "backups",
    source: backups,
    copy,
    from: { awsName: settings.awsName, keyArn: key.arn },
    to: { awsName: replica.awsName, keyArn: replicaKey.arn },
  });
}
