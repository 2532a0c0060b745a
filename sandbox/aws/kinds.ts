import type { Kind } from "./kind.ts";
import * as tokens from "./tokens.ts";
import { metricAlarm } from "./types/alarms.ts";
import { autoscalingGroup } from "./types/autoscaling-group.ts";
import { autoscalingTag } from "./types/autoscaling-tag.ts";
import * as costs from "./types/costs.ts";
import * as ecr from "./types/ecr.ts";
import * as peering from "./types/peering.ts";
import * as ram from "./types/ram.ts";
import * as sns from "./types/sns.ts";
import * as attachments from "./types/transit-attachments.ts";
import { transitGateway } from "./types/transit-gateway.ts";
import * as transitPeering from "./types/transit-peering.ts";
import * as transitTables from "./types/transit-tables.ts";
import * as vpn from "./types/vpn.ts";
import * as acls from "./types/acls.ts";
import { addon } from "./types/eks-addon.ts";
import * as access from "./types/eks-access.ts";
import { cluster } from "./types/eks-cluster.ts";
import { nodeGroup } from "./types/eks-node-group.ts";
import { podIdentity } from "./types/eks-pod-identity.ts";
import { ec2Tag } from "./types/ec2-tag.ts";
import * as endpoints from "./types/endpoints.ts";
import * as events from "./types/events.ts";
import * as gateways from "./types/gateways.ts";
import * as iam from "./types/iam.ts";
import { instanceProfile } from "./types/instance-profile.ts";
import * as kms from "./types/kms.ts";
import { instance } from "./types/instance.ts";
import { launchTemplate } from "./types/launch-template.ts";
import { listener, target } from "./types/listeners.ts";
import { loadBalancer } from "./types/load-balancers.ts";
import * as logs from "./types/logs.ts";
import { openIdConnectProvider } from "./types/oidc-provider.ts";
import * as queues from "./types/queues.ts";
import * as tables from "./types/route-tables.ts";
import { record } from "./types/route53-records.ts";
import * as zones from "./types/route53-vpcs.ts";
import { zone } from "./types/route53-zone.ts";
import { route } from "./types/routes.ts";
import { bucket } from "./types/s3-bucket.ts";
import { bucketObject } from "./types/s3-objects.ts";
import { bucketPolicy } from "./types/s3-policy.ts";
import { bucketReplication } from "./types/s3-replication.ts";
import * as retention from "./types/s3-retention.ts";
import * as buckets from "./types/s3-settings.ts";
import { secretVersion } from "./types/secret-versions.ts";
import { secret } from "./types/secrets.ts";
import * as groups from "./types/security-groups.ts";
import { association } from "./types/ssm-association.ts";
import { subnet } from "./types/subnet.ts";
import { targetGroup } from "./types/target-groups.ts";
import { vpc, vpcCidr } from "./types/vpc.ts";

/** Every type that the simulated AWS has. A type that is not here is refused. */
export const KINDS: Readonly<Record<string, Kind>> = {
  [tokens.VPC]: vpc,
  [tokens.VPC_CIDR]: vpcCidr,
  [tokens.SUBNET]: subnet,
  [tokens.EC2_TAG]: ec2Tag,
  [tokens.INTERNET_GATEWAY]: gateways.internetGateway,
  [tokens.EGRESS_ONLY_GATEWAY]: gateways.egressOnlyGateway,
  [tokens.EIP]: gateways.eip,
  [tokens.NAT_GATEWAY]: gateways.natGateway,
  [tokens.ROUTE_TABLE]: tables.routeTable,
  [tokens.DEFAULT_ROUTE_TABLE]: tables.defaultRouteTable,
  [tokens.ROUTE]: route,
  [tokens.ROUTE_TABLE_ASSOCIATION]: tables.routeTableAssociation,
  [tokens.VPC_ENDPOINT]: endpoints.vpcEndpoint,
  [tokens.ENDPOINT_ROUTE_TABLE]: endpoints.endpointRouteTable,
  [tokens.SECURITY_GROUP]: groups.securityGroup,
  [tokens.DEFAULT_SECURITY_GROUP]: groups.defaultSecurityGroup,
  [tokens.INGRESS_RULE]: groups.ingressRule,
  [tokens.EGRESS_RULE]: groups.egressRule,
  [tokens.NETWORK_ACL]: acls.networkAcl,
  [tokens.DEFAULT_NETWORK_ACL]: acls.defaultNetworkAcl,
  [tokens.NETWORK_ACL_RULE]: acls.networkAclRule,
  [tokens.NETWORK_ACL_ASSOCIATION]: acls.networkAclAssociation,
  [tokens.FLOW_LOG]: logs.flowLog,
  [tokens.LOG_GROUP]: logs.logGroup,
  [tokens.ROLE]: iam.role,
  [tokens.ROLE_POLICY]: iam.rolePolicy,
  [tokens.ROLE_POLICY_ATTACHMENT]: iam.rolePolicyAttachment,
  [tokens.POLICY]: iam.policy,
  [tokens.INSTANCE_PROFILE]: instanceProfile,
  [tokens.LAUNCH_TEMPLATE]: launchTemplate,
  [tokens.CLUSTER]: cluster,
  [tokens.NODE_GROUP]: nodeGroup,
  [tokens.AUTOSCALING_TAG]: autoscalingTag,
  [tokens.ADDON]: addon,
  [tokens.ACCESS_ENTRY]: access.accessEntry,
  [tokens.ACCESS_POLICY]: access.accessPolicy,
  [tokens.POD_IDENTITY]: podIdentity,
  [tokens.QUEUE]: queues.queue,
  [tokens.QUEUE_POLICY]: queues.queuePolicy,
  [tokens.EVENT_RULE]: events.eventRule,
  [tokens.EVENT_TARGET]: events.eventTarget,
  [tokens.KMS_KEY]: kms.kmsKey,
  [tokens.KMS_ALIAS]: kms.kmsAlias,
  [tokens.KMS_REPLICA_KEY]: kms.kmsReplicaKey,
  [tokens.OIDC_PROVIDER]: openIdConnectProvider,
  [tokens.BUCKET]: bucket,
  [tokens.BUCKET_VERSIONING]: buckets.bucketVersioning,
  [tokens.BUCKET_ENCRYPTION]: buckets.bucketEncryption,
  [tokens.BUCKET_PUBLIC_ACCESS]: buckets.bucketPublicAccess,
  [tokens.BUCKET_OWNERSHIP]: buckets.bucketOwnership,
  [tokens.BUCKET_LIFECYCLE]: retention.bucketLifecycle,
  [tokens.BUCKET_LOCK]: retention.bucketLock,
  [tokens.BUCKET_REPLICATION]: bucketReplication,
  [tokens.BUCKET_POLICY]: bucketPolicy,
  [tokens.ZONE]: zone,
  [tokens.RECORD]: record,
  [tokens.ZONE_ASSOCIATION]: zones.zoneAssociation,
  [tokens.ZONE_AUTHORIZATION]: zones.zoneAuthorization,
  [tokens.TGW]: transitGateway,
  [tokens.TGW_VPC_ATTACHMENT]: attachments.vpcAttachment,
  [tokens.TGW_VPC_ACCEPTER]: attachments.vpcAttachmentAccepter,
  [tokens.TGW_PEERING]: transitPeering.peeringAttachment,
  [tokens.TGW_PEERING_ACCEPTER]: transitPeering.peeringAttachmentAccepter,
  [tokens.TGW_ROUTE_TABLE]: transitTables.transitRouteTable,
  [tokens.TGW_ASSOCIATION]: transitTables.transitAssociation,
  [tokens.TGW_PROPAGATION]: transitTables.transitPropagation,
  [tokens.TGW_ROUTE]: transitTables.transitRoute,
  [tokens.RAM_SHARE]: ram.resourceShare,
  [tokens.RAM_PRINCIPAL]: ram.ramPrincipal,
  [tokens.RAM_RESOURCE]: ram.ramResource,
  [tokens.VPC_PEERING]: peering.vpcPeering,
  [tokens.VPC_PEERING_ACCEPTER]: peering.vpcPeeringAccepter,
  [tokens.VPC_PEERING_OPTIONS]: peering.peeringOptions,
  [tokens.CUSTOMER_GATEWAY]: vpn.customerGateway,
  [tokens.VPN_GATEWAY]: vpn.vpnGateway,
  [tokens.VPN_CONNECTION]: vpn.vpnConnection,
  [tokens.VPN_ROUTE]: vpn.vpnRoute,
  [tokens.PULL_THROUGH]: ecr.pullThroughCache,
  [tokens.REPOSITORY_TEMPLATE]: ecr.repositoryTemplate,
  [tokens.TOPIC]: sns.topic,
  [tokens.TOPIC_POLICY]: sns.topicPolicy,
  [tokens.TOPIC_SUBSCRIPTION]: sns.topicSubscription,
  [tokens.ALARM]: metricAlarm,
  [tokens.BUDGET]: costs.budget,
  [tokens.COST_TAG]: costs.costAllocationTag,
  [tokens.SECRET]: secret,
  [tokens.SECRET_VERSION]: secretVersion,
  [tokens.BUCKET_OBJECT]: bucketObject,
  [tokens.LOAD_BALANCER]: loadBalancer,
  [tokens.TARGET_GROUP]: targetGroup,
  [tokens.LISTENER]: listener,
  [tokens.INSTANCE]: instance,
  [tokens.TARGET]: target,
  [tokens.AUTOSCALING_GROUP]: autoscalingGroup,
  [tokens.SSM_ASSOCIATION]: association,
};
