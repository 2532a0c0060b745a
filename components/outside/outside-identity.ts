import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import { SERVICE_ACCOUNT_AUDIENCE } from "../../fleet/oidc-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import type { OidcTrust } from "../cluster/oidc-identity.ts";
import { createPodIdentityWebhook } from "../cluster/pod-identity-webhook.ts";
import type { ObjectPlace } from "../cluster/system-objects.ts";
import type { OutsideSettings } from "./settings.ts";

/** Who makes what a cluster's identities rest on. */
export interface IdentityProviders {
  /** AWS provider of the account that trusts the cluster. */
  readonly aws: AwsProvider;
  /** Provider of keys and certificates. @default - none, where the webhook is there already */
  readonly tls?: TlsProvider;
}

/** Makes the account trust the cluster's tokens, and the webhook hand them to pods unless that is done already. */
export function createOutsideTrust(
  place: ObjectPlace,
  settings: OutsideSettings,
  providers: IdentityProviders,
): OidcTrust | undefined {
  const { oidc } = settings;
  if (oidc === undefined) return undefined;
  const logical = `${place.name}-issuer`;
  const provider = new OpenIdConnectProvider(
    logical,
    { url: oidc.issuer, clientIdLists: [SERVICE_ACCOUNT_AUDIENCE], tags: resourceTags(logical) },
    { parent: place.parent, provider: providers.aws },
  );
  const webhook = createWebhook(place, settings, providers);
  const issuer = oidc.issuer.replace(/^https:\/\//, "");
  return { arn: provider.arn, issuer, dependencies: [provider, ...webhook] };
}

function createWebhook(
  place: ObjectPlace,
  { awsRegion, webhookReplicas: replicas, imageMirror }: OutsideSettings,
  { tls }: IdentityProviders,
): readonly pulumi.Resource[] {
  if (tls === undefined) return [];
  return createPodIdentityWebhook({
    ...place,
    tls,
    awsRegion,
    replicas,
    // Whatever its servers are, they are not ours to run things on.
    onServers: false,
    ...(imageMirror === undefined ? {} : { imageMirror }),
  });
}
