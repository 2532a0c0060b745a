/**
 * How each type of AWS resource that has tags is named when it is imported: its ARN holds the id.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs (section Import of each type)
 */

/** Part of an ARN behind the account, before the id: `vpc/` of `arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0a1b`. */
const ARN_KINDS: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "log-group:",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": "network-acl/",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "security-group/",
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": "egress-only-internet-gateway/",
  "aws:ec2/eip:Eip": "elastic-ip/",
  "aws:ec2/flowLog:FlowLog": "vpc-flow-log/",
  "aws:ec2/internetGateway:InternetGateway": "internet-gateway/",
  "aws:ec2/natGateway:NatGateway": "natgateway/",
  "aws:ec2/networkAcl:NetworkAcl": "network-acl/",
  "aws:ec2/routeTable:RouteTable": "route-table/",
  "aws:ec2/securityGroup:SecurityGroup": "security-group/",
  "aws:ec2/subnet:Subnet": "subnet/",
  "aws:ec2/vpc:Vpc": "vpc/",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "vpc-endpoint/",
  "aws:kms/key:Key": "key/",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "security-group-rule/",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "security-group-rule/",
};

/** Import id of a tagged resource of this type by its ARN; undefined when the ARN is that of another type. */
export function idOfArn(type: string, arn: string): string | undefined {
  const kind = ARN_KINDS[type];
  const resource = arn.split(":").slice(5).join(":");
  if (kind === undefined || !resource.startsWith(kind)) return undefined;
  return resource.slice(kind.length).replace(/:\*$/, "");
}

/** Whether a lookup by tags finds resources of this type. */
export function isFoundByTags(type: string): boolean {
  return Object.hasOwn(ARN_KINDS, type);
}
