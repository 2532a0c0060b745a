import { resourceKey } from "./plan.ts";
import type { PolicyCheck } from "./policy-check.ts";

/** What the rules found, for other programs: one entry a finding, also for those that an exception covers. */
export function policyJson({ stacks, unused }: PolicyCheck): string {
  const findings = stacks.flatMap(({ stack, judged }) =>
    judged.map(({ rule, finding, exception, stands }) => ({
      stack,
      resource: resourceKey(finding.resource),
      rule: rule.id,
      level: rule.level,
      kind: finding.kind,
      path: finding.path,
      expected: finding.expected,
      ...(finding.kind === "violation" ? { got: finding.got, remedy: rule.remedy } : {}),
      ...(exception === undefined ? {} : { excepted: stands ? "expired" : "yes", reason: exception.reason }),
    })),
  );
  const resources = stacks.reduce((sum, one) => sum + one.resources, 0);
  const unusedExceptions = unused.map(({ rule, type, name }) => ({ rule, type, name: String(name) }));
  return `${JSON.stringify({ schema: 1, stacks: stacks.length, resources, findings, unusedExceptions }, null, 2)}\n`;
}
