import { clusterOwnershipTag, EC2_SERVICE, type AccountRegion } from "../../../fleet/eks-vocabulary.ts";
import {
  EKS_CLUSTER_NAME_TAG,
  NODE_CLAIM_TAG,
  NODE_POOL_TAG,
} from "../../../fleet/nodes/karpenter-vocabulary.ts";
import type { Permission } from "../cluster.ts";

type ArnOf = Permission["resources"][number];

/** What the controller's rights name, besides the cluster. */
export interface ControllerResources {
  readonly nodeRoleArn: ArnOf;
  readonly instanceProfileArn: ArnOf;
  readonly queueArn: string;
  /** The cluster as EKS knows it. @default - EKS knows none */
  readonly clusterArn?: string;
}

/**
 * What Karpenter's controller may do: read what can be launched, launch machines that carry the cluster's tag, and end
 * those that do. It makes no instance profiles, for the cluster brings one; so it needs no rights over them either, and
 * works where IAM cannot be reached.
 *
 * @see https://karpenter.sh/docs/reference/cloudformation/
 */
export function controllerPermissions(
  cluster: string,
  place: AccountRegion,
  resources: ControllerResources,
): readonly Permission[] {
  return [...launching(cluster, place), ...ending(cluster, place), ...integration(place, resources)].concat(
    reading(place),
  );
}

const arns = ({ awsRegion }: AccountRegion, account: string, kinds: readonly string[]): readonly string[] =>
  kinds.map((kind) => `arn:aws:ec2:${awsRegion}:${account}:${kind}/*`);

const MADE = [
  "fleet",
  "instance",
  "volume",
  "network-interface",
  "launch-template",
  "spot-instances-request",
];

function launching(cluster: string, place: AccountRegion): readonly Permission[] {
  const owned = { [`aws:ResourceTag/${clusterOwnershipTag(cluster)}`]: "owned" };
  const requested = {
    [`aws:RequestTag/${clusterOwnershipTag(cluster)}`]: "owned",
    [`aws:RequestTag/${EKS_CLUSTER_NAME_TAG}`]: cluster,
  };
  const anyPool = { [`aws:RequestTag/${NODE_POOL_TAG}`]: "*" };
  const made = arns(place, place.accountId, MADE);
  return [
    launchingFrom(place),
    {
      sid: "LaunchFromOwnTemplates",
      actions: ["ec2:RunInstances", "ec2:CreateFleet"],
      resources: arns(place, place.accountId, ["launch-template"]),
      conditions: { StringEquals: owned, StringLike: { [`aws:ResourceTag/${NODE_POOL_TAG}`]: "*" } },
    },
    {
      sid: "LaunchTagged",
      actions: ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"],
      resources: made,
      conditions: { StringEquals: requested, StringLike: anyPool },
    },
    {
      sid: "TagAtLaunch",
      actions: ["ec2:CreateTags"],
      resources: made,
      conditions: {
        StringEquals: {
          ...requested,
          "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
        },
        StringLike: anyPool,
      },
    },
  ];
}

/** What machines are made of, none of it the cluster's own. */
function launchingFrom(place: AccountRegion): Permission {
  return {
    sid: "LaunchFrom",
    actions: ["ec2:RunInstances", "ec2:CreateFleet"],
    resources: [
      ...arns(place, "", ["image", "snapshot"]),
      ...arns(place, place.accountId, ["security-group", "subnet"]),
    ],
  };
}

/** Only what carries the cluster's tag and that of a pool. */
function ending(cluster: string, place: AccountRegion): readonly Permission[] {
  const own = {
    StringEquals: { [`aws:ResourceTag/${clusterOwnershipTag(cluster)}`]: "owned" },
    StringLike: { [`aws:ResourceTag/${NODE_POOL_TAG}`]: "*" },
  };
  return [
    {
      sid: "NameOwnInstances",
      actions: ["ec2:CreateTags"],
      resources: arns(place, place.accountId, ["instance"]),
      conditions: {
        ...own,
        StringEqualsIfExists: { [`aws:RequestTag/${EKS_CLUSTER_NAME_TAG}`]: cluster },
        "ForAllValues:StringEquals": { "aws:TagKeys": [EKS_CLUSTER_NAME_TAG, NODE_CLAIM_TAG, "Name"] },
      },
    },
    {
      sid: "EndOwn",
      actions: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      resources: arns(place, place.accountId, ["instance", "launch-template"]),
      conditions: own,
    },
  ];
}

function integration(
  place: AccountRegion,
  { nodeRoleArn, instanceProfileArn, queueArn, clusterArn }: ControllerResources,
): readonly Permission[] {
  return [
    {
      sid: "PassNodeRole",
      actions: ["iam:PassRole"],
      resources: [nodeRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": EC2_SERVICE } },
    },
    { sid: "SeeInstanceProfile", actions: ["iam:GetInstanceProfile"], resources: [instanceProfileArn] },
    ...(clusterArn === undefined
      ? []
      : [{ sid: "SeeCluster", actions: ["eks:DescribeCluster"], resources: [clusterArn] }]),
    {
      sid: "HearInterruptions",
      actions: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      resources: [queueArn],
    },
    {
      sid: "ReadImageVersions",
      actions: ["ssm:GetParameter"],
      resources: [`arn:aws:ssm:${place.awsRegion}::parameter/aws/service/*`],
    },
  ];
}

const DESCRIBED = [
  "CapacityReservations",
  "Images",
  "InstanceStatus",
  "InstanceTypeOfferings",
  "InstanceTypes",
  "Instances",
  "LaunchTemplates",
  "PlacementGroups",
  "SecurityGroups",
  "SpotPriceHistory",
  "Subnets",
];

/** None of these actions knows resources: the star is all that AWS takes. */
function reading({ awsRegion }: AccountRegion): readonly Permission[] {
  return [
    {
      sid: "ReadRegion",
      actions: DESCRIBED.map((what) => `ec2:Describe${what}`),
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": awsRegion } },
    },
    { sid: "ReadPrices", actions: ["pricing:GetProducts"], resources: ["*"] },
    { sid: "ListInstanceProfiles", actions: ["iam:ListInstanceProfiles"], resources: ["*"] },
  ];
}
