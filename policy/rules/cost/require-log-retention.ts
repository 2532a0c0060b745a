import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

const EXPECTED = "a number of days";

export const requireLogRetention: ResourceRule = {
  id: "require-log-retention",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "Every group of logs is emptied after some time",
  why: "logs are kept for ever where nothing is said, and are paid for as long",
  remedy: "set retentionInDays",
  answers: ["bill: logs that nobody reads any more are kept for ever"],
  see: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  appliesTo: (type) => type === "aws:cloudwatch/logGroup:LogGroup",
  check: (inputs) =>
    must(inputs.at("retentionInDays"), EXPECTED, (known) => typeof known === "number" && known > 0),
};
