import type * as pulumi from "@pulumi/pulumi";
import type { AccountRegion } from "../../../fleet/eks-vocabulary.ts";
import { LOAD_BALANCER_CLUSTER_TAG, LOAD_BALANCER_SERVICE } from "../../../fleet/k3s/system-vocabulary.ts";
import type { Permission } from "../../cluster/cluster.ts";

const ec2 = (actions: readonly string[]): readonly string[] => actions.map((action) => `ec2:${action}`);
const elb = (actions: readonly string[]): readonly string[] =>
  actions.map((action) => `elasticloadbalancing:${action}`);

const READ_NETWORK = [
  "DescribeAccountAttributes",
  "DescribeAvailabilityZones",
  "DescribeInstances",
  "DescribeInternetGateways",
  "DescribeNetworkInterfaces",
  "DescribeRouteTables",
  "DescribeSecurityGroups",
  "DescribeSubnets",
  "DescribeTags",
  "DescribeVpcs",
  "GetSecurityGroupsForVpc",
];
const READ_BALANCERS = [
  "DescribeCapacityReservation",
  "DescribeListenerAttributes",
  "DescribeListeners",
  "DescribeLoadBalancerAttributes",
  "DescribeLoadBalancers",
  "DescribeTags",
  "DescribeTargetGroupAttributes",
  "DescribeTargetGroups",
  "DescribeTargetHealth",
];
const CHANGE_OWN = [
  "DeleteLoadBalancer",
  "DeleteTargetGroup",
  "ModifyListenerAttributes",
  "ModifyLoadBalancerAttributes",
  "ModifyTargetGroup",
  "ModifyTargetGroupAttributes",
  "SetIpAddressType",
  "SetSecurityGroups",
  "SetSubnets",
];

/** Where the controller works. */
export interface LoadBalancerPlace extends AccountRegion {
  readonly cluster: string;
  /** ARN of the VPC. */
  readonly vpcArn: pulumi.Input<string>;
}

/**
 * What the controller does for network load balancers, and no more: nothing for Ingresses,
 * certificates, firewalls or other clouds' addresses. Where the published policy asks for a tag of any value, this asks
 * for that of the cluster.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
export function loadBalancerPermissions(place: LoadBalancerPlace): readonly Permission[] {
  return [
    ...readPermissions(place),
    ...groupPermissions(place),
    ...balancerPermissions(place),
    ...changePermissions(place),
  ];
}

function readPermissions({ accountId, awsRegion }: LoadBalancerPlace): readonly Permission[] {
  return [
    {
      sid: "FirstBalancerOfAccount",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/${LOAD_BALANCER_SERVICE}/*`],
      conditions: { StringEquals: { "iam:AWSServiceName": LOAD_BALANCER_SERVICE } },
    },
    {
      // None of these actions knows resources: the star is all that AWS takes.
      sid: "ReadRegion",
      actions: [...ec2(READ_NETWORK), ...elb(READ_BALANCERS)],
      resources: ["*"],
      conditions: { StringEquals: { "aws:RequestedRegion": awsRegion } },
    },
  ];
}

/** Security groups: those of the load balancers are its own, and nodes' let these in. */
function groupPermissions(place: LoadBalancerPlace): readonly Permission[] {
  const { vpcArn, cluster } = place;
  const groups = `arn:aws:ec2:${place.awsRegion}:${place.accountId}:security-group/*`;
  const own = { StringEquals: { [`aws:ResourceTag/${LOAD_BALANCER_CLUSTER_TAG}`]: cluster } };
  const asked = { [`aws:RequestTag/${LOAD_BALANCER_CLUSTER_TAG}`]: cluster };
  return [
    {
      sid: "LetBalancersIn",
      actions: ec2(["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"]),
      resources: [groups],
      conditions: { ArnEquals: { "ec2:Vpc": vpcArn } },
    },
    { sid: "MakeGroups", actions: ec2(["CreateSecurityGroup"]), resources: [groups, vpcArn] },
    {
      sid: "TagNewGroups",
      actions: ec2(["CreateTags"]),
      resources: [groups],
      conditions: { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup", ...asked } },
    },
    {
      // The tag that says whose they are can neither be given nor taken.
      sid: "TagOwnGroups",
      actions: ec2(["CreateTags", "DeleteTags"]),
      resources: [groups],
      conditions: { ...own, Null: { [`aws:RequestTag/${LOAD_BALANCER_CLUSTER_TAG}`]: "true" } },
    },
    {
      sid: "RemoveOwnGroups",
      actions: ec2(["DeleteSecurityGroup"]),
      resources: [groups],
      conditions: own,
    },
  ];
}

/** ARNs of what the controller makes. */
function balancerArns({ awsRegion, accountId }: LoadBalancerPlace) {
  const arn = (rest: string): string => `arn:aws:elasticloadbalancing:${awsRegion}:${accountId}:${rest}`;
  return {
    balancers: arn("loadbalancer/net/*/*"),
    targets: arn("targetgroup/*/*"),
    listeners: arn("listener/net/*/*/*"),
  };
}

/** Load balancers and groups of targets come with the tag that says whose they are. */
function balancerPermissions(place: LoadBalancerPlace): readonly Permission[] {
  const { balancers, targets } = balancerArns(place);
  const asked = { [`aws:RequestTag/${LOAD_BALANCER_CLUSTER_TAG}`]: place.cluster };
  const created = { "elasticloadbalancing:CreateAction": ["CreateLoadBalancer", "CreateTargetGroup"] };
  return [
    {
      sid: "MakeBalancers",
      actions: elb(["CreateLoadBalancer", "CreateTargetGroup"]),
      resources: [balancers, targets],
      conditions: { StringEquals: asked },
    },
    {
      sid: "TagNewBalancers",
      actions: elb(["AddTags"]),
      resources: [balancers, targets],
      conditions: { StringEquals: { ...created, ...asked } },
    },
  ];
}

function changePermissions(place: LoadBalancerPlace): readonly Permission[] {
  const { balancers, targets, listeners } = balancerArns(place);
  const own = { StringEquals: { [`aws:ResourceTag/${LOAD_BALANCER_CLUSTER_TAG}`]: place.cluster } };
  return [
    {
      sid: "TagOwnBalancers",
      actions: elb(["AddTags", "RemoveTags"]),
      resources: [balancers, targets],
      conditions: { ...own, Null: { [`aws:RequestTag/${LOAD_BALANCER_CLUSTER_TAG}`]: "true" } },
    },
    {
      sid: "MakeListeners",
      actions: elb(["CreateListener"]),
      resources: [balancers],
      conditions: own,
    },
    {
      // As published: what they hang on is the controller's own.
      sid: "Listeners",
      actions: elb(["AddTags", "DeleteListener", "ModifyListener", "RemoveTags"]),
      resources: [listeners],
    },
    {
      sid: "ChangeOwn",
      actions: elb(CHANGE_OWN),
      resources: [balancers, targets, listeners],
      conditions: own,
    },
    {
      sid: "Targets",
      actions: elb(["DeregisterTargets", "RegisterTargets"]),
      resources: [targets],
      conditions: own,
    },
  ];
}
