import { findingText, type Judged } from "../policy/report.ts";
import { resourceKey } from "./plan.ts";
import type { PolicyCheck } from "./policy-check.ts";

/** A violation that comes or goes with a change. */
export interface PolicyFinding {
  readonly stack: string;
  /** `type::name`. */
  readonly resource: string;
  readonly rule: string;
  readonly level: Judged["rule"]["level"];
  /** What is expected, what is there, and what to do about it. */
  readonly text: string;
}

/** What a change does to the violations. */
export interface PolicyChanges {
  /** Violations after the change that were none before; no living exception covers them. */
  readonly come: readonly PolicyFinding[];
  /** Violations that the change takes away. */
  readonly gone: readonly PolicyFinding[];
}

/**
 * Which violations come and go between two sides. Both are judged by the rules and exceptions of today, so that what
 * shows is what the change does, not what became of the rules.
 */
export function policyChanges(before: PolicyCheck, after: PolicyCheck): PolicyChanges {
  const [was, is] = [violations(before), violations(after)];
  return {
    come: [...is].filter(([key]) => !was.has(key)).map(([, finding]) => finding),
    gone: [...was].filter(([key]) => !is.has(key)).map(([, finding]) => finding),
  };
}

/** Violations that stand, by where they are: what is there may be another value, and is the same violation still. */
function violations({ stacks }: PolicyCheck): ReadonlyMap<string, PolicyFinding> {
  return new Map(
    stacks.flatMap(({ stack, judged }) =>
      judged
        .filter(({ stands, finding }) => stands && finding.kind === "violation")
        .map((one): [string, PolicyFinding] => {
          const { rule, finding } = one;
          const resource = resourceKey(finding.resource);
          const place = JSON.stringify([stack, rule.id, resource, finding.path]);
          return [place, { stack, resource, rule: rule.id, level: rule.level, text: findingText(one) }];
        }),
    ),
  );
}
