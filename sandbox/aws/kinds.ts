import type { Kind } from "./kind.ts";
import * as tokens from "./tokens.ts";
import * as acls from "./types/acls.ts";
import { addon } from "./types/eks-addon.ts";
import * as access from "./types/eks-access.ts";
import { cluster } from "./types/eks-cluster.ts";
import { nodeGroup } from "./types/eks-node-group.ts";
import { podIdentity } from "./types/eks-pod-identity.ts";
import * as endpoints from "./types/endpoints.ts";
import * as events from "./types/events.ts";
import * as gateways from "./types/gateways.ts";
import * as iam from "./types/iam.ts";
import { instanceProfile } from "./types/instance-profile.ts";
import * as kms from "./types/kms.ts";
import { launchTemplate } from "./types/launch-template.ts";
import * as logs from "./types/logs.ts";
import * as queues from "./types/queues.ts";
import * as tables from "./types/route-tables.ts";
import { route } from "./types/routes.ts";
import * as groups from "./types/security-groups.ts";
import { subnet } from "./types/subnet.ts";
import { vpc, vpcCidr } from "./types/vpc.ts";

/** Every type that the simulated AWS has. A type that is not here is refused. */
export const KINDS: Readonly<Record<string, Kind>> = {
  [tokens.VPC]: vpc,
  [tokens.VPC_CIDR]: vpcCidr,
  [tokens.SUBNET]: subnet,
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
};
