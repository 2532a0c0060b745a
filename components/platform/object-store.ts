import type * as pulumi from "@pulumi/pulumi";
import {
  KEEP_OBJECT_ACTIONS,
  KEY_VIA_SERVICE_KEY,
  LIST_BUCKET_ACTION,
  LISTED_PREFIX_KEY,
  USE_KEY_ACTIONS,
} from "../../fleet/charts/telemetry-vocabulary.ts";
import type { Permission } from "../cluster/cluster.ts";
import { bucketArn } from "../region/bucket-plan.ts";

/** A bucket of the region in which add-ons of many clusters keep objects, each below a prefix of its own. */
export interface ObjectStore {
  readonly bucket: string;
  readonly awsRegion: string;
  /** ARN of the key with which it is encrypted. */
  readonly keyArn: pulumi.Input<string>;
  /** Days after which the bucket itself deletes an object. */
  readonly keepDays: number;
}

/**
 * Beginning of the names of an add-on's objects, without a slash at its end. It is one word, for Loki takes only letters,
 * digits and hyphens; two clusters never share one, because it ends in the name of the add-on.
 *
 * @example storePrefix("prod-eu", "loki") // => "prod-eu-loki"
 */
export function storePrefix(cluster: string, addOn: string): string {
  return `${cluster}-${addOn}`;
}

/** Keeping objects below one prefix of a bucket: nobody sees or changes what lies beside it. */
export function storePermissions(
  { bucket, awsRegion, keyArn }: ObjectStore,
  prefix: string,
): readonly Permission[] {
  const arn = bucketArn(bucket);
  return [
    {
      sid: "ListOwnObjects",
      actions: [LIST_BUCKET_ACTION],
      resources: [arn],
      conditions: { StringLike: { [LISTED_PREFIX_KEY]: [prefix, `${prefix}/*`] } },
    },
    { sid: "KeepOwnObjects", actions: KEEP_OBJECT_ACTIONS, resources: [`${arn}/${prefix}/*`] },
    {
      sid: "UseKey",
      actions: USE_KEY_ACTIONS,
      resources: [keyArn],
      conditions: { StringEquals: { [KEY_VIA_SERVICE_KEY]: `s3.${awsRegion}.amazonaws.com` } },
    },
  ];
}
