import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { CLUSTER_TRUST, trustOf } from "../network.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const like =
  (type: string, changes: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...changes });

const group = (changes: Properties) => like(tokens.NODE_GROUP, { nodeGroupName: "other", ...changes });
const addon = (changes: Properties) => like(tokens.ADDON, { addonName: "kube-proxy", ...changes });

const scaling = (minSize: number, desiredSize: number, maxSize: number) => ({
  scalingConfig: { minSize, desiredSize, maxSize },
});

/** A node group beside a launch template of its own. */
const withTemplate =
  (content: Properties, changes: Properties): Attempt =>
  async (sandbox, id, all) => {
    const { id: template } = await sandbox.make(tokens.LAUNCH_TEMPLATE, content);
    return group({ launchTemplate: { id: template, version: "1" }, ...changes })(sandbox, id, all);
  };

export const NODE_REFUSALS: readonly Refusal[] = [
  [
    "an update takes away a number of nodes or a share",
    group({ updateConfig: { maxUnavailable: 1, maxUnavailablePercentage: 33 } }),
    "updateConfig: only one of maxUnavailable, maxUnavailablePercentage can be specified",
  ],
  [
    "an update takes away some nodes",
    group({ updateConfig: { maxUnavailablePercentage: 0 } }),
    "updateConfig.maxUnavailablePercentage: expected a number in 1..100, got 0",
  ],
  [
    "a node group belongs to a cluster that exists",
    group({ clusterName: "none" }),
    "ResourceNotFoundException: No cluster found for name: none.",
  ],
  [
    "a node group waits until its cluster is there",
    (sandbox, id, all) => {
      sandbox.cloud.edit(id(tokens.CLUSTER), { state: { status: "CREATING" } });
      return group({})(sandbox, id, all);
    },
    "ResourceInUseException: Cluster 'dev' is not in ACTIVE status",
  ],
  [
    "a node group has a name of its own",
    group({ nodeGroupName: "system" }),
    "ResourceInUseException: NodeGroup already exists with name system and cluster name dev",
  ],
  [
    "a node group takes a role that exists",
    group({ nodeRoleArn: "arn:aws:iam::111111111111:role/none" }),
    "InvalidParameterException: The role with ARN arn:aws:iam::111111111111:role/none does not exist",
  ],
  [
    "a node group takes a role that trusts EC2",
    async (sandbox, id, all) => {
      const trust = { name: "plane", assumeRolePolicy: trustOf("eks.amazonaws.com") };
      const { outputs } = await sandbox.make(tokens.ROLE, trust);
      return group({ nodeRoleArn: outputs["arn"]! })(sandbox, id, all);
    },
    "InvalidParameterException: Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole arn:aws:iam::111111111111:role/plane",
  ],
  [
    "a node without permissions never joins",
    async (sandbox, id, all) => {
      const { outputs } = await sandbox.make(tokens.ROLE, { name: "bare", assumeRolePolicy: CLUSTER_TRUST });
      return group({ nodeRoleArn: outputs["arn"]! })(sandbox, id, all);
    },
    "NodeCreationFailure: Instances failed to join the kubernetes cluster",
  ],
  [
    "a node without the network add-on is never ready",
    async (sandbox, id, all) => {
      await sandbox.engine.delete(all.get(tokens.ADDON)!.state);
      return group({})(sandbox, id, all);
    },
    "NodeCreationFailure: Unhealthy nodes in the kubernetes cluster",
  ],
  [
    "nodes are in the cluster's VPC",
    async (sandbox, id, all) => {
      const vpc = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const foreign = await sandbox.makeSubnet(vpc, "10.9.0.0/24");
      return group({ subnetIds: [foreign.id] })(sandbox, id, all);
    },
    "InvalidParameterException: Subnet subnet-0… is not in the VPC vpc-0… of the cluster dev",
  ],
  [
    "a node group starts with its smallest size at least",
    group(scaling(3, 2, 4)),
    "InvalidParameterException: Minimum capacity 3 can't be greater than desired size 2",
  ],
  [
    "a node group starts with its largest size at most",
    group(scaling(1, 5, 4)),
    "InvalidParameterException: desired capacity 5 can't be greater than max size 4",
  ],
  [
    "a node group may have a node",
    group(scaling(0, 0, 0)),
    "scalingConfig.maxSize: expected a number of at least 1, got 0",
  ],
  [
    "a label of a node is not one of Kubernetes' own",
    group({ labels: { "node.kubernetes.io/role": "system" } }),
    "InvalidParameterException: Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]",
  ],
  [
    "a label of a node is one to Kubernetes",
    group({ labels: { role: "for system" } }),
    "InvalidParameterException: The label role=for system is invalid",
  ],
  [
    "a taint of a node is one to Kubernetes",
    group({ taints: [{ key: "a b", effect: "NO_SCHEDULE" }] }),
    "InvalidParameterException: The taint a b= is invalid",
  ],
  [
    "a taint has one of three effects",
    group({ taints: [{ key: "a", effect: "NoSchedule" }] }),
    'taints[0].effect: expected taints[0].effect to be one of ["NO_SCHEDULE" "NO_EXECUTE" "PREFER_NO_SCHEDULE"], got NoSchedule',
  ],
  [
    "a node group's launch template exists",
    group({ launchTemplate: { id: "lt-00000000000000000", version: "1" } }),
    "InvalidRequestException: Launch template lt-0… does not exist",
  ],
  [
    "a node group's launch template has that version",
    (sandbox, id, all) =>
      group({ launchTemplate: { id: id(tokens.LAUNCH_TEMPLATE), version: "2" } })(sandbox, id, all),
    "InvalidRequestException: You do not have a launch template version 2 for the template lt-0…",
  ],
  [
    "a disk's size is in the launch template",
    group({ diskSize: 30 }),
    "InvalidParameterException: Disk size must be specified within the launch template.",
  ],
  [
    "an instance profile is not in the launch template",
    withTemplate({ iamInstanceProfile: { name: "node" } }, {}),
    "InvalidParameterException: Launch template should not specify an instance profile.",
  ],
  [
    "an instance's type is in one place",
    withTemplate({ instanceType: "m7g.large" }, {}),
    "InvalidParameterException: Cannot specify instance types in launch template and API request",
  ],
  [
    "an image of one's own has no type of AWS",
    withTemplate({ imageId: "ami-0" }, { amiType: "AL2023_ARM_64_STANDARD" }),
    "InvalidParameterException: You cannot specify an AMI Type other than CUSTOM, when specifying an image id in your launch template.",
  ],
  [
    "nodes are not newer than their control plane",
    group({ version: "1.35" }),
    "InvalidParameterException: Requested Nodegroup Kubernetes version 1.35 is invalid. The cluster's version is 1.34",
  ],
  [
    "a release is one of the version",
    group({ releaseVersion: "1.33.0-20260101" }),
    "InvalidParameterException: Requested release version 1.33.0-20260101 is not valid for kubernetes version 1.34.",
  ],
  [
    "an add-on is one that EKS has",
    addon({ addonName: "dns" }),
    "InvalidParameterException: Addon specified is not supported",
  ],
  [
    "an add-on's version has EKS' form",
    addon({ addonVersion: "1.34.0" }),
    "InvalidParameterException: Addon version specified is not supported",
  ],
  [
    "kube-proxy is not newer than the cluster",
    addon({ addonVersion: "v1.35.0-eksbuild.1" }),
    "InvalidParameterException: Addon version specified is not supported",
  ],
  [
    "a cluster has an add-on once",
    addon({ addonName: "vpc-cni" }),
    "ResourceInUseException: Addon already exists.",
  ],
  [
    "an add-on's values are a document",
    addon({ addonVersion: "v1.34.0-eksbuild.1", configurationValues: "many" }),
    "InvalidParameterException: ConfigurationValue provided in request is not in valid JSON or YAML format",
  ],
  [
    "an add-on's role exists",
    addon({
      addonVersion: "v1.34.0-eksbuild.1",
      serviceAccountRoleArn: "arn:aws:iam::111111111111:role/none",
    }),
    "InvalidParameterException: The serviceAccountRoleArn arn:aws:iam::111111111111:role/none does not exist",
  ],
  [
    "an add-on takes what the cluster has from its start only when it is told to",
    (sandbox, id, all) => {
      sandbox.cloud.edit(id(tokens.CLUSTER), { state: { bootstrapSelfManagedAddons: true } });
      return addon({ addonVersion: "v1.34.0-eksbuild.1" })(sandbox, id, all);
    },
    "ConfigurationConflict: Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. Conflicts: DaemonSet.apps kube-proxy",
  ],
  [
    "CoreDNS needs nodes",
    async (sandbox, id, all) => {
      await sandbox.engine.delete(all.get(tokens.NODE_GROUP)!.state);
      return addon({ addonName: "coredns" })(sandbox, id, all);
    },
    "InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the desired number of replicas.",
  ],
  [
    "a ServiceAccount of an add-on has one role",
    (sandbox, id, all) => {
      sandbox.cloud.delete({ type: tokens.ADDON });
      const { roleArn } = all.get(tokens.POD_IDENTITY)!.inputs;
      const podIdentityAssociations = [{ serviceAccount: "aws-node", roleArn: roleArn! }];
      return addon({ addonName: "vpc-cni", podIdentityAssociations })(sandbox, id, all);
    },
    "ResourceInUseException: Association already exists: a-ky2ahnk62yvn5ai8f",
  ],
];
