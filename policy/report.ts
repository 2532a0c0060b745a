import type { PolicyException } from "../fleet/schema/exceptions.ts";
import { covers } from "./exceptions.ts";
import type { Finding, StackFinding } from "./finding.ts";
import type { Facts, Resource } from "./resource.ts";
import type { ResourceRule, Rule } from "./rule.ts";
import { indexOf } from "./rule-index.ts";
import { Value } from "./value.ts";

/** A finding of a rule, judged: it counts, or somebody has allowed it. */
export interface Judged {
  readonly rule: Rule;
  readonly finding: StackFinding;
  /** The exception that covers the violation, or covered it until its last day. */
  readonly exception?: PolicyException;
  /** Whether it stands: a violation that no living exception covers, or a value that is not known yet. */
  readonly stands: boolean;
}

/** What the rules are applied with. */
export interface Judge {
  readonly rules: readonly Rule[];
  readonly exceptions: readonly PolicyException[];
  readonly facts: Facts;
  /** Name of the stack. @default - none, for exceptions that hold in every stack */
  readonly stack?: string;
  /** Day on which exceptions must still hold, such as "2026-11-27". */
  readonly today: string;
}

/** What one rule finds on one resource. */
export function resourceFindings(rule: ResourceRule, resource: Resource, facts: Facts): readonly Finding[] {
  return rule.check(new Value("", resource.inputs), resource, facts);
}

/** Everything the rules find in one stack, rule by rule. */
export function judgedStack(resources: readonly Resource[], judge: Judge): readonly Judged[] {
  const index = indexOf(judge.rules);
  const found: { readonly rule: Rule; readonly finding: StackFinding }[] = [];
  for (const resource of resources) {
    const rules = index.about(resource.type);
    if (rules.length === 0) continue;
    const inputs = new Value("", resource.inputs);
    for (const rule of rules)
      for (const one of rule.check(inputs, resource, judge.facts))
        found.push({ rule, finding: { ...one, resource } });
  }
  for (const rule of index.stackRules)
    for (const finding of rule.check(resources, judge.facts)) found.push({ rule, finding });
  found.sort((one, other) => index.compare(one.rule, other.rule));
  return found.map(({ rule, finding }) => judged(rule, finding, judge));
}

/** A finding against the exceptions. */
export function judged(
  rule: Rule,
  finding: StackFinding,
  { exceptions, today, stack = "" }: Pick<Judge, "exceptions" | "today" | "stack">,
): Judged {
  const exception = exceptions.find((one) => covers(one, { rule: rule.id, stack, finding }));
  if (exception === undefined) return { rule, finding, stands: true };
  return { rule, finding, exception, stands: exception.expires < today };
}

/** Whether a finding is one that stops an update. */
export function isStopping({ rule, finding, stands }: Judged): boolean {
  return stands && finding.kind === "violation" && rule.level === "mandatory";
}

/** `vpcConfig.publicAccessCidrs[0]: expected a list ..., got "0.0.0.0/0"; close the public endpoint ...`. */
export function findingText({ rule, finding, exception }: Judged): string {
  const where = finding.path === "" ? "" : `${finding.path}: `;
  if (finding.kind === "unknown")
    return `${where}not known yet, so not proven: expected ${finding.expected}; it is checked when it is known`;
  const expired =
    exception === undefined ? "" : ` (the exception of ${exception.owner} ended on ${exception.expires})`;
  return `${where}expected ${finding.expected}, got ${finding.got}; ${rule.remedy}${expired}`;
}
