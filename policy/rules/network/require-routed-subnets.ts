import { counterpartFindings } from "../../counterpart.ts";
import type { StackRule } from "../../rule.ts";

export const requireRoutedSubnets: StackRule = {
  id: "require-routed-subnets",
  level: "mandatory",
  group: "network",
  scope: "stack",
  what: "Every subnet has a route table of its own choosing",
  why: "a subnet without one follows the main table of its network, which nobody has written down",
  remedy: "associate a route table with the subnet",
  answers: ["fault: a subnet follows a route table that nobody wrote"],
  see: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:ec2/subnet:Subnet",
      by: { "aws:ec2/routeTableAssociation:RouteTableAssociation": "subnetId" },
      path: "routeTable",
      expected: "an association with a route table",
    }),
};
