/** What deployments call in AWS, by what it is for. @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */

const named = (service: string, calls: string): readonly string[] =>
  calls
    .trim()
    .split(/\s+/)
    .map((call) => `${service}:${call}`);

/** Calls that show what is there, whatever it is: most know no resources. */
export const LIST_ACTIONS: readonly string[] = [
  ...named(
    "ec2",
    `DescribeAccountAttributes DescribeAddresses DescribeAddressesAttribute DescribeAvailabilityZones
     DescribeCustomerGateways DescribeEgressOnlyInternetGateways DescribeFlowLogs DescribeImages DescribeInstanceTypes DescribeInstances
     DescribeInternetGateways DescribeLaunchTemplateVersions DescribeLaunchTemplates DescribeNatGateways
     DescribeNetworkAcls DescribeNetworkInterfaces DescribePrefixLists DescribeRouteTables DescribeSecurityGroupRules
     DescribeSecurityGroups DescribeSnapshots DescribeSubnets DescribeTags DescribeTransitGatewayAttachments
     DescribeTransitGatewayPeeringAttachments DescribeTransitGatewayRouteTables DescribeTransitGatewayVpcAttachments
     DescribeTransitGateways DescribeVpcAttribute DescribeVpcEndpointServices DescribeVpcEndpoints
     DescribeVolumes DescribeVpcPeeringConnections DescribeVpcs DescribeVpnGateways`,
  ),
  ...named(
    "eks",
    `DescribeAccessEntry DescribeAddon DescribeAddonVersions DescribeCluster DescribeNodegroup
     DescribePodIdentityAssociation DescribeUpdate ListAccessEntries ListAddons ListAssociatedAccessPolicies
     ListClusters ListNodegroups ListPodIdentityAssociations ListTagsForResource`,
  ),
  ...named(
    "iam",
    `ListAttachedRolePolicies ListEntitiesForPolicy ListInstanceProfileTags ListInstanceProfilesForRole ListOpenIDConnectProviders
     ListPolicyVersions ListRolePolicies ListRoleTags`,
  ),
  ...named("autoscaling", "DescribeTags"),
  ...named("kms", "DescribeKey ListAliases ListKeys ListResourceTags"),
  ...named("logs", "DescribeLogGroups ListTagsForResource"),
  ...named("events", "DescribeRule ListTagsForResource ListTargetsByRule"),
  ...named("sqs", "ListQueueTags ListQueues"),
  ...named("s3", "ListAllMyBuckets"),
  ...named(
    "route53",
    "ListHostedZones ListHostedZonesByVPC ListResourceRecordSets ListTagsForResource ListVPCAssociationAuthorizations",
  ),
  ...named("cloudwatch", "DescribeAlarms ListTagsForResource"),
  ...named("sns", "ListSubscriptionsByTopic ListTagsForResource ListTopics"),
  ...named("ecr", "DescribePullThroughCacheRules DescribeRepositoryCreationTemplates"),
  ...named("budgets", "ListTagsForResource"),
  ...named("ce", "ListCostAllocationTags"),
  // By which a recovery finds what a state lacks, and a teardown what controllers left.
  ...named("tag", "GetResources"),
  ...named("elasticloadbalancing", "DescribeLoadBalancers DescribeTargetGroups"),
];

/** Calls that read settings of one thing; never what is kept inside a bucket, a queue or a secret. */
export const READ_ACTIONS: Readonly<
  Record<"iam" | "kms" | "sqs" | "s3" | "route53" | "sns" | "ec2" | "ram" | "budgets", readonly string[]>
> = {
  iam: named(
    "iam",
    "GetInstanceProfile GetOpenIDConnectProvider GetPolicy GetPolicyVersion GetRole GetRolePolicy",
  ),
  kms: named("kms", "GetKeyPolicy GetKeyRotationStatus"),
  sqs: named("sqs", "GetQueueAttributes GetQueueUrl"),
  s3: named(
    "s3",
    `GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging
     GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPublicAccessBlock
     GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration
     GetLifecycleConfiguration GetReplicationConfiguration`,
  ),
  route53: named("route53", "GetChange GetHostedZone"),
  sns: named("sns", "GetSubscriptionAttributes GetTopicAttributes"),
  ec2: named(
    "ec2",
    `GetTransitGatewayRouteTableAssociations GetTransitGatewayRouteTablePropagations SearchTransitGatewayRoutes`,
  ),
  ram: named("ram", "GetResourceShareAssociations GetResourceShares"),
  budgets: named("budgets", "ViewBudget"),
};

/** Calls that make and change networks. */
export const NETWORK_ACTIONS: readonly string[] = named(
  "ec2",
  `AllocateAddress AssociateAddress AssociateRouteTable AssociateVpcCidrBlock AttachInternetGateway
   AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateEgressOnlyInternetGateway CreateFlowLogs
   CreateInternetGateway CreateNatGateway CreateNetworkAcl CreateNetworkAclEntry CreateRoute CreateRouteTable
   CreateSecurityGroup CreateSubnet CreateTags CreateVpc CreateVpcEndpoint DeleteEgressOnlyInternetGateway DeleteFlowLogs
   DeleteInternetGateway DeleteNatGateway DeleteNetworkAcl DeleteNetworkAclEntry DeleteNetworkInterface DeleteRoute
   DeleteRouteTable DeleteSecurityGroup DeleteSubnet DeleteTags DeleteVpc DeleteVpcEndpoints DetachInternetGateway
   DisassociateAddress DisassociateRouteTable DisassociateVpcCidrBlock ModifySecurityGroupRules ModifySubnetAttribute
   ModifyVpcAttribute ModifyVpcEndpoint ReleaseAddress ReplaceNetworkAclAssociation ReplaceNetworkAclEntry ReplaceRoute
   ReplaceRouteTableAssociation RevokeSecurityGroupEgress RevokeSecurityGroupIngress
   UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress`,
);

/** Shows the keys of connections that others keep outside Secrets Manager, so readers may not. It knows no resources. */
export const READ_LINK_ACTIONS: readonly string[] = ["ec2:DescribeVpnConnections"];

/** Calls that join networks. */
export const LINK_ACTIONS: readonly string[] = named(
  "ec2",
  `AcceptTransitGatewayPeeringAttachment AcceptTransitGatewayVpcAttachment AcceptVpcPeeringConnection
   AssociateTransitGatewayRouteTable AttachVpnGateway CreateCustomerGateway CreateTransitGateway CreateTransitGatewayPeeringAttachment
   CreateTransitGatewayRoute CreateTransitGatewayRouteTable CreateTransitGatewayVpcAttachment CreateVpcPeeringConnection
   CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway DeleteCustomerGateway DeleteTransitGateway
   DeleteTransitGatewayPeeringAttachment DeleteTransitGatewayRoute DeleteTransitGatewayRouteTable
   DeleteTransitGatewayVpcAttachment DeleteVpcPeeringConnection DeleteVpnConnection DeleteVpnConnectionRoute DeleteVpnGateway DetachVpnGateway DisableVgwRoutePropagation
   DisableTransitGatewayRouteTablePropagation DisassociateTransitGatewayRouteTable
   EnableTransitGatewayRouteTablePropagation EnableVgwRoutePropagation ModifyTransitGateway ModifyTransitGatewayVpcAttachment ModifyVpnConnection
   ModifyVpnConnectionOptions ModifyVpnTunnelOptions ModifyVpcPeeringConnectionOptions ReplaceTransitGatewayRoute`,
);

/** Calls that make and change the templates of machines, and those that EKS makes on the caller's behalf to try one. */
export const MACHINE_ACTIONS: readonly string[] = named(
  "ec2",
  "CreateLaunchTemplate CreateLaunchTemplateVersion DeleteLaunchTemplate ModifyLaunchTemplate RunInstances",
);

/** Calls that end machines and balancers: those of the program, and what a cluster left that is gone. */
export const ORPHAN_MACHINE_ACTIONS: readonly string[] = named("ec2", "TerminateInstances");
export const ORPHAN_BALANCER_ACTIONS: readonly string[] = named(
  "elasticloadbalancing",
  "DeleteLoadBalancer DeleteTargetGroup",
);

/** Begins the condition on a tag of the thing that is called upon. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag */
export const RESOURCE_TAG_KEY = "aws:ResourceTag/";

/** Calls that make and change clusters. */
export const CLUSTER_ACTIONS: readonly string[] = named(
  "eks",
  `AssociateAccessPolicy AssociateEncryptionConfig CreateAccessEntry CreateAddon CreateCluster CreateNodegroup
   CreatePodIdentityAssociation DeleteAccessEntry DeleteAddon DeleteCluster DeleteNodegroup DeletePodIdentityAssociation
   DisassociateAccessPolicy TagResource UntagResource UpdateAccessEntry UpdateAddon UpdateClusterConfig
   UpdateClusterVersion UpdateNodegroupConfig UpdateNodegroupVersion UpdatePodIdentityAssociation`,
);

/** Calls that tell Cluster Autoscaler of the autoscaling groups that EKS has made. */
export const GROUP_TAG_ACTIONS: readonly string[] = named("autoscaling", "CreateOrUpdateTags DeleteTags");

/** Calls that make and change roles and what they may do. */
export const IDENTITY_ACTIONS: readonly string[] = named(
  "iam",
  `AddRoleToInstanceProfile AttachRolePolicy CreateInstanceProfile CreateOpenIDConnectProvider CreatePolicy
   CreatePolicyVersion CreateRole DeleteInstanceProfile DeleteOpenIDConnectProvider DeletePolicy DeletePolicyVersion
   DeleteRole DeleteRolePolicy DetachRolePolicy PutRolePolicy RemoveRoleFromInstanceProfile TagInstanceProfile
   TagOpenIDConnectProvider TagPolicy TagRole UntagInstanceProfile UntagOpenIDConnectProvider UntagPolicy UntagRole
   UpdateAssumeRolePolicy UpdateOpenIDConnectProviderThumbprint UpdateRole UpdateRoleDescription`,
);
export const SERVICE_ROLE_ACTIONS: readonly string[] = named("iam", "CreateServiceLinkedRole");
export const PASS_ROLE_ACTIONS: readonly string[] = named("iam", "PassRole");

/** Services that the roles of a cluster's and a region's stack are made for. */
export const PASSED_TO_SERVICES: readonly string[] = [
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "pods.eks.amazonaws.com",
  "s3.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Keys: a new one has no name yet. */
export const CREATE_KEY_ACTIONS: readonly string[] = named("kms", "CreateKey");
export const KEY_ACTIONS: readonly string[] = named(
  "kms",
  `CancelKeyDeletion CreateAlias CreateGrant DeleteAlias EnableKeyRotation PutKeyPolicy ReplicateKey ScheduleKeyDeletion
   TagResource UntagResource UpdateAlias UpdateKeyDescription`,
);

/** Buckets and their settings; not what is inside. */
export const BUCKET_ACTIONS: readonly string[] = named(
  "s3",
  `CreateBucket DeleteBucket DeleteBucketPolicy ListBucket PutBucketObjectLockConfiguration PutBucketOwnershipControls
   PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration
   PutLifecycleConfiguration PutReplicationConfiguration`,
);

export const LOG_ACTIONS: readonly string[] = named(
  "logs",
  "CreateLogGroup DeleteLogGroup PutRetentionPolicy TagResource UntagResource",
);
export const QUEUE_ACTIONS: readonly string[] = named(
  "sqs",
  "CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue",
);
export const EVENT_ACTIONS: readonly string[] = named(
  "events",
  "DeleteRule PutRule PutTargets RemoveTargets TagResource UntagResource",
);

/** Names: a new zone has no id yet. */
export const CREATE_ZONE_ACTIONS: readonly string[] = named("route53", "CreateHostedZone");
export const ZONE_ACTIONS: readonly string[] = named(
  "route53",
  `AssociateVPCWithHostedZone ChangeResourceRecordSets ChangeTagsForResource CreateVPCAssociationAuthorization
   DeleteHostedZone DeleteVPCAssociationAuthorization DisassociateVPCFromHostedZone UpdateHostedZoneComment`,
);

/** What a region's stack watches and shares. */
export const ALARM_ACTIONS: readonly string[] = named(
  "cloudwatch",
  "DeleteAlarms PutMetricAlarm TagResource UntagResource",
);
export const TOPIC_ACTIONS: readonly string[] = named(
  "sns",
  "CreateTopic DeleteTopic SetSubscriptionAttributes SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource",
);
export const BUDGET_ACTIONS: readonly string[] = named("budgets", "ModifyBudget TagResource UntagResource");
export const COST_TAG_ACTIONS: readonly string[] = named("ce", "UpdateCostAllocationTagsStatus");
/** Registries know no resources for rules of a whole account. */
export const CACHE_ACTIONS: readonly string[] = named(
  "ecr",
  `CreatePullThroughCacheRule CreateRepositoryCreationTemplate DeletePullThroughCacheRule
   DeleteRepositoryCreationTemplate UpdatePullThroughCacheRule UpdateRepositoryCreationTemplate`,
);
export const SHARE_ACTIONS: readonly string[] = named(
  "ram",
  `AcceptResourceShareInvitation AssociateResourceShare CreateResourceShare DeleteResourceShare
   DisassociateResourceShare TagResource UntagResource UpdateResourceShare`,
);
