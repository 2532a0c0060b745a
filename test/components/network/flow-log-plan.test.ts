import { describe, expect, test } from "vitest";
import { flowLogPlan } from "../../../components/network/flow-log-plan.ts";

const place = { accountId: "210987654321", awsRegion: "eu-central-1", flowLogRetentionDays: 30 };
const planned = flowLogPlan("dev", place);

describe("flowLogPlan", () => {
  test("the log group is named after the network and keeps its logs for the days given", () => {
    expect(planned.group).toEqual({
      name: "dev-flow-log-group",
      awsName: "/atoll/dev/flow-logs",
      retentionDays: 30,
    });
  });

  test("only flow logs of this account and region may use the role", () => {
    expect(JSON.parse(planned.role.trustPolicy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "210987654321" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:210987654321:vpc-flow-log/*" },
          },
        },
      ],
    });
  });

  test("the role writes into its own log group and can create none", () => {
    expect(JSON.parse(planned.policy.document)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: "arn:aws:logs:eu-central-1:210987654321:log-group:/atoll/dev/flow-logs:*",
        },
        {
          Effect: "Allow",
          Action: ["logs:DescribeLogGroups"],
          Resource: "arn:aws:logs:eu-central-1:210987654321:log-group:*",
        },
      ],
    });
  });

  test("a long name is cut to what IAM allows, and stays apart from its neighbours", () => {
    const roles = ["x", "y"].map((end) => flowLogPlan(`${"n".repeat(70)}${end}`, place).role.awsName);
    expect(roles.map((role) => role.length)).toEqual([64, 64]);
    expect(new Set(roles).size).toBe(2);
  });
});
