import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type {
  Cluster,
  ClusterFacts,
  Identity,
  IdentityBearer,
  IdentityRefusal,
  Permission,
} from "../cluster/cluster.ts";
import { createOidcIdentity, type OidcTrust } from "../cluster/oidc-identity.ts";
import { createPodIdentity } from "../cluster/pod-identity.ts";
import type { EksSettings } from "../cluster/settings.ts";

/** How accounts of a cluster get rights in AWS, which its own stack has prepared. */
export interface CellIdentity {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  readonly awsRegion: string;
  /** The account's trust in tokens of the cluster. */
  readonly trust: Pick<OidcTrust, "arn" | "issuer">;
  /** An EKS cluster, whose agents of nodes give rights to pods. @default - tokens alone do */
  readonly eks?: { readonly settings: EksSettings; readonly clusterName: pulumi.Output<string> };
}

export interface CellClusterArgs {
  /** Kubeconfig of the deployer: a secret. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Who the cluster is as long as it lives. */
  readonly clusterIdentifier: pulumi.Input<string>;
  /** What is known of the cluster before anything is registered. */
  readonly facts: ClusterFacts;
  /** Takes back fields that another manager has changed. @default false */
  readonly patchForce?: boolean;
  /** Refuses to delete the provider, for with another one all objects are made anew. @default false */
  readonly protect?: boolean;
  /** How accounts get rights in AWS. @default - they get none */
  readonly identity?: CellIdentity;
}

export const DEFAULT_PATCH_FORCE = false;
export const DEFAULT_PROTECT = false;

/**
 * A cluster as a cell of it sees it: one that stands, with all that its own stack made in it. Nothing of the cluster is
 * registered but the way in, and the roles of accounts of the cell. The component's name is the cluster's.
 */
export class CellCluster extends pulumi.ComponentResource implements Cluster {
  readonly provider: Provider;
  /** Nodes and add-ons were there before. */
  readonly ready: readonly pulumi.Resource[] = [];
  readonly facts: ClusterFacts;
  readonly #identity: CellIdentity | undefined;

  constructor(name: string, args: CellClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { kubeconfig, clusterIdentifier, facts, identity } = args;
    const { patchForce = DEFAULT_PATCH_FORCE, protect = DEFAULT_PROTECT } = args;
    const providers = identity === undefined ? {} : { provider: identity.provider };
    super("atoll:cell:CellCluster", name, {}, pulumi.mergeOptions(providers, opts));
    this.provider = new Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: pulumi.secret(kubeconfig),
        clusterIdentifier,
        enableConfigMapMutable: true,
        enableSecretMutable: true,
        enablePatchForce: patchForce,
      },
      { parent: this, protect },
    );
    this.facts = facts;
    this.#identity = identity;
    this.registerOutputs({});
  }

  /** Makes a role that only this ServiceAccount can take, as the cluster's own stack would. */
  grantIdentity(
    namespace: string,
    serviceAccount: string,
    permissions: readonly Permission[],
    bearer: IdentityBearer = "pod",
  ): Identity | IdentityRefusal {
    if (this.#identity === undefined) return { refused: "the cluster gives no rights in AWS" };
    const { awsRegion, trust, eks } = this.#identity;
    const subject = { namespace, serviceAccount };
    if (eks === undefined || bearer === "token") {
      const scope = { name: this.facts.id, parent: this, awsRegion };
      return createOidcIdentity(scope, { ...trust, dependencies: [] }, subject, { permissions });
    }
    const scope = { name: this.facts.id, parent: this, settings: eks.settings };
    const place = { clusterName: eks.clusterName, dependsOn: [] };
    return { annotations: {}, dependencies: createPodIdentity(scope, place, subject, { permissions }) };
  }
}
