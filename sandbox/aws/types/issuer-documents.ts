import { isObject, type Value } from "../../provider/properties.ts";
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../error.ts";
import * as tokens from "../tokens.ts";
import { text } from "../kind.ts";
import { listed, statementsOf } from "./policy-document.ts";
import { objectIn } from "./s3-objects.ts";
import { isPublic } from "./s3-policy.ts";

/** Address of a bucket. Other issuers are somewhere in the world, where nothing here can look. */
const BUCKET_HOST = /^([a-z0-9][a-z0-9.-]*)\.s3\.[a-z0-9-]+\.amazonaws\.com$/;

/** @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
const DISCOVERY = ".well-known/openid-configuration";

/** Whether everybody may read an object: the bucket's policy says so, and nothing takes that back. */
function isReadByAll(cloud: Cloud, bucket: string, key: string): boolean {
  const policy = cloud.find({ type: tokens.BUCKET_POLICY, state: { bucket } });
  const block = cloud.find({ type: tokens.BUCKET_PUBLIC_ACCESS, state: { bucket } });
  if (policy === undefined || block === undefined || block.state["restrictPublicBuckets"] === true)
    return false;
  const open = statementsOf(text(policy, "policy")).filter(isPublic);
  const resources = open.flatMap((statement) => listed(statement["Resource"]));
  return [`arn:aws:s3:::${bucket}/*`, `arn:aws:s3:::${bucket}/${key}`].some((one) => resources.includes(one));
}

function document(cloud: Cloud, bucket: string, key: string): Value | undefined {
  const bytes = isReadByAll(cloud, bucket, key) ? objectIn(cloud, bucket, key) : undefined;
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(bytes.toString("utf8")) as Value;
  } catch {
    return undefined;
  }
}

/**
 * Refuses an issuer whose documents AWS could not read. AWS itself finds out later, when it is shown the first token.
 *
 * @param host address of the issuer without its scheme
 */
export function checkIssuer(cloud: Cloud, host: string): void {
  const bucket = BUCKET_HOST.exec(host)?.[1];
  if (bucket === undefined) return;
  const refused = (what: string): AwsError =>
    new AwsError(
      "OpenIdIdpCommunicationError",
      `simulator: ${what}, so AWS would take no token of this issuer`,
    );
  const found = document(cloud, bucket, DISCOVERY);
  if (!isObject(found)) throw refused(`the world cannot read https://${host}/${DISCOVERY}`);
  if (found["issuer"] !== `https://${host}`)
    throw refused(`https://${host}/${DISCOVERY} is of another issuer`);
  const address = found["jwks_uri"];
  const keys = typeof address === "string" ? address.replace(`https://${host}/`, "") : "";
  if (!isObject(document(cloud, bucket, keys))) throw refused(`the world cannot read the keys at ${keys}`);
}
