import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import type { Vpc } from "@pulumi/aws/ec2/vpc.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { resourceTags } from "../../fleet/tags.ts";
import type { NetworkDecisions } from "./decisions.ts";
import { resourceOptions, type Scope } from "./scope.ts";

/** Flow logs of the VPC, the log group they go to, and the role that writes them. */
export function createFlowLogs(scope: Scope, { flowLog }: NetworkDecisions, vpc: Vpc): void {
  const { group, role, policy } = flowLog;
  const logGroup = new LogGroup(
    group.name,
    { name: group.awsName, retentionInDays: group.retentionDays, tags: resourceTags(group.name) },
    resourceOptions(scope, group.name),
  );
  const writer = new Role(
    role.name,
    { name: role.awsName, assumeRolePolicy: role.trustPolicy, tags: resourceTags(role.name) },
    resourceOptions(scope, role.name),
  );
  const permission = new RolePolicy(
    policy.name,
    { name: policy.name, role: writer.id, policy: policy.document },
    resourceOptions(scope, policy.name),
  );
  new FlowLog(
    flowLog.name,
    {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: writer.arn,
      tags: resourceTags(flowLog.name),
    },
    // Without the permission the first records are lost, and AWS shows the flow log as failed.
    resourceOptions(scope, flowLog.name, { dependsOn: [permission] }),
  );
}
