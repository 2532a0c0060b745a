import { Role } from "@pulumi/aws/iam/role.js";
import * as pulumi from "@pulumi/pulumi";
import { ROLE_ANNOTATION } from "../../fleet/oidc-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import type { Identity } from "./cluster.ts";
import { identityNames, type Subject } from "./identity-names.ts";
import { oidcTrust } from "./oidc-identity-plan.ts";
import { createRights, type Rights } from "./rights.ts";

/** The cluster whose ServiceAccounts get rights. */
export interface OidcScope {
  /** Id of the cluster, and the beginning of every logical name. */
  readonly name: string;
  /** The component that the roles belong to. */
  readonly parent: pulumi.Resource;
  /** AWS region code, which names of roles hold, for an account has its roles in common. */
  readonly awsRegion: string;
  /** Provider of the account that trusts the issuer. @default - that of the parent */
  readonly provider?: pulumi.ProviderResource;
}

/** The account's trust in the issuer of a cluster's tokens. */
export interface OidcTrust {
  /** ARN of the OpenID Connect provider in IAM. */
  readonly arn: pulumi.Input<string>;
  /** Issuer of the tokens, without https://. */
  readonly issuer: pulumi.Input<string>;
  /** What hands tokens to pods, such as the webhook: without it a pod starts and has no rights. */
  readonly dependencies: readonly pulumi.Resource[];
}

/** Makes a role that only this ServiceAccount of this cluster can take, by the tokens that the cluster signs. */
export function createOidcIdentity(
  { name: cluster, parent, awsRegion, provider }: OidcScope,
  trust: OidcTrust,
  subject: Subject,
  rights: Rights,
): Identity {
  const { name, awsName } = identityNames(cluster, awsRegion, subject);
  const options = { parent, ...(provider === undefined ? {} : { provider }) };
  const role = new Role(
    `${name}-role`,
    {
      name: awsName,
      assumeRolePolicy: trustPolicy(trust, subject),
      tags: resourceTags(`${name}-role`),
    },
    options,
  );
  const policy = createRights(name, role, rights, options);
  return { annotations: { [ROLE_ANNOTATION]: role.arn }, dependencies: [policy, ...trust.dependencies] };
}

/** An issuer is the beginning of keys in the policy, so the text waits for one that is not known yet. */
function trustPolicy({ arn, issuer }: OidcTrust, subject: Subject): pulumi.Output<string> {
  if (typeof issuer === "string") return pulumi.jsonStringify(oidcTrust(arn, issuer, subject));
  return pulumi.all([arn, issuer]).apply(([known, host]) => JSON.stringify(oidcTrust(known, host, subject)));
}
