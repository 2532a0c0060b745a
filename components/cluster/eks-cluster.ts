import type { Cluster as AwsCluster } from "@pulumi/aws/eks/cluster.js";
import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import {
  CNI_SERVICE_ACCOUNT,
  EBS_CSI_POLICY,
  EBS_CSI_SERVICE_ACCOUNT,
  SYSTEM_NAMESPACE,
} from "../../fleet/eks-vocabulary.ts";
import type { SubnetIds } from "../network/network-parts.ts";
import { createAccess } from "./access.ts";
import { createAddOn } from "./add-ons.ts";
import { cniRights } from "./cni-rights.ts";
import type { Cluster, ClusterCloud, ClusterFacts, Identity, IdentityBearer, Permission } from "./cluster.ts";
import { createControlPlane } from "./control-plane.ts";
import { eksFacts } from "./eks-facts.ts";
import { clusterKubeconfig, createKubernetesProvider, issuerOf } from "./kubernetes-provider.ts";
import { createOidcIdentity, type OidcTrust } from "./oidc-identity.ts";
import { createPodIdentity } from "./pod-identity.ts";
import type { Rights } from "./rights.ts";
import type { ClusterPlace, EksScope } from "./scope.ts";
import { createSecurityGroups } from "./security-groups.ts";
import type { EksSettings } from "./settings.ts";
import { createStorageClass, createSystemTraffic } from "./system-objects.ts";
import { createSystemNodes } from "./system-nodes.ts";
import { createTokenTrust } from "./token-trust.ts";
import { CORE_DNS_TRAFFIC, EBS_CSI_TRAFFIC } from "./system-traffic-plan.ts";

export interface EksClusterArgs extends EksSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  /** VPC that the cluster stands in. */
  readonly vpcId: pulumi.Output<string>;
  /** Its subnets by class; without any of their own, control-plane interfaces are in those of the nodes. */
  readonly subnetIds: SubnetIds;
  /**
   * What leads into the network and out of it, such as routes and endpoints. It is there before nodes and before the
   * first object in the cluster, and goes after the last one: by it deployments reach the API server. @default none
   */
  readonly ways?: readonly pulumi.Resource[];
}

/**
 * An EKS cluster with its own nodes, DNS and storage, and nothing else. Its order is that of AWS: the deployer's access,
 * identities of pods, network add-ons, nodes, then what runs on them. The component's name is the cluster's.
 *
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/introduction.html
 */
export class EksCluster extends pulumi.ComponentResource implements Cluster {
  readonly provider: Provider;
  readonly ready: readonly pulumi.Resource[];
  readonly facts: ClusterFacts;
  readonly cloud: ClusterCloud;
  readonly clusterName: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly oidcIssuer: pulumi.Output<string>;
  /** Range of Services that EKS has taken; empty where pods have IPv4 addresses. */
  readonly serviceIpv6Cidr: pulumi.Output<string>;
  /** Asks AWS for a token each time; it holds none. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Group of all nodes, to which others add what they let in. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Subnets of nodes, for who launches more of them. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];
  /** What resources have in common that belong to the cluster. */
  readonly scope: EksScope;
  readonly #place: ClusterPlace;
  #tokenTrust: OidcTrust | undefined;

  constructor(name: string, args: EksClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:cluster:EksCluster", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const scope: EksScope = { name, parent: this, settings: args };
    const { "control-plane": own, node, pod } = args.subnetIds;

    const groups = createSecurityGroups(scope, args.vpcId);
    const cluster = createControlPlane(scope, {
      subnetIds: own.length > 0 ? own : node,
      securityGroupId: groups.controlPlane.id,
    });
    const access = createAccess(scope, cluster.name);
    this.kubeconfig = clusterKubeconfig(scope, cluster);
    const ways = [...groups.rules, ...(args.ways ?? [])];
    this.provider = createKubernetesProvider(scope, cluster, this.kubeconfig, [access, ...ways]);
    this.ready = createNodesAndAddOns(scope, {
      clusterName: cluster.name,
      subnetIds: node,
      podSubnetIds: pod,
      securityGroupId: groups.nodes.id,
      provider: this.provider,
      access,
      ways,
    });

    this.scope = scope;
    this.#place = { clusterName: cluster.name, dependsOn: [access] };
    this.nodeSubnetIds = node;
    this.nodeSecurityGroupId = groups.nodes.id;
    this.facts = eksFacts(name, args);
    this.cloud = cloudOf(args);
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.oidcIssuer = issuerOf(cluster);
    this.serviceIpv6Cidr = serviceRangeOf(cluster);
    const { clusterName, endpoint, oidcIssuer, kubeconfig } = this;
    this.registerOutputs({ clusterName, endpoint, oidcIssuer, kubeconfig });
  }

  /** Makes the account trust the tokens of the cluster, once; cells of it rely on that, and cannot make it themselves. */
  trustTokens(): OidcTrust {
    return (this.#tokenTrust ??= createTokenTrust(this.scope, this.oidcIssuer));
  }

  /** Makes a role that only this ServiceAccount of this cluster can use, by the agent of its node or by its tokens. */
  grantIdentity(
    namespace: string,
    serviceAccount: string,
    permissions: readonly Permission[],
    bearer: IdentityBearer = "pod",
  ): Identity {
    const subject = { namespace, serviceAccount };
    if (bearer === "token") {
      const { name, parent, settings } = this.scope;
      const scope = { name, parent, awsRegion: settings.awsRegion };
      return createOidcIdentity(scope, this.trustTokens(), subject, { permissions });
    }
    const dependencies = createPodIdentity(this.scope, this.#place, subject, { permissions });
    return { annotations: {}, dependencies };
  }
}

interface NodesPlace {
  readonly clusterName: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly podSubnetIds: readonly pulumi.Output<string>[];
  readonly securityGroupId: pulumi.Output<string>;
  readonly provider: Provider;
  readonly access: pulumi.Resource;
  readonly ways: readonly pulumi.Resource[];
}

/** Everything from the identities on, each after what it needs; returns what makes the cluster ready. */
function createNodesAndAddOns(scope: EksScope, place: NodesPlace): readonly pulumi.Resource[] {
  const { clusterName, access, provider, ways } = place;
  const { ipFamily } = scope.settings;
  const identity = (serviceAccount: string, rights: Rights) =>
    createPodIdentity(
      scope,
      // The deployer's access comes first, so that whatever fails later can be looked at.
      { clusterName, dependsOn: [access] },
      { namespace: SYSTEM_NAMESPACE, serviceAccount },
      rights,
    );
  const cni = identity(CNI_SERVICE_ACCOUNT, cniRights(scope.settings));
  const csi = identity(EBS_CSI_SERVICE_ACCOUNT, { managedPolicy: EBS_CSI_POLICY });
  const network = (["eks-pod-identity-agent", "vpc-cni", "kube-proxy"] as const).map((addOn) =>
    createAddOn(scope, addOn, { clusterName, dependsOn: [...cni, ...csi] }, place),
  );
  const nodes = createSystemNodes(scope, { ...place, dependsOn: [...network, ...ways] });
  const objects = { name: scope.name, parent: scope.parent, provider, dependsOn: [nodes] };
  const dnsTraffic = createSystemTraffic(objects, CORE_DNS_TRAFFIC, ipFamily);
  const csiTraffic = createSystemTraffic(objects, EBS_CSI_TRAFFIC, ipFamily);
  const dns = createAddOn(scope, "coredns", { clusterName, dependsOn: [nodes, dnsTraffic] });
  const storage = createAddOn(scope, "aws-ebs-csi-driver", { clusterName, dependsOn: [nodes, csiTraffic] });
  const storageClass = createStorageClass({ ...objects, dependsOn: [storage] });
  return [nodes, dns, storage, storageClass];
}

/** Before the cluster is there, its configuration is what was asked for and looks known; the endpoint does not. */
function serviceRangeOf({ endpoint, kubernetesNetworkConfig }: AwsCluster): pulumi.Output<string> {
  return pulumi.all([kubernetesNetworkConfig, endpoint]).apply(([network]) => network.serviceIpv6Cidr);
}

function cloudOf({ accountId, awsRegion, vpcId, tags }: EksClusterArgs): ClusterCloud {
  return { accountId, awsRegion, vpcId, tags };
}
