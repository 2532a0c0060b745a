import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import type { Cluster, ClusterCloud, ClusterFacts, Identity, Permission } from "../cluster/cluster.ts";
import { createOidcIdentity } from "../cluster/oidc-identity.ts";
import type { SubnetIds } from "../network/network-parts.ts";
import { k3sFacts } from "./facts.ts";
import { createGround } from "./ground.ts";
import type { Issuer } from "./issuer.ts";
import { apiEndpoint, createKubeconfig, createKubernetesProvider } from "./kubernetes-provider.ts";
import { createMachines } from "./machines.ts";
import type { MachineProfile } from "./machine-role.ts";
import type { K3sScope } from "./scope.ts";
import type { K3sSettings } from "./settings.ts";
import { createK3sSystem } from "./system/system.ts";

export interface K3sClusterArgs extends K3sSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  /** VPC that the cluster stands in. */
  readonly vpcId: pulumi.Output<string>;
  /** Its subnets by class, each in the order of their zones. */
  readonly subnetIds: SubnetIds;
  /**
   * What leads into the network and out of it, such as routes and endpoints. It is there before machines and before the
   * first object in the cluster, and goes after the last one. @default none
   */
  readonly ways?: readonly pulumi.Resource[];
}

/**
 * A K3s cluster in AWS: its authorities and tokens, servers with etcd in their zones behind one address, and what runs
 * inside before any workload. Workers are somebody else's. The component's name is the cluster's.
 *
 * @see https://docs.k3s.io/datastore/ha-embedded
 */
export class K3sCluster extends pulumi.ComponentResource implements Cluster {
  readonly provider: Provider;
  readonly ready: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly cloud: ClusterCloud;
  /** Address of the API servers, as deployments use it. */
  readonly endpoint: pulumi.Output<string>;
  /** Issuer of ServiceAccount tokens, which the account trusts. */
  readonly oidcIssuer: string;
  /** Holds the key of the administrator: a secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Group of all nodes, to which others add what they let in. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Subnets of nodes in the order of their zones, for who launches more of them. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];
  /** Name by which machines find all servers. */
  readonly registrationAddress: pulumi.Output<string>;
  /** What an agent is in the account. */
  readonly agentProfile: MachineProfile;
  /** What it was made from, for what belongs to it. */
  readonly settings: K3sSettings;
  readonly #issuer: Issuer;
  readonly #grant: Cluster["grantIdentity"] = (namespace, serviceAccount, permissions) =>
    this.grantIdentity(namespace, serviceAccount, permissions);

  constructor(name: string, args: K3sClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:k3s:K3sCluster", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const scope: K3sScope = { name, parent: this, settings: args };
    const { vpcId, subnetIds, issuer, ways = [] } = args;
    const tls = new TlsProvider(`${name}-tls`, {}, { parent: this });
    const ground = createGround(scope, tls);
    const machines = createMachines(scope, ground, { vpcId, subnetIds, ways });

    this.settings = args;
    this.facts = k3sFacts(name, args);
    this.cloud = { accountId: args.accountId, awsRegion: args.awsRegion, vpcId, tags: args.tags };
    this.endpoint = apiEndpoint(machines.balancers);
    this.oidcIssuer = issuer;
    this.kubeconfig = createKubeconfig(scope, ground.certificates, machines.balancers);
    this.nodeSecurityGroupId = machines.nodeSecurityGroupId;
    this.nodeSubnetIds = subnetIds.node;
    this.registrationAddress = machines.balancers.registration.dnsName;
    this.agentProfile = ground.profiles.agent;
    this.#issuer = ground.issuer;
    const reachable = [...machines.gates, ...machines.rules, ...ways];
    this.provider = createKubernetesProvider(scope, ground.certificates, this.kubeconfig, reachable);
    this.ready = this.#createSystem(tls, machines.gates);
    this.registerOutputs({ endpoint: this.endpoint, oidcIssuer: issuer, kubeconfig: this.kubeconfig });
  }

  /** Makes a role that only this ServiceAccount of this cluster can take, by the tokens that the cluster signs. */
  grantIdentity(namespace: string, serviceAccount: string, permissions: readonly Permission[]): Identity {
    const { awsRegion, issuer } = this.settings;
    const { providerArn: arn, ready: dependencies } = this.#issuer;
    const trust = { arn, issuer: new URL(issuer).host, dependencies };
    const subject = { namespace, serviceAccount };
    return createOidcIdentity({ name: this.facts.id, parent: this, awsRegion }, trust, subject, {
      permissions,
    });
  }

  /** The cluster as its workloads need it, once more than itself must be there. */
  withNodes(ready: readonly pulumi.Resource[]): Cluster {
    const { provider, facts, cloud } = this;
    return { provider, facts, cloud, ready: [...this.ready, ...ready], grantIdentity: this.#grant };
  }

  #createSystem(tls: TlsProvider, dependsOn: readonly pulumi.Resource[]): readonly pulumi.Resource[] {
    const { provider, cloud, settings } = this;
    const place = { name: this.facts.id, parent: this };
    return createK3sSystem({
      ...place,
      provider,
      tls,
      settings,
      cloud,
      grantIdentity: this.#grant,
      dependsOn,
    });
  }
}
