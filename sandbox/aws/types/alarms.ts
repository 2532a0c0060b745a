import { AwsError } from "../error.ts";
import { arn } from "../ids.ts";
import type { Call, Inputs, Kind, Refusals } from "../kind.ts";
import { choiceRefusal } from "./eks.ts";
import { checkPublisher } from "./topic-publishers.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const OPERATORS = [
  ...["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold"],
  ...["LessThanOrEqualToThreshold", "LessThanLowerOrGreaterThanUpperThreshold"],
  ...["LessThanLowerThreshold", "GreaterThanUpperThreshold"],
];
const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const MISSING_DATA = ["breaching", "notBreaching", "ignore", "missing"];

/** Seconds: a minute, or less for metrics of a high resolution. */
const SHORT_PERIODS = [10, 20, 30];
const MINUTE_SECONDS = 60;

const NAME_CHARACTERS = 255;

const ACTIONS = ["alarmActions", "insufficientDataActions", "okActions"];

const invalid = (message: string) => new AwsError("ValidationError", message);

function isPeriod(seconds: number): boolean {
  return SHORT_PERIODS.includes(seconds) || (seconds > 0 && seconds % MINUTE_SECONDS === 0);
}

function refusals(inputs: Inputs): Refusals {
  const seconds = inputs.all["period"];
  const isMetric =
    inputs.has("metricName") || inputs.isOpen("metricQueries") || inputs.objects("metricQueries").length > 0;
  const isRead = !inputs.has("metricName") || inputs.has("statistic") || inputs.has("extendedStatistic");
  const isBounded = ["threshold", "thresholdMetricId", "evaluationCriteria"].some((name) => inputs.has(name));
  return [
    ...(isBounded ? [] : [["", "One of `threshold` or `thresholdMetricId` must be set"] as const]),
    ...choiceRefusal(inputs, "comparisonOperator", OPERATORS),
    ...choiceRefusal(inputs, "statistic", STATISTICS),
    ...choiceRefusal(inputs, "treatMissingData", MISSING_DATA),
    ...(typeof seconds !== "number" || isPeriod(seconds)
      ? []
      : [["period", `expected 10, 20, 30 or a multiple of 60 seconds, got ${seconds}`] as const]),
    ...(isMetric || inputs.has("evaluationCriteria")
      ? []
      : [["", "One of `metricName` or `metricQueries` must be set for a cloudwatch metric alarm"] as const]),
    ...(isRead
      ? []
      : [
          [
            "",
            "One of `statistic` or `extendedStatistic` must be set for a cloudwatch metric alarm",
          ] as const,
        ]),
  ];
}

/** An action is a topic of this region, as far as it is a topic. */
function checkActions(call: Call): void {
  for (const action of ACTIONS.flatMap((name) => call.inputs.texts(name))) {
    const [, , service, region] = action.split(":");
    if (service !== "sns") continue;
    if (region !== call.region) {
      throw invalid(`Invalid region ${region ?? ""} specified. Only ${call.region} is supported.`);
    }
    checkPublisher(call, action, "cloudwatch.amazonaws.com");
  }
}

function checkQueries(call: Call): void {
  const queries = call.inputs.objects("metricQueries");
  if (queries.length === 0) return;
  const ids = queries.map((query) => query.text("id"));
  if (new Set(ids).size < ids.length) throw invalid("The metrics list has duplicate ids.");
  if (queries.filter((query) => query.flag("returnData")).length === 1) return;
  throw invalid("Exactly one element of the metrics list should return data.");
}

function checkAlarm(call: Call): void {
  if (call.inputs.number("evaluationPeriods") < 1 && !call.inputs.has("evaluationCriteria")) {
    throw invalid("EvaluationPeriods must be at least 1.");
  }
  checkQueries(call);
  checkActions(call);
}

/** PutMetricAlarm overwrites an alarm of the same name, so there is no "already exists". */
export const metricAlarm: Kind = {
  label: "CloudWatch Metric Alarm",
  service: "CloudWatch",
  calls: { create: "PutMetricAlarm", update: "PutMetricAlarm", delete: "DeleteAlarms" },
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  autonamed: "",
  refusals,
  create: (call) => {
    const name = call.inputs.text("name");
    if (name.length > NAME_CHARACTERS) {
      throw invalid(`The alarm's name must have 1 to ${NAME_CHARACTERS} characters, got ${name.length}.`);
    }
    checkAlarm(call);
    return { id: name, computed: { arn: arn("cloudwatch", call, `alarm:${name}`) } };
  },
  update: (call) => {
    checkAlarm(call);
    return {};
  },
};
