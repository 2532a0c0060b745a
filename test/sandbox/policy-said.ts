import type { Plan } from "../../plan/plan.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { findingText } from "../../policy/report.ts";
import { checkedFleet } from "../../stacks/checked-fleet.ts";
import { INVENTORY, TODAY } from "./sandbox.ts";

/** One word of the pack: whose rule, about what, and the text, below the first line, which is what the rule holds. */
export interface PackWord {
  readonly policyName: string;
  readonly resource: string;
  readonly message: string;
}

/** What the pack said, one line each: `rule resource: message`, and of what is unknown, `? rule resource: ...`. */
export function packLines(words: readonly PackWord[]): readonly string[] {
  const lines = words.map(({ policyName, resource, message }) => {
    const text = message.trim().split("\n").slice(1).join("\n");
    if (!policyName.startsWith("tell-unknown-values")) return `${policyName} ${resource}: ${text}`;
    const [rule = ""] = text.split(":", 1);
    return `? ${rule} ${resource}: ${text.slice(rule.length + 2)}`;
  });
  return lines.sort();
}

/** What `atoll policy` says of a plan, in the same words; what an exception covers is left out, as the pack does. */
export function planLines(plan: Plan, inventory = INVENTORY): readonly string[] {
  const [check] = policyCheck(checkedFleet(inventory, TODAY), [plan], TODAY).stacks;
  const lines = (check?.judged ?? [])
    .filter(({ stands }) => stands)
    .map((one) => {
      const mark = one.finding.kind === "unknown" ? "? " : "";
      return `${mark}${one.rule.id} ${one.finding.resource.name}: ${findingText(one)}`;
    });
  return lines.sort();
}
