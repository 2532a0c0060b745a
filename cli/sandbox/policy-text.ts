import pc from "picocolors";
import type { OperationReport } from "../../sandbox/engine/operation.ts";
import { nameOf, type PolicyEvent } from "../../sandbox/engine/events.ts";

/** What the rules said in an operation, worst first; empty when they said nothing. */
export function policyText({ policy, messages }: Pick<OperationReport, "policy" | "messages">): string {
  const isMandatory = ({ enforcementLevel }: PolicyEvent): boolean => enforcementLevel === "mandatory";
  const violations = policy.filter(isMandatory).map((one) => `${pc.red("violation")} ${words(one)}`);
  const advice = policy
    .filter((one) => !isMandatory(one))
    .map((one) => `${pc.yellow("advice")} ${words(one)}`);
  const count = violations.length === 1 ? "1 violation" : `${violations.length} violations`;
  // A value that became known during the update stops it half way, so only a failed preview has changed nothing.
  const stopped = violations.length > 0 && messages.includes("preview failed");
  return [...violations, ...advice, ...(stopped ? [`${count}: nothing was changed`] : [])].join("\n");
}

/** `dev-vpc [protect-stateful]: protect: expected ...`; the rule's description, which comes first, is left out. */
function words({ resourceUrn = "", message, policyName }: PolicyEvent): string {
  const text = message.trim().split("\n").slice(1).join("\n");
  return `${nameOf(resourceUrn)} [${policyName}]: ${text}`;
}
