import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, referred, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { findKey } from "./kms.ts";
import { findSubnet } from "./subnet.ts";
import { findVpc } from "./vpc.ts";

const LOG_GROUP_NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;

/**
 * Days that CloudWatch Logs can keep events; 0 is for ever.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const RETENTION_DAYS = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** Seconds over which a flow log gathers. */
const AGGREGATION_SECONDS = [60, 600];

export const logGroup: Kind = {
  label: "CloudWatch Logs Log Group",
  service: "CloudWatch Logs",
  calls: { create: "CreateLogGroup", update: "PutRetentionPolicy", delete: "DeleteLogGroup" },
  defaults: { logGroupClass: "STANDARD" },
  autonamed: "",
  refusals: (inputs) => {
    const days = inputs.number("retentionInDays");
    if (RETENTION_DAYS.includes(days)) return [];
    return [
      ["retentionInDays", `expected retentionInDays to be one of [${RETENTION_DAYS.join(" ")}], got ${days}`],
    ];
  },
  create: (call) => {
    const name = call.inputs.text("name");
    if (!LOG_GROUP_NAME.test(name)) {
      throw new AwsError(
        "InvalidParameterException",
        `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: ` +
          "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
      );
    }
    if (neighbours(call, tokens.LOG_GROUP, { name }).length > 0) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
    }
    checkKey(call);
    return { id: name, computed: { arn: arn("logs", call, `log-group:${name}`) } };
  },
  update: (call) => {
    checkKey(call);
    return {};
  },
};

function checkKey(call: Call): void {
  const keyArn = call.inputs.optionalText("kmsKeyId");
  if (keyArn === undefined || findKey(call, keyArn) !== undefined) return;
  throw new AwsError("InvalidParameterException", "The specified KMS Key Id could not be found.");
}

/** The network whose traffic is logged: it must exist. */
function checkWatched(call: Call): void {
  const [vpcId, subnetId] = [call.inputs.optionalText("vpcId"), call.inputs.optionalText("subnetId")];
  if (vpcId !== undefined) findVpc(call, vpcId);
  if (subnetId !== undefined) findSubnet(call, subnetId);
}

/** The role by which the service writes: it must exist in this account. */
function checkRole(call: Call): void {
  const roleArn = call.inputs.text("iamRoleArn");
  const missing = new AwsError(
    "InvalidParameter",
    `Unable to assume given IAM role. ${roleArn} does not exist`,
  );
  const role = call.cloud.find({ type: tokens.ROLE, account: call.account, state: { arn: roleArn } });
  if (role === undefined) throw missing;
}

function checkLogGroup(call: Call, destination: string): void {
  // The service takes the ARN with and without the `:*` that stands for all streams.
  const name = destination.replace(/:\*$/, "").split(":log-group:")[1] ?? "";
  const missing = new AwsError("InvalidParameter", `LogDestination: ${destination} does not exist`);
  referred(call, tokens.LOG_GROUP, name, missing);
}

const WATCHED = [
  ...["eniId", "regionalNatGatewayId", "subnetId"],
  ...["transitGatewayAttachmentId", "transitGatewayId", "vpcId"],
];

export const flowLog: Kind = {
  label: "EC2 Flow Log",
  service: "EC2",
  calls: { create: "CreateFlowLogs", delete: "DeleteFlowLogs" },
  defaults: {
    logDestinationType: "cloud-watch-logs",
    maxAggregationInterval: 600,
    logFormat:
      "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} " +
      "${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
  },
  refusals: (inputs) => {
    const watched = WATCHED.filter((name) => inputs.has(name));
    const names = WATCHED.map((name) => `"${name}"`).join(", ");
    const seconds = inputs.all["maxAggregationInterval"];
    const destination = inputs.optionalText("logDestinationType") ?? "cloud-watch-logs";
    return [
      ...(watched.length === 1 ? [] : [["", `exactly one of ${names} is required`] as const]),
      ...(typeof seconds !== "number" || AGGREGATION_SECONDS.includes(seconds)
        ? []
        : [["maxAggregationInterval", `expected one of [60 600], got ${seconds}`] as const]),
      ...(destination === "cloud-watch-logs"
        ? []
        : [["logDestinationType", `flow logs to ${destination} are not simulated`] as const]),
    ];
  },
  create: (call) => {
    checkWatched(call);
    checkRole(call);
    const destination = call.inputs.text("logDestination");
    checkLogGroup(call, destination);
    const vpcId = call.inputs.optionalText("vpcId");
    const same = neighbours(call, tokens.FLOW_LOG, { logDestination: destination });
    if (vpcId !== undefined && same.some(({ state }) => state["vpcId"] === vpcId)) {
      throw new AwsError(
        "FlowLogAlreadyExists",
        "Error. There is an existing Flow Log with the same configuration and log destination.",
      );
    }
    const id = newId(call.cloud, "fl");
    return { id, computed: { arn: arn("ec2", call, `vpc-flow-log/${id}`) } };
  },
};
