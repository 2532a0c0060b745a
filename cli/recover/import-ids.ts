/**
 * How each type of AWS resource is named when it is looked up again: by its ARN when it has tags, else by what it
 * belongs to. Formats of the provider's import ids.
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

type Inputs = Readonly<Record<string, unknown>>;

/** Import ids made of inputs: things without tags, which lie inside something that the stack owns. */
const OWN_IDS: Readonly<Record<string, (inputs: Inputs) => readonly unknown[]>> = {
  "aws:ec2/networkAclRule:NetworkAclRule": (rule) => [
    rule["networkAclId"],
    ":",
    rule["ruleNumber"],
    ":",
    rule["protocol"],
    ":",
    rule["egress"] ?? false,
  ],
  "aws:ec2/route:Route": (route) => [
    route["routeTableId"],
    "_",
    route["destinationCidrBlock"] ?? route["destinationIpv6CidrBlock"] ?? route["destinationPrefixListId"],
  ],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ({ subnetId, routeTableId }) => [
    subnetId,
    "/",
    routeTableId,
  ],
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": (association) => [
    association["vpcEndpointId"],
    "/",
    association["routeTableId"],
  ],
  "aws:iam/rolePolicy:RolePolicy": ({ role, name }) => [role, ":", name],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role, policyArn }) => [role, "/", policyArn],
};

/** Import id that follows from the inputs; undefined when the type has none or an input is not known. */
export function idOfInputs(type: string, inputs: Inputs): string | undefined {
  const parts = OWN_IDS[type]?.(inputs);
  const known = parts?.every((part) => ["string", "number", "boolean"].includes(typeof part)) === true;
  const id = known ? parts.join("") : undefined;
  return id?.includes("<") === true || id?.includes("$") === true ? undefined : id;
}
