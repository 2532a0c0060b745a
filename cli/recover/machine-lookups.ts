import type { Lookup } from "./single-lookup.ts";

/** Label of the version that is given to whoever asks for a secret. */
const CURRENT_VERSION = "AWSCURRENT";

/** What machines of a cluster are started with, and what has neither tags nor an ARN that AWS lists by them. */
export const MACHINE_LOOKUPS: Readonly<Record<string, Lookup>> = {
  // Its name is its key: whether it is there, the list says, which shows nothing of what is inside.
  "aws:s3/bucketObjectv2:BucketObjectv2": async (client, text) => {
    const [bucket, key] = [text("bucket"), text("key")];
    const call = ["s3api", "list-objects-v2", "--bucket", bucket, "--prefix", key];
    const answer = await client.ask<{ readonly Contents?: readonly { readonly Key: string }[] }>(
      call,
      "NoSuchBucket",
    );
    return answer?.Contents?.some(({ Key }) => Key === key) === true ? `${bucket}/${key}` : undefined;
  },
  // A version that was just put is the current one; one before it is known to the state.
  "aws:secretsmanager/secretVersion:SecretVersion": async (client, text) => {
    const call = ["secretsmanager", "list-secret-version-ids", "--secret-id", text("secretId")];
    const answer = await client.ask<{
      readonly ARN: string;
      readonly Versions: readonly {
        readonly VersionId: string;
        readonly VersionStages?: readonly string[];
      }[];
    }>(call, "ResourceNotFoundException");
    const current = answer?.Versions.find(({ VersionStages = [] }) =>
      VersionStages.includes(CURRENT_VERSION),
    );
    return answer === undefined || current === undefined ? undefined : `${answer.ARN}|${current.VersionId}`;
  },
  "aws:ssm/association:Association": async (client, text) => {
    const name = text("associationName");
    if (name === "") return undefined;
    const filter = `key=AssociationName,value=${name}`;
    const call = ["ssm", "list-associations", "--association-filter-list", filter];
    const answer = await client.ask<{
      readonly Associations: readonly { readonly AssociationId: string }[];
    }>(call);
    const [first, ...others] = answer?.Associations ?? [];
    return others.length === 0 ? first?.AssociationId : undefined;
  },
};
