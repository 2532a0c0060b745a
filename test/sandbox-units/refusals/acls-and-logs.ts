import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Refusal } from "./refusal.ts";

export const ACL_AND_LOG_REFUSALS: readonly Refusal[] = [
  [
    "a rule number of an ACL is given once per direction",
    ({ make }, _id, specimens) =>
      make(tokens.NETWORK_ACL_RULE, specimens.get(tokens.NETWORK_ACL_RULE)!.inputs),
    "NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.",
  ],
  [
    "a rule number of an ACL is at most 32766",
    ({ make }, _id, specimens) =>
      make(tokens.NETWORK_ACL_RULE, {
        ...specimens.get(tokens.NETWORK_ACL_RULE)!.inputs,
        ruleNumber: 32_767,
      }),
    "InvalidParameterValue: Value (32767) for parameter ruleNumber is invalid. Rule numbers are in 1..32766",
  ],
  [
    "a rule inside an ACL says about whom it is",
    ({ make }, id) =>
      make(tokens.NETWORK_ACL, {
        vpcId: id(tokens.VPC),
        ingress: [{ ruleNo: 100, action: "allow", protocol: "-1", fromPort: 0, toPort: 0 }],
      }),
    "MissingParameter: The request must contain the parameter cidrBlock",
  ],
  [
    "a rule about all protocols names no ports",
    ({ make }, id) =>
      make(tokens.NETWORK_ACL, {
        vpcId: id(tokens.VPC),
        ingress: [
          {
            ruleNo: 100,
            action: "allow",
            protocol: "-1",
            fromPort: 0,
            toPort: 65_535,
            cidrBlock: "0.0.0.0/0",
          },
        ],
      }),
    "to_port (65535) and from_port (0) must both be 0 to use the 'all' \"-1\" protocol!",
  ],
  [
    "an ACL belongs to a subnet that exists",
    ({ make }, id) =>
      make(tokens.NETWORK_ACL_ASSOCIATION, { networkAclId: id(tokens.NETWORK_ACL), subnetId: "subnet-0no" }),
    "InvalidSubnetID.NotFound: The subnet ID 'subnet-0no' does not exist",
  ],
  [
    "only a default ACL is taken over as one",
    ({ make }, id) => make(tokens.DEFAULT_NETWORK_ACL, { defaultNetworkAclId: id(tokens.NETWORK_ACL) }),
    "InvalidParameterValue: use aws_network_acl: acl-0… is not a default network ACL",
  ],
  [
    "a log group has a name of its own",
    ({ make }) => make(tokens.LOG_GROUP, { name: "/atoll/flow" }),
    "ResourceAlreadyExistsException: The specified log group already exists",
  ],
  [
    "a log group's name has no spaces",
    ({ make }) => make(tokens.LOG_GROUP, { name: "flow logs" }),
    "InvalidParameterException: 1 validation error detected: Value 'flow logs' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
  ],
  [
    "retention is one of the times that CloudWatch has",
    ({ make }) => make(tokens.LOG_GROUP, { name: "/atoll/other", retentionInDays: 31 }),
    "retentionInDays: expected retentionInDays to be one of [0 1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653], got 31",
  ],
  [
    "a flow log writes by a role that exists",
    ({ make }, _id, specimens) =>
      make(tokens.FLOW_LOG, {
        ...specimens.get(tokens.FLOW_LOG)!.inputs,
        iamRoleArn: "arn:aws:iam::111111111111:role/nobody",
      }),
    "InvalidParameter: Unable to assume given IAM role. arn:aws:iam::111111111111:role/nobody does not exist",
  ],
  [
    "a VPC is logged to a group once",
    ({ make }, _id, specimens) => make(tokens.FLOW_LOG, specimens.get(tokens.FLOW_LOG)!.inputs),
    "FlowLogAlreadyExists: Error. There is an existing Flow Log with the same configuration and log destination.",
  ],
];
