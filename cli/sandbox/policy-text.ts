import pc from "picocolors";
import { nameOf, type PolicyEvent } from "../../sandbox/engine/events.ts";
import type { OperationReport } from "../../sandbox/engine/operation.ts";

const isMandatory = ({ enforcementLevel }: PolicyEvent): boolean => enforcementLevel === "mandatory";

/** What the rules forbade in an operation; empty when nothing. */
export function violationText({ policy, messages }: Pick<OperationReport, "policy" | "messages">): string {
  const violations = policy.filter(isMandatory).map((one) => `${pc.red("violation")} ${words(one)}`);
  const count = violations.length === 1 ? "1 violation" : `${violations.length} violations`;
  // A value that became known during the update stops it half way, so only a failed preview has changed nothing.
  const stopped = violations.length > 0 && messages.includes("preview failed");
  return [...violations, ...(stopped ? [`${count}: nothing was changed`] : [])].join("\n");
}

/** What the rules advise, in one line with the command that tells more: it stops nothing. Empty when nothing. */
export function adviceText({ policy }: Pick<OperationReport, "policy">, command: string): string {
  const count = policy.length - policy.filter(isMandatory).length;
  if (count === 0) return "";
  const remarks = count === 1 ? "1 remark" : `${count} remarks`;
  return `${pc.yellow("advice")} ${remarks} of the rules: ${command}`;
}

/** `dev-vpc [protect-stateful]: protect: expected ...`; the rule's description, which comes first, is left out. */
function words({ resourceUrn = "", message, policyName }: PolicyEvent): string {
  const text = message.trim().split("\n").slice(1).join("\n");
  return `${nameOf(resourceUrn)} [${policyName}]: ${text}`;
}
