import { Provider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";

export interface AwsProviderArgs {
  /** Number of the only account that may be changed. */
  readonly accountId: string;
  /** Name of the role in that account that deployments assume. @default - the caller's own credentials */
  readonly role?: string;
  /** AWS region code, such as eu-central-1. */
  readonly awsRegion: string;
  /** Tags of every resource made through the provider. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The provider for one account and region. It refuses any other account before the first call that changes something,
 * so credentials of the wrong account fail instead of building there.
 *
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/
 */
export function awsProvider(
  name: string,
  { accountId, role, awsRegion, tags }: AwsProviderArgs,
  opts: pulumi.ResourceOptions = {},
): Provider {
  return new Provider(
    name,
    {
      region: awsRegion,
      allowedAccountIds: [accountId],
      ...(role === undefined ? {} : { assumeRoles: [{ roleArn: `arn:aws:iam::${accountId}:role/${role}` }] }),
      defaultTags: { tags },
    },
    opts,
  );
}
