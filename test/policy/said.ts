import { findingText, judgedStack } from "../../policy/report.ts";
import type { Facts, Resource } from "../../policy/resource.ts";
import type { Rule } from "../../policy/rule.ts";

/** As plans write it. */
export const UNKNOWN = "<known after up>";

type Given = Pick<Resource, "type" | "inputs"> & Partial<Resource>;

/** What a rule says of a resource, or of a stack of several: whole messages. */
export function said(rule: Rule, given: Given | readonly Given[], facts: Facts = {}): readonly string[] {
  const resources = [given].flat().map((one) => ({ name: "it", protect: false, ...one }));
  const judged = judgedStack(resources, { rules: [rule], exceptions: [], facts, today: "2026-11-27" });
  return judged.map((one) => findingText(one));
}

/** The message about a value that is not known yet. */
export function notKnown(path: string, expected: string): string {
  return `${path}: not known yet, so not proven: expected ${expected}; it is checked when it is known`;
}
