import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import type * as pulumi from "@pulumi/pulumi";
import { DISCOVERY_PATH, KEYS_PATH, SERVICE_ACCOUNT_AUDIENCE } from "../../fleet/oidc-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { DEFAULT_PROTECT } from "./settings.ts";
import { issuerPolicy } from "./bucket-plan.ts";
import { discoveryDocument, keysDocument } from "./oidc-documents.ts";
import { type K3sScope, textOf } from "./scope.ts";

/** Where AWS learns by which key a cluster signs its tokens, and that it trusts them. */
export interface Issuer {
  readonly providerArn: pulumi.Output<string>;
  /** What must be there before a token is exchanged. */
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Publishes the public half of the signing key, and makes the account trust it. AWS reads the documents from outside, so
 * they lie where the API server itself need not be reached.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export function createIssuer(scope: K3sScope, publicKey: pulumi.Output<string>): Issuer {
  const { name, parent, settings } = scope;
  const { bucket, open } = createIssuerBucket(scope);
  const logical = `${name}-issuer`;
  const document = (key: string, path: string, content: pulumi.Input<string>): pulumi.Resource =>
    new BucketObjectv2(
      `${logical}-${key}`,
      {
        bucket,
        key: path,
        content,
        contentType: "application/json",
        tags: resourceTags(`${logical}-${key}`),
      },
      { parent, dependsOn: [open] },
    );
  const documents = [
    document("discovery", DISCOVERY_PATH, discoveryDocument(settings.issuer)),
    document("keys", KEYS_PATH, textOf(publicKey, keysDocument)),
  ];
  const provider = new OpenIdConnectProvider(
    logical,
    {
      url: settings.issuer,
      clientIdLists: [SERVICE_ACCOUNT_AUDIENCE],
      tags: resourceTags(logical),
    },
    // AWS reads the documents when it is told of the issuer.
    { parent, dependsOn: documents },
  );
  return { providerArn: provider.arn, ready: [provider] };
}

/** A bucket whose two documents everybody may read: that is what makes them worth something. */
function createIssuerBucket({ name, parent, settings }: K3sScope): {
  readonly bucket: pulumi.Output<string>;
  readonly open: pulumi.Resource;
} {
  const logical = `${name}-issuer-bucket`;
  const { issuerBucket, protect = DEFAULT_PROTECT } = settings;
  const { bucket } = new Bucket(
    logical,
    { bucket: issuerBucket, tags: resourceTags(logical) },
    { parent, protect },
  );
  const block = new BucketPublicAccessBlock(
    `${logical}-public-access`,
    {
      bucket,
      blockPublicAcls: true,
      ignorePublicAcls: true,
      // The bucket's own policy is public, and names two objects.
      blockPublicPolicy: false,
      restrictPublicBuckets: false,
    },
    { parent },
  );
  const open = new BucketPolicy(
    `${logical}-policy`,
    { bucket, policy: issuerPolicy(issuerBucket) },
    { parent, dependsOn: [block] },
  );
  return { bucket, open };
}
