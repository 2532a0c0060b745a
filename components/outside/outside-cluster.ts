import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Cluster, ClusterFacts, Identity, IdentityRefusal, Permission } from "../cluster/cluster.ts";
import { createOidcIdentity, type OidcTrust } from "../cluster/oidc-identity.ts";
import { createHostedSystem } from "./hosted-k3s.ts";
import { createOutsideTrust, type IdentityProviders } from "./outside-identity.ts";
import { DEFAULT_PATCH_FORCE, type OutsideSettings } from "./settings.ts";

export interface OutsideClusterArgs extends OutsideSettings {
  /** Kubeconfig with the rights of an administrator: a secret. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Who the cluster is as long as it lives, known in previews: with another one all objects are made anew. */
  readonly clusterIdentifier: string;
  /** Who makes identities. @default - nobody, for a cluster without `oidc` */
  readonly providers?: IdentityProviders;
}

/**
 * A cluster that somebody else made, and that only its kubeconfig leads to: nothing of it is registered but what gives
 * its pods rights in AWS, where its entry says how they prove who they are. The component's name is the cluster's.
 */
export class OutsideCluster extends pulumi.ComponentResource implements Cluster {
  readonly provider: Provider;
  /** Its nodes and names were there before; storage may be ours. */
  readonly ready: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly #trust: OidcTrust | undefined;
  readonly #args: OutsideClusterArgs;

  constructor(name: string, args: OutsideClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { kubeconfig, clusterIdentifier, providers, oidc, patchForce, ...settings } = args;
    if ((oidc === undefined) !== (providers === undefined))
      throw new Error(`${name} has either no issuer or nobody who makes identities`);
    super("atoll:attached:OutsideCluster", name, {}, opts);

    this.provider = new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: pulumi.secret(kubeconfig),
        clusterIdentifier,
        enableConfigMapMutable: true,
        enableSecretMutable: true,
        enablePatchForce: patchForce ?? DEFAULT_PATCH_FORCE,
      },
      // Another cluster would get all objects, and this one would lose them.
      { parent: this, protect: args.protect },
    );
    const place = { name, parent: this, provider: this.provider, dependsOn: [] };
    this.#trust = providers && createOutsideTrust(place, args, providers);
    this.ready = createHostedSystem(place, args);
    this.#args = args;
    this.facts = settings.facts;
    this.registerOutputs({});
  }

  /** Makes a role that only this ServiceAccount can take, where AWS knows the cluster's issuer. */
  grantIdentity(
    namespace: string,
    serviceAccount: string,
    permissions: readonly Permission[],
  ): Identity | IdentityRefusal {
    const { awsRegion, facts, providers } = this.#args;
    if (this.#trust === undefined || providers === undefined)
      return { refused: "say oidc.issuer in the cluster's entry, if its tokens can be read from AWS" };
    return createOidcIdentity(
      { name: facts.id, parent: this, awsRegion, provider: providers.aws },
      this.#trust,
      { namespace, serviceAccount },
      { permissions },
    );
  }
}
