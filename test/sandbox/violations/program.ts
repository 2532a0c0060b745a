import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Subnet } from "@pulumi/aws/ec2/subnet.js";
import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Provider } from "@pulumi/aws/provider.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import * as pulumi from "@pulumi/pulumi";
import { OWNER_TAGS } from "../../../fleet/tags.ts";

/** A stack that breaks rules of every kind: on one resource, on a whole stack, and with a value not known yet. */
export function violatingProgram(): void {
  const tags = Object.fromEntries(OWNER_TAGS.map((tag) => [tag, "test"]));
  const provider = new Provider("aws", { region: "eu-central-1" });
  const vpc = new Vpc("untagged-vpc", { cidrBlock: "10.0.0.0/16" }, { provider });
  // Outside its network, which the rules see by what refers to what: no id is known yet.
  new Subnet("open-subnet", { vpcId: vpc.id, cidrBlock: "10.1.0.0/24", tags }, { provider });
  const group = new SecurityGroup(
    "open-group",
    { vpcId: vpc.id, tags, ingress: [ssh("0.0.0.0/0")] },
    { provider },
  );
  const rule = { securityGroupId: group.id, cidrIpv6: "::/0", ipProtocol: "-1", tags };
  new SecurityGroupIngressRule("open-rule", rule, { provider });
  const trust = document({ Principal: "*", Action: "sts:AssumeRole" });
  const role = new Role("open-role", { assumeRolePolicy: trust, tags }, { provider });
  new RolePolicy(
    "wide-policy",
    { role: role.id, policy: document({ Action: "*", Resource: "*" }) },
    { provider },
  );
  const later = pulumi.jsonStringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: vpc.arn }] });
  new RolePolicy("later-policy", { role: role.id, policy: later }, { provider });
  new Labelled("kubernetes:core/v1:Namespace", "open-namespace", { metadata: { name: "open" } });
}

const ssh = (range: string) => ({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: [range] });

const document = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

/** Registers inputs under the type of a Kubernetes object, which needs no cluster. */
class Labelled extends pulumi.ComponentResource {
  constructor(type: string, name: string, inputs: pulumi.Inputs) {
    super(type, name, inputs);
    this.registerOutputs(inputs);
  }
}
