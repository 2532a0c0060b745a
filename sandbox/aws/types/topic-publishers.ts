import { isObject, type Properties } from "../../provider/properties.ts";
import { AwsError } from "../error.ts";
import { text, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { listed, statementsOf } from "./policy-document.ts";

/** AWS's own key: its policy, which nobody can change, lets no service but SNS use it. */
const OWN_KEY = "alias/aws/sns";

/** A policy that lets the account itself publish lets its alarms, too; budgets are none of the account's. */
const COUNTED_AS_ACCOUNT = ["cloudwatch.amazonaws.com"];

function allows(statement: Properties, service: string): boolean {
  if (statement["Effect"] !== "Allow") return false;
  const principal = statement["Principal"];
  if (!isObject(principal)) return principal === "*" && !("Condition" in statement);
  if (listed(principal["Service"]).includes(service)) return true;
  return COUNTED_AS_ACCOUNT.includes(service) && listed(principal["AWS"]).includes("*");
}

/** Not AWS's doing: it takes any topic, and what the topic does not take is lost. */
export function checkPublisher(call: Call, topicArn: string, service: string): void {
  const refuse = (code: string, why: string) => {
    throw new AwsError(code, `simulator: ${why}; AWS would take this, and nobody would hear of it`);
  };
  const topic = call.cloud.find({ type: tokens.TOPIC, state: { arn: topicArn } });
  if (topic === undefined) return refuse("UnknownTopic", `${topicArn} does not exist`);
  if (topic.state["kmsMasterKeyId"] === OWN_KEY) {
    refuse("UnusableTopic", `${topicArn} is encrypted with ${OWN_KEY}, which ${service} may not use`);
  }
  const own = call.cloud.find({ type: tokens.TOPIC_POLICY, state: { arn: topicArn } });
  const statements = statementsOf(text(own ?? topic, "policy"));
  if (statements.some((statement) => allows(statement, service))) return;
  refuse("UnusableTopic", `the policy of ${topicArn} does not let ${service} publish`);
}
