/**
 * How each type of AWS resource that has tags is named when it is imported: its ARN holds the id.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (section Import of each type)
 */

/** Part of an ARN behind the account, before the id: `vpc/` of `arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0a1b`. */
const ARN_KINDS: Readonly<Record<string, string>> = {
  "aws:cloudwatch/eventRule:EventRule": "rule/",
  "aws:cloudwatch/logGroup:LogGroup": "log-group:",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "alarm:",
  "aws:ec2/customerGateway:CustomerGateway": "customer-gateway/",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": "network-acl/",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "security-group/",
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": "egress-only-internet-gateway/",
  "aws:ec2/eip:Eip": "elastic-ip/",
  "aws:ec2/flowLog:FlowLog": "vpc-flow-log/",
  "aws:ec2/instance:Instance": "instance/",
  "aws:ec2/internetGateway:InternetGateway": "internet-gateway/",
  "aws:ec2/launchTemplate:LaunchTemplate": "launch-template/",
  "aws:ec2/natGateway:NatGateway": "natgateway/",
  "aws:ec2/networkAcl:NetworkAcl": "network-acl/",
  "aws:ec2/routeTable:RouteTable": "route-table/",
  "aws:ec2/securityGroup:SecurityGroup": "security-group/",
  "aws:ec2/subnet:Subnet": "subnet/",
  "aws:ec2/vpc:Vpc": "vpc/",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "vpc-endpoint/",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": "vpc-peering-connection/",
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": "vpc-peering-connection/",
  "aws:ec2/vpnConnection:VpnConnection": "vpn-connection/",
  "aws:ec2/vpnGateway:VpnGateway": "vpn-gateway/",
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": "transit-gateway-attachment/",
  "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": "transit-gateway-attachment/",
  "aws:ec2transitgateway/routeTable:RouteTable": "transit-gateway-route-table/",
  "aws:ec2transitgateway/transitGateway:TransitGateway": "transit-gateway/",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": "transit-gateway-attachment/",
  "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter": "transit-gateway-attachment/",
  "aws:eks/accessEntry:AccessEntry": "access-entry/",
  "aws:eks/addon:Addon": "addon/",
  "aws:eks/cluster:Cluster": "cluster/",
  "aws:eks/nodeGroup:NodeGroup": "nodegroup/",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "podidentityassociation/",
  "aws:kms/key:Key": "key/",
  "aws:kms/replicaKey:ReplicaKey": "key/",
  "aws:route53/zone:Zone": "hostedzone/",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "security-group-rule/",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "security-group-rule/",
};

/** Import ids that are not what is left of the ARN behind its kind, made from the parts of what is left. */
const COMPOSED: Readonly<Record<string, (parts: readonly string[]) => string>> = {
  // access-entry/<cluster>/<role or user>/<account>/<name with its path>/<unique>
  "aws:eks/accessEntry:AccessEntry": ([cluster = "", kind = "", account = "", ...rest]) =>
    `${cluster}:arn:aws:iam::${account}:${kind}/${rest.slice(0, -1).join("/")}`,
  "aws:eks/addon:Addon": ([cluster = "", name = ""]) => `${cluster}:${name}`,
  "aws:eks/nodeGroup:NodeGroup": ([cluster = "", name = ""]) => `${cluster}:${name}`,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ([cluster = "", id = ""]) => `${cluster},${id}`,
};

/** A queue's ARN has no kind before its name, and its import id is its address. */
function queueUrl(arn: string): string | undefined {
  const [, , service, region, account, name] = arn.split(":");
  if (service !== "sqs" || region === undefined || account === undefined || name === undefined)
    return undefined;
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** A whole ARN is the import id when it has this form. */
const whole = (form: RegExp) => (arn: string) => (form.test(arn) ? arn : undefined);

/** Types whose ARN has no kind, or is the import id itself. */
const OWN_FORMS: Readonly<Record<string, (arn: string) => string | undefined>> = {
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": whole(/^arn:aws:iam::\d+:oidc-provider\//),
  "aws:iam/policy:Policy": whole(/^arn:aws:iam::\d+:policy\//),
  "aws:lb/listener:Listener": whole(/^arn:aws:elasticloadbalancing:[^:]+:\d+:listener\//),
  "aws:lb/loadBalancer:LoadBalancer": whole(
    /^arn:aws:elasticloadbalancing:[^:]+:\d+:loadbalancer\/(app|gwy|net)\//,
  ),
  "aws:lb/targetGroup:TargetGroup": whole(/^arn:aws:elasticloadbalancing:[^:]+:\d+:targetgroup\//),
  "aws:ram/resourceShare:ResourceShare": whole(/^arn:aws:ram:[^:]+:\d+:resource-share\//),
  "aws:s3/bucket:Bucket": (arn) => /^arn:aws:s3:::([^/]+)$/.exec(arn)?.[1],
  "aws:secretsmanager/secret:Secret": whole(/^arn:aws:secretsmanager:[^:]+:\d+:secret:/),
  "aws:sns/topic:Topic": whole(/^arn:aws:sns:[^:]+:\d+:[^:]+$/),
  "aws:sqs/queue:Queue": queueUrl,
};

/** Import id of a tagged resource of this type by its ARN; undefined when the ARN is that of another type. */
export function idOfArn(type: string, arn: string): string | undefined {
  const own = OWN_FORMS[type];
  if (own !== undefined) return own(arn);
  const kind = ARN_KINDS[type];
  const resource = arn.split(":").slice(5).join(":");
  if (kind === undefined || !resource.startsWith(kind)) return undefined;
  const rest = resource.slice(kind.length).replace(/:\*$/, "");
  return COMPOSED[type]?.(rest.split("/")) ?? rest;
}

/** Whether a lookup by tags finds resources of this type. */
export function isFoundByTags(type: string): boolean {
  return Object.hasOwn(OWN_FORMS, type) || Object.hasOwn(ARN_KINDS, type);
}

/**
 * Region where AWS lists by their tags the things that have none, such as hosted zones and IAM's policies.
 *
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html
 */
export const HOME_REGION = "us-east-1";

/** Whether something is listed in the home region alone: its ARN names no region, and a bucket has one all the same. */
export function isListedAtHome(arn: string): boolean {
  const [, , service, region] = arn.split(":");
  return region === "" && service !== "s3";
}
