import type { Exception } from "./exceptions.ts";
import type { Finding, StackFinding } from "./finding.ts";
import type { Facts, Resource } from "./resource.ts";
import type { Rule } from "./rule.ts";
import { Value } from "./value.ts";

/** A finding of a rule, judged: it counts, or somebody has allowed it. */
export interface Judged {
  readonly rule: Rule;
  readonly finding: StackFinding;
  /** The exception that covers the violation, or covered it until its last day. */
  readonly exception?: Exception;
  /** Whether it stands: a violation that no living exception covers, or a value that is not known yet. */
  readonly stands: boolean;
}

/** What the rules are applied with. */
export interface Judge {
  readonly rules: readonly Rule[];
  readonly exceptions: readonly Exception[];
  readonly facts: Facts;
  /** Day on which exceptions must still hold, such as "2026-11-27". */
  readonly today: string;
}

/** What one rule finds on one resource; rules over stacks find nothing here. */
export function resourceFindings(rule: Rule, resource: Resource, facts: Facts): readonly Finding[] {
  if (rule.scope !== "resource" || !rule.appliesTo(resource.type)) return [];
  return rule.check(new Value("", resource.inputs), resource, facts);
}

/** Everything the rules find in one stack, rule by rule. */
export function judgedStack(resources: readonly Resource[], judge: Judge): readonly Judged[] {
  return judge.rules.flatMap((rule) => {
    const found =
      rule.scope === "stack"
        ? rule.check(resources)
        : resources.flatMap((resource) =>
            resourceFindings(rule, resource, judge.facts).map((one) => ({ ...one, resource })),
          );
    return found.map((finding) => judged(rule, finding, judge));
  });
}

/** A finding against the exceptions. */
export function judged(
  rule: Rule,
  finding: StackFinding,
  { exceptions, today }: Pick<Judge, "exceptions" | "today">,
): Judged {
  const exception = exceptions.find((one) => covers(one, rule, finding));
  if (exception === undefined) return { rule, finding, stands: true };
  return { rule, finding, exception, stands: exception.expires < today };
}

function covers({ rule: id, type, name, path }: Exception, rule: Rule, finding: StackFinding): boolean {
  const { resource } = finding;
  if (id !== rule.id || type !== resource.type || (path !== undefined && path !== finding.path)) return false;
  return typeof name === "string" ? name === resource.name : name.exec(resource.name)?.[0] === resource.name;
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
