import type { JsonMap } from "../../plan/json.ts";
import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";

export const VPC = "aws:ec2/vpc:Vpc";
export const SUBNET = "aws:ec2/subnet:Subnet";

export const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
export const AWS = "pulumi:providers:aws";

/** A custom resource without anything that is not given. */
export function planned(
  type: string,
  name: string,
  inputs: JsonMap = {},
  rest: Partial<PlannedResource> = {},
): PlannedResource {
  return { type, name, inputs, dependencies: [], protect: false, custom: true, ...rest };
}

export function planOf(resources: readonly PlannedResource[], stack = "dev"): Plan {
  return { schema: 1, stack, resources };
}

export const keysOf = (resources: readonly PlannedResource[]): readonly string[] =>
  resources.map(resourceKey).sort();
