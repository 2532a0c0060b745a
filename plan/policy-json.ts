import { resourceKey } from "./plan.ts";
import type { PolicyCheck } from "./policy-check.ts";

/**
 * What the rules found, for other programs: one entry a finding, also for those that an exception covers.
 *
 * @param unlooked why releases were not rendered, and how many
 */
export function policyJson(
  { stacks, unused, expired }: PolicyCheck,
  unlooked: ReadonlyMap<string, number> = new Map(),
): string {
  const findings = stacks.flatMap(({ stack, judged }) =>
    judged.map(({ rule, finding, exception, stands }) => ({
      stack,
      resource: resourceKey(finding.resource),
      rule: rule.id,
      group: rule.group,
      level: rule.level,
      kind: finding.kind,
      path: finding.path,
      expected: finding.expected,
      ...(finding.kind === "violation" ? { got: finding.got, remedy: rule.remedy } : {}),
      ...(exception === undefined ? {} : { excepted: stands ? "expired" : "yes", reason: exception.reason }),
    })),
  );
  const resources = stacks.reduce((sum, one) => sum + one.resources, 0);
  const unusedExceptions = unused.map(({ rule, type, name }) => ({ rule, type, name }));
  const expiredExceptions = expired.map(({ rule, type, name, owner, expires }) => {
    return { rule, type, name, owner, expires };
  });
  const notRendered = [...unlooked].map(([why, releases]) => ({ why, releases }));
  const exceptions = { unusedExceptions, expiredExceptions };
  const told = { schema: 1, stacks: stacks.length, resources, findings, ...exceptions, notRendered };
  return `${JSON.stringify(told, null, 2)}\n`;
}
