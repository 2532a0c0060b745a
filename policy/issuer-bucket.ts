import { DISCOVERY_PATH } from "../fleet/oidc-vocabulary.ts";
import type { Resource } from "./resource.ts";
import type { Wiring } from "./wiring.ts";

/**
 * Whether a bucket is that of an issuer: it publishes keys, which are worth something because everybody reads them, and
 * which the program writes again whenever they are gone. Nothing else is put there.
 */
export function isIssuerBucket(bucket: Resource, wiring: Wiring): boolean {
  const objects = wiring.users(bucket, "aws:s3/bucketObjectv2:BucketObjectv2", "bucket", "bucket");
  return objects.some(({ inputs }) => inputs["key"] === DISCOVERY_PATH);
}
