import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import type * as pulumi from "@pulumi/pulumi";
import { KMS_ENCRYPTION } from "../../fleet/regions/s3-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { oldVersionRule } from "../bootstrap/state-plan.ts";
import { DEFAULT_PROTECT } from "./settings.ts";
import { tlsOnlyPolicy } from "../region/bucket-plan.ts";
import { TOKENS, UNDO_DAYS } from "./bucket-plan.ts";
import type { K3sScope } from "./scope.ts";

/** A bucket, and what must be there before anything is written to it. */
export interface StateBucket {
  readonly name: string;
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Where servers agree on who founds the cluster, and keep its snapshots. Without the token of its day a snapshot is
 * nothing, so each token lies beside them, and stays there after it has been replaced.
 */
export function createStateBucket(
  scope: K3sScope,
  keyArn: pulumi.Output<string>,
  token: pulumi.Output<string>,
): StateBucket {
  const { name, parent, settings } = scope;
  const { protect = DEFAULT_PROTECT, stateBucket, tokenRevision } = settings;
  const logical = `${name}-state-bucket`;
  const made = new Bucket(
    logical,
    // Servers write what no program knows of; it goes along only where nothing is kept.
    { bucket: stateBucket, forceDestroy: !protect, tags: resourceTags(logical) },
    { parent, protect },
  );
  const ready = [...createSettings(scope, logical, made, keyArn), createWalls(scope, logical, made)];
  const copyName = `${name}-token-${tokenRevision}`;
  const copy = new BucketObjectv2(
    copyName,
    {
      bucket: made.bucket,
      key: `${TOKENS}/${tokenRevision}`,
      content: token,
      tags: resourceTags(copyName),
    },
    { parent, retainOnDelete: true, dependsOn: ready },
  );
  return { name: stateBucket, ready: [...ready, copy] };
}

function createSettings(
  { parent }: K3sScope,
  logical: string,
  { bucket }: Bucket,
  keyArn: pulumi.Output<string>,
): pulumi.Resource[] {
  const child = { parent };
  const versioning = new BucketVersioning(
    `${logical}-versioning`,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    child,
  );
  const encryption = { sseAlgorithm: KMS_ENCRYPTION, kmsMasterKeyId: keyArn };
  const encrypted = new BucketServerSideEncryptionConfiguration(
    `${logical}-encryption`,
    { bucket, rules: [{ applyServerSideEncryptionByDefault: encryption, bucketKeyEnabled: true }] },
    child,
  );
  const lifecycle = new BucketLifecycleConfiguration(
    `${logical}-lifecycle`,
    { bucket, rules: [oldVersionRule(UNDO_DAYS)] },
    // A rule for old versions needs a bucket that has some.
    { parent, dependsOn: [versioning] },
  );
  return [versioning, encrypted, lifecycle];
}

/** Keeps the public out, and whoever does not speak TLS. */
function createWalls({ parent, settings }: K3sScope, logical: string, { bucket }: Bucket): pulumi.Resource {
  const block = new BucketPublicAccessBlock(
    `${logical}-public-access`,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  return new BucketPolicy(
    `${logical}-policy`,
    { bucket, policy: tlsOnlyPolicy(settings.stateBucket) },
    // S3 refuses two changes of who may reach a bucket at one time.
    { parent, dependsOn: [block] },
  );
}
