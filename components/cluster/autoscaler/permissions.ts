import { GROUP_LABEL, LABEL_TAG, ownedByCluster } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import type { AccountRegion } from "../../../fleet/eks-vocabulary.ts";
import type { Permission } from "../cluster.ts";

const READ_GROUPS = ["AutoScalingGroups", "AutoScalingInstances", "ScalingActivities"];
const READ_MACHINES = ["Images", "InstanceTypes", "LaunchTemplateVersions"];

/**
 * What Cluster Autoscaler may do on EKS: read groups and machines, and size groups of this cluster's pools. The group of
 * the system's nodes is the cluster's, too, but has no pool, so it is out of reach.
 */
export function autoscalerPermissions(cluster: string, place: AccountRegion): readonly Permission[] {
  const { awsRegion, accountId } = place;
  const [reading, sizing] = groupPermissions(cluster, place, "eks-*");
  const nodeGroups = {
    sid: "ReadNodeGroups",
    actions: ["eks:DescribeNodegroup"],
    resources: [`arn:aws:eks:${awsRegion}:${accountId}:nodegroup/${cluster}/*/*`],
  };
  return [reading, nodeGroups, sizing];
}

/**
 * The part of it that is the same for all autoscaling groups.
 *
 * @param names Pattern of the groups' names.
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#iam-policy
 */
export function groupPermissions(
  cluster: string,
  { awsRegion, accountId }: AccountRegion,
  names: string,
): readonly [reading: Permission, sizing: Permission] {
  return [
    {
      // None of these actions knows resources: the star is all that AWS takes.
      sid: "ReadRegion",
      actions: [
        ...READ_GROUPS.map((what) => `autoscaling:Describe${what}`),
        ...READ_MACHINES.map((what) => `ec2:Describe${what}`),
      ],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": awsRegion } },
    },
    {
      sid: "SizeOwnGroups",
      actions: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      resources: [
        `arn:aws:autoscaling:${awsRegion}:${accountId}:autoScalingGroup:*:autoScalingGroupName/${names}`,
      ],
      conditions: {
        StringEquals: { [`aws:ResourceTag/${ownedByCluster(cluster)}`]: "owned" },
        StringLike: { [`aws:ResourceTag/${LABEL_TAG}${GROUP_LABEL}`]: "*" },
      },
    },
  ];
}
