import { AwsError } from "../error.ts";
import { isObject, type Value } from "../../provider/properties.ts";
import { arn, hashNumber } from "../ids.ts";
import { neighbours, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";

const NAME = /^[.\-_A-Za-z0-9]{1,64}$/;

/** What the sources of events call them, letter by letter: EventBridge takes any text, and a misspelt one never matches. */
const DETAIL_TYPES: Readonly<Record<string, readonly string[]>> = {
  "aws.autoscaling": [
    "EC2 Instance-launch Lifecycle Action",
    "EC2 Instance-terminate Lifecycle Action",
    "EC2 Instance Launch Successful",
    "EC2 Instance Launch Unsuccessful",
    "EC2 Instance Terminate Successful",
    "EC2 Instance Terminate Unsuccessful",
  ],
  /** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
  "aws.ec2": [
    "EC2 Capacity Reservation Instance Interruption Warning",
    "EC2 Instance Rebalance Recommendation",
    "EC2 Instance State-change Notification",
    "EC2 Spot Instance Interruption Warning",
    "EBS Snapshot Notification",
    "EBS Volume Notification",
  ],
  /** @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html */
  "aws.health": ["AWS Health Event", "AWS Health Abuse Event"],
};

function patternOf(inputs: Inputs): Value | undefined {
  const given = inputs.optionalText("eventPattern");
  return given === undefined ? undefined : (JSON.parse(given) as Value);
}

function patternRefusal(inputs: Inputs): Refusals {
  try {
    patternOf(inputs);
    return [];
  } catch {
    return [["eventPattern", '"eventPattern" contains an invalid JSON: not a JSON document']];
  }
}

/** A leaf of a pattern is a list of what matches. */
function checkLeaves(pattern: Value, path = ""): void {
  if (Array.isArray(pattern)) return;
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    const reason = `"${path}" must be an object or an array`;
    throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);
  }
  for (const [name, inner] of Object.entries(pattern)) checkLeaves(inner, name);
}

const texts = (value: Value | undefined) =>
  (Array.isArray(value) ? (value as readonly Value[]) : []).filter((one) => typeof one === "string");

/** Not AWS's doing: it would take a name that nothing ever sends. */
function checkNames(pattern: Value): void {
  const fields = isObject(pattern) ? pattern : {};
  const sources = texts(fields["source"]).filter((source) => source.startsWith("aws."));
  for (const source of sources) {
    const known = DETAIL_TYPES[source];
    if (known === undefined) {
      throw new AwsError("UnknownEventSource", `simulator: the events of ${source} are not known here`);
    }
  }
  const sent = sources.flatMap((source) => DETAIL_TYPES[source] ?? []);
  const wrong = texts(fields["detail-type"]).find((name) => sent.length > 0 && !sent.includes(name));
  if (wrong === undefined) return;
  throw new AwsError(
    "UnknownDetailType",
    `simulator: ${sources.join(", ")} sends no "${wrong}"; AWS would take this rule, and it would never match. ` +
      `Known: ${sent.map((name) => `"${name}"`).join(", ")}`,
  );
}

function checkRule(call: Call): void {
  const pattern = patternOf(call.inputs);
  if (pattern === undefined && !call.inputs.has("scheduleExpression")) {
    throw new AwsError(
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
    );
  }
  if (pattern === undefined) return;
  checkLeaves(pattern);
  checkNames(pattern);
}

/** PutRule overwrites a rule of the same name, so there is no "already exists". */
export const eventRule: Kind = {
  label: "EventBridge Rule",
  service: "EventBridge",
  calls: { create: "PutRule", update: "PutRule", delete: "DeleteRule" },
  defaults: { eventBusName: "default", state: "ENABLED", isEnabled: true },
  autonamed: "",
  documents: ["eventPattern"],
  refusals: (inputs) => [
    ...patternRefusal(inputs),
    ...(inputs.has("eventBusName") && inputs.text("eventBusName") !== "default"
      ? [["eventBusName", "only the default bus is simulated"] as const]
      : []),
  ],
  create: (call) => {
    const name = call.inputs.text("name");
    if (!NAME.test(name)) {
      throw new AwsError(
        "ValidationException",
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ` +
          "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
      );
    }
    checkRule(call);
    return { id: name, computed: { arn: arn("events", call, `rule/${name}`) } };
  },
  update: (call) => {
    checkRule(call);
    return {};
  },
  delete: (call, { id: rule }) => {
    if (neighbours(call, tokens.EVENT_TARGET, { rule }).length === 0) return;
    throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  },
};

/** What the simulator knows of can be looked up; ARNs of other services pass. */
function checkTarget(call: Call): void {
  const target = call.inputs.text("arn");
  const [, , service, region, account] = target.split(":");
  if (service === undefined || service === "") {
    throw new AwsError(
      "ValidationException",
      `Parameter ${target} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  if (service !== "sqs") return;
  if (
    region === call.region &&
    account === call.account &&
    neighbours(call, tokens.QUEUE, { arn: target }).length > 0
  )
    return;
  throw new AwsError(
    "UnknownTarget",
    `simulator: ${target} does not exist; AWS would take this target, and its events would be lost`,
  );
}

export const eventTarget: Kind = {
  label: "EventBridge Target",
  service: "EventBridge",
  calls: { create: "PutTargets", update: "PutTargets", delete: "RemoveTargets" },
  defaults: { eventBusName: "default" },
  quota: QUOTAS.targetsPerRule,
  create: (call) => {
    const rule = call.inputs.text("rule");
    if (neighbours(call, tokens.EVENT_RULE, { name: rule }).length === 0) {
      throw new AwsError("ResourceNotFoundException", `Rule ${rule} does not exist on EventBus default.`);
    }
    checkTarget(call);
    const targetId =
      call.inputs.optionalText("targetId") ?? `terraform-${hashNumber(call.inputs.text("arn"))}`;
    const others = neighbours(call, tokens.EVENT_TARGET, { rule }).filter(
      ({ state }) => state["targetId"] !== targetId,
    );
    withinQuota(call.cloud, QUOTAS.targetsPerRule, others.length);
    return { id: `${rule}-${targetId}`, computed: { targetId } };
  },
  update: (call) => {
    checkTarget(call);
    return {};
  },
  importQuery: (id) => {
    const [targetId = "", rule = ""] = id.split("/").reverse();
    return { state: { rule, targetId } };
  },
  importFault: (id) =>
    [2, 3].includes(id.split("/").length)
      ? undefined
      : `unexpected format for ID (${id}), expected EVENTBUSNAME/RULENAME/TARGETID or RULENAME/TARGETID`,
};
