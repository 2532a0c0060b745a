import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import {
  CNI_POLICY,
  CNI_SERVICE_ACCOUNT,
  EBS_CSI_POLICY,
  EBS_CSI_SERVICE_ACCOUNT,
  SYSTEM_NAMESPACE,
} from "../../fleet/eks-vocabulary.ts";
import type { SubnetIds } from "../network/network-parts.ts";
import { createAccess } from "./access.ts";
import { createAddOn } from "./add-ons.ts";
import type { Cluster, ClusterCloud, ClusterFacts, Identity, Permission } from "./cluster.ts";
import { createControlPlane } from "./control-plane.ts";
import { clusterKubeconfig, createKubernetesProvider, issuerOf } from "./kubernetes-provider.ts";
import { createPodIdentity } from "./pod-identity.ts";
import type { ClusterPlace, EksScope } from "./scope.ts";
import { createSecurityGroups } from "./security-groups.ts";
import type { EksSettings } from "./settings.ts";
import { createStorageClass, createSystemTraffic, STORAGE_CLASS } from "./system-objects.ts";
import { createSystemNodes } from "./system-nodes.ts";
import { CORE_DNS_TRAFFIC, EBS_CSI_TRAFFIC } from "./system-traffic-plan.ts";

export interface EksClusterArgs extends EksSettings {
  /** AWS provider, guarded by account and region. */
  readonly provider: AwsProvider;
  /** VPC that the cluster stands in. */
  readonly vpcId: pulumi.Output<string>;
  /** Its subnets by class; without any of their own, control-plane interfaces are in those of the nodes. */
  readonly subnetIds: SubnetIds;
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
  /** Asks AWS for a token each time; it holds none. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Group of all nodes, to which others add what they let in. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** Subnets of nodes, for who launches more of them. */
  readonly nodeSubnetIds: readonly pulumi.Output<string>[];
  /** What resources have in common that belong to the cluster. */
  readonly scope: EksScope;
  readonly #place: ClusterPlace;

  constructor(name: string, args: EksClusterArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:cluster:EksCluster", name, {}, pulumi.mergeOptions({ provider: args.provider }, opts));
    const scope: EksScope = { name, parent: this, settings: args };
    const { "control-plane": own, node } = args.subnetIds;

    const groups = createSecurityGroups(scope, args.vpcId);
    const cluster = createControlPlane(scope, {
      subnetIds: own.length > 0 ? own : node,
      securityGroupId: groups.controlPlane.id,
    });
    const access = createAccess(scope, cluster.name);
    this.kubeconfig = clusterKubeconfig(scope, cluster);
    this.provider = createKubernetesProvider(scope, cluster, this.kubeconfig, [access, ...groups.rules]);
    this.ready = createNodesAndAddOns(scope, {
      clusterName: cluster.name,
      subnetIds: node,
      securityGroupId: groups.nodes.id,
      provider: this.provider,
      access,
      rules: groups.rules,
    });

    this.scope = scope;
    this.#place = { clusterName: cluster.name, dependsOn: [access] };
    this.nodeSubnetIds = node;
    this.nodeSecurityGroupId = groups.nodes.id;
    this.facts = clusterFacts(name, args);
    this.cloud = cloudOf(args);
    this.clusterName = cluster.name;
    this.endpoint = cluster.endpoint;
    this.oidcIssuer = issuerOf(cluster);
    const { clusterName, endpoint, oidcIssuer, kubeconfig } = this;
    this.registerOutputs({ clusterName, endpoint, oidcIssuer, kubeconfig });
  }

  /** Makes a role that only this ServiceAccount of this cluster can use, and associates it. */
  grantIdentity(namespace: string, serviceAccount: string, permissions: readonly Permission[]): Identity {
    const subject = { namespace, serviceAccount };
    const dependencies = createPodIdentity(this.scope, this.#place, subject, { permissions });
    return { annotations: {}, dependencies };
  }
}

interface NodesPlace {
  readonly clusterName: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  readonly securityGroupId: pulumi.Output<string>;
  readonly provider: Provider;
  readonly access: pulumi.Resource;
  readonly rules: readonly pulumi.Resource[];
}

/** Everything from the identities on, each after what it needs; returns what makes the cluster ready. */
function createNodesAndAddOns(scope: EksScope, place: NodesPlace): readonly pulumi.Resource[] {
  const { clusterName, access, provider, rules } = place;
  const identity = (serviceAccount: string, managedPolicy: string) =>
    createPodIdentity(
      scope,
      // The deployer's access comes first, so that whatever fails later can be looked at.
      { clusterName, dependsOn: [access] },
      { namespace: SYSTEM_NAMESPACE, serviceAccount },
      { managedPolicy },
    );
  const cni = identity(CNI_SERVICE_ACCOUNT, CNI_POLICY);
  const csi = identity(EBS_CSI_SERVICE_ACCOUNT, EBS_CSI_POLICY);
  const network = (["eks-pod-identity-agent", "vpc-cni", "kube-proxy"] as const).map((addOn) =>
    createAddOn(scope, addOn, { clusterName, dependsOn: [...cni, ...csi] }),
  );
  const nodes = createSystemNodes(scope, { ...place, dependsOn: [...network, ...rules] });
  const objects = { name: scope.name, parent: scope.parent, provider, dependsOn: [nodes] };
  const dnsTraffic = createSystemTraffic(objects, CORE_DNS_TRAFFIC);
  const csiTraffic = createSystemTraffic(objects, EBS_CSI_TRAFFIC);
  const dns = createAddOn(scope, "coredns", { clusterName, dependsOn: [nodes, dnsTraffic] });
  const storage = createAddOn(scope, "aws-ebs-csi-driver", { clusterName, dependsOn: [nodes, csiTraffic] });
  const storageClass = createStorageClass({ ...objects, dependsOn: [storage] });
  return [nodes, dns, storage, storageClass];
}

function clusterFacts(id: string, { workloadKubernetes, zones, serviceCidr }: EksSettings): ClusterFacts {
  return {
    id,
    kubernetes: workloadKubernetes,
    zones,
    storageClass: STORAGE_CLASS,
    loadBalancer: "aws-nlb",
    architectures: ["amd64"],
    serviceCidr,
    networkPolicyEngine: "vpc-cni",
    identity: "pod-identity",
  };
}

function cloudOf({ accountId, awsRegion, vpcId, tags }: EksClusterArgs): ClusterCloud {
  return { accountId, awsRegion, vpcId, tags };
}
