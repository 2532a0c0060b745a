import { counterpartFindings } from "../../counterpart.ts";
import { hasSubnets } from "../../network-with-subnets.ts";
import type { StackRule } from "../../rule.ts";

const LOGGED: ReadonlySet<unknown> = new Set(["ALL", "REJECT"]);

export const requireFlowLogs: StackRule = {
  id: "require-flow-logs",
  level: "mandatory",
  group: "network",
  scope: "stack",
  what: "Every network that is made here writes down its traffic",
  why: "after a break-in nobody could say who talked to whom",
  remedy: "add a flow log with trafficType ALL",
  answers: ["AWS EC2.6: flow logs of every VPC are on", "EKS-BP network security: VPC flow logs"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:ec2/vpc:Vpc",
      needs: hasSubnets,
      by: { "aws:ec2/flowLog:FlowLog": "vpcId" },
      path: "flowLog",
      expected: "a flow log of the network, at least of what is refused",
      counts: (inputs) => {
        const type = inputs.at("trafficType");
        return type.isUnknown ? "unknown" : LOGGED.has(type.known) ? "yes" : "no";
      },
    }),
};
