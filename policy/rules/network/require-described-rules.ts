import { must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";

const EXPECTED = "a sentence that says what it is for";

/** What the provider writes where nothing is said. */
const EMPTY: ReadonlySet<unknown> = new Set(["", "Managed by Pulumi", "Managed by Terraform"]);

const TYPES = {
  "aws:ec2/securityGroup:SecurityGroup": true,
  "aws:ec2/securityGroupRule:SecurityGroupRule": true,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": true,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": true,
} as const;

export const requireDescribedRules: ResourceRule = {
  id: "require-described-rules",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "Every rule of a security group says what it is for",
  why: "nobody dares to remove a rule of which nobody knows why it is there",
  remedy: "describe it: who reaches what, and why",
  answers: [
    "EKS-BP network security: security groups",
    "fault: rules pile up because nobody knows who needs them",
  ],
  see: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  appliesTo: oneOf(TYPES),
  check: (inputs) =>
    must(inputs.at("description"), EXPECTED, (known) => typeof known === "string" && !EMPTY.has(known)),
};
