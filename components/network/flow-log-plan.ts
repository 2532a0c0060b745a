import { ROLE_NAME_LENGTH } from "../../fleet/eks-vocabulary.ts";
import { limitedName } from "../../fleet/names.ts";
import {
  FLOW_LOGS_LIST_ACTIONS,
  FLOW_LOGS_SERVICE,
  FLOW_LOGS_WRITE_ACTIONS,
} from "../../fleet/vocabulary.ts";

/** Flow logs of one network: `name` is always the logical name, `awsName` the one AWS knows. */
export interface PlannedFlowLog {
  readonly name: string;
  readonly group: { readonly name: string; readonly awsName: string; readonly retentionDays: number };
  readonly role: { readonly name: string; readonly awsName: string; readonly trustPolicy: string };
  readonly policy: { readonly name: string; readonly document: string };
}

interface FlowLogSettings {
  readonly accountId: string;
  readonly awsRegion: string;
  readonly flowLogRetentionDays: number;
}

/**
 * Flow logs of all traffic, in a log group of their own. Only the flow logs of this account and region may use the
 * role, and it may do no more than write into that one group, which exists already.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogPlan(name: string, settings: FlowLogSettings): PlannedFlowLog {
  const { accountId, awsRegion, flowLogRetentionDays } = settings;
  const groupName = `/atoll/${name}/flow-logs`;
  const groups = `arn:aws:logs:${awsRegion}:${accountId}:log-group`;
  return {
    name: `${name}-flow-log`,
    group: { name: `${name}-flow-log-group`, awsName: groupName, retentionDays: flowLogRetentionDays },
    role: {
      name: `${name}-flow-log-role`,
      awsName: limitedName(`atoll-${name}-flow-logs`, ROLE_NAME_LENGTH),
      trustPolicy: policyDocument({
        Effect: "Allow",
        Principal: { Service: FLOW_LOGS_SERVICE },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": `arn:aws:ec2:${awsRegion}:${accountId}:vpc-flow-log/*` },
        },
      }),
    },
    policy: {
      name: `${name}-flow-log-policy`,
      document: policyDocument(
        { Effect: "Allow", Action: FLOW_LOGS_WRITE_ACTIONS, Resource: `${groups}:${groupName}:*` },
        { Effect: "Allow", Action: FLOW_LOGS_LIST_ACTIONS, Resource: `${groups}:*` },
      ),
    },
  };
}

function policyDocument(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
