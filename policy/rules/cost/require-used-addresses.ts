import { counterpartFindings } from "../../counterpart.ts";
import type { StackRule } from "../../rule.ts";

export const requireUsedAddresses: StackRule = {
  id: "require-used-addresses",
  level: "mandatory",
  group: "cost",
  scope: "stack",
  what: "Every public address belongs to something",
  why: "an address that nothing uses is paid for by the hour, and counts against the five that an account may have",
  remedy: "remove the address, or give it to what it was made for",
  answers: ["AWS EC2.12: unused addresses are given back", "bill: addresses that nothing uses"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  check: (resources) =>
    counterpartFindings(resources, {
      of: "aws:ec2/eip:Eip",
      by: {
        "aws:ec2/natGateway:NatGateway": "allocationId",
        "aws:ec2/eipAssociation:EipAssociation": "allocationId",
        "aws:lb/loadBalancer:LoadBalancer": "subnetMappings",
      },
      path: "user",
      expected: "a gateway, a machine or a load balancer that uses it",
      needs: ({ inputs }) => inputs["instance"] === undefined && inputs["networkInterface"] === undefined,
    }),
};
