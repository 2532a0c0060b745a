import { type AccountRegion, clusterOwnershipTag } from "../../../fleet/eks-vocabulary.ts";
import { EBS_CLUSTER_TAG } from "../../../fleet/k3s/system-vocabulary.ts";
import type { Permission } from "../../cluster/cluster.ts";

const READ = [
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeInstances",
  "ec2:DescribeTags",
  "ec2:DescribeVolumeStatus",
  "ec2:DescribeVolumes",
  "ec2:DescribeVolumesModifications",
];

/**
 * What the driver does with volumes that it has made itself, for this cluster: the second tag it is told to give, and disks
 * of the cluster's machines have that one, too. It neither takes nor needs snapshots, for nothing here makes any.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/example-iam-policy.json
 */
export function ebsPermissions(
  cluster: string,
  { accountId, awsRegion }: AccountRegion,
): readonly Permission[] {
  const volumes = `arn:aws:ec2:${awsRegion}:${accountId}:volume/*`;
  const tags = { [EBS_CLUSTER_TAG]: "true", [clusterOwnershipTag(cluster)]: "owned" };
  const tagged = (key: string) =>
    Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:${key}/${tag}`, value]));
  return [
    {
      // None of these actions knows resources: the star is all that AWS takes.
      sid: "ReadRegion",
      actions: READ,
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": awsRegion } },
    },
    {
      sid: "MakeVolumes",
      actions: ["ec2:CreateVolume"],
      resources: [volumes],
      conditions: { StringEquals: tagged("RequestTag") },
    },
    {
      sid: "TagNewVolumes",
      actions: ["ec2:CreateTags"],
      resources: [volumes],
      conditions: { StringEquals: { "ec2:CreateAction": "CreateVolume" } },
    },
    {
      sid: "OwnVolumes",
      actions: ["ec2:AttachVolume", "ec2:DeleteVolume", "ec2:DetachVolume", "ec2:ModifyVolume"],
      resources: [volumes],
      conditions: { StringEquals: tagged("ResourceTag") },
    },
    {
      // Which volume is at the other end, the statement above decides.
      sid: "Machines",
      actions: ["ec2:AttachVolume", "ec2:DetachVolume"],
      resources: [`arn:aws:ec2:${awsRegion}:${accountId}:instance/*`],
    },
  ];
}
