/**
 * How each type of AWS resource that has tags is named when it is imported: its ARN holds the id.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (section Import of each type)
 */

/** Part of an ARN behind the account, before the id: `vpc/` of `arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0a1b`. */
const ARN_KINDS: Readonly<Record<string, string>> = {
  "aws:cloudwatch/eventRule:EventRule": "rule/",
  "aws:cloudwatch/logGroup:LogGroup": "log-group:",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": "network-acl/",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "security-group/",
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": "egress-only-internet-gateway/",
  "aws:ec2/eip:Eip": "elastic-ip/",
  "aws:ec2/flowLog:FlowLog": "vpc-flow-log/",
  "aws:ec2/internetGateway:InternetGateway": "internet-gateway/",
  "aws:ec2/launchTemplate:LaunchTemplate": "launch-template/",
  "aws:ec2/natGateway:NatGateway": "natgateway/",
  "aws:ec2/networkAcl:NetworkAcl": "network-acl/",
  "aws:ec2/routeTable:RouteTable": "route-table/",
  "aws:ec2/securityGroup:SecurityGroup": "security-group/",
  "aws:ec2/subnet:Subnet": "subnet/",
  "aws:ec2/vpc:Vpc": "vpc/",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "vpc-endpoint/",
  "aws:eks/accessEntry:AccessEntry": "access-entry/",
  "aws:eks/addon:Addon": "addon/",
  "aws:eks/cluster:Cluster": "cluster/",
  "aws:eks/nodeGroup:NodeGroup": "nodegroup/",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": "podidentityassociation/",
  "aws:kms/key:Key": "key/",
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

const QUEUE = "aws:sqs/queue:Queue";

/** A queue's ARN has no kind before its name, and its import id is its address. */
function queueUrl(arn: string): string | undefined {
  const [, , service, region, account, name] = arn.split(":");
  if (service !== "sqs" || region === undefined || account === undefined || name === undefined)
    return undefined;
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

/** Import id of a tagged resource of this type by its ARN; undefined when the ARN is that of another type. */
export function idOfArn(type: string, arn: string): string | undefined {
  if (type === QUEUE) return queueUrl(arn);
  const kind = ARN_KINDS[type];
  const resource = arn.split(":").slice(5).join(":");
  if (kind === undefined || !resource.startsWith(kind)) return undefined;
  const rest = resource.slice(kind.length).replace(/:\*$/, "");
  return COMPOSED[type]?.(rest.split("/")) ?? rest;
}

/** Whether a lookup by tags finds resources of this type. */
export function isFoundByTags(type: string): boolean {
  return type === QUEUE || Object.hasOwn(ARN_KINDS, type);
}
