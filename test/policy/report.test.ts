import { expect, test } from "vitest";
import { type Exception, EXCEPTIONS } from "../../policy/exceptions.ts";
import { findingText, isStopping, judgedStack } from "../../policy/report.ts";
import type { Resource } from "../../policy/resource.ts";
import type { Level } from "../../policy/rule.ts";
import { RULES } from "../../policy/rules/all.ts";
import { forbidOpenIngress } from "../../policy/rules/forbid-open-ingress.ts";

const TODAY = "2026-11-27";
const TYPE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const open: Resource = { type: TYPE, name: "dev-web", inputs: { cidrIpv4: "0.0.0.0/0" }, protect: false };
const later: Resource = { ...open, inputs: { cidrIpv4: "<secret>" } };

const EXCEPTION: Exception = {
  rule: "forbid-open-ingress",
  type: TYPE,
  name: "dev-web",
  reason: "the load balancer's public port",
  owner: "platform",
  expires: TODAY,
};

function judge(
  resource: Resource,
  { exception, level = "mandatory" }: { exception?: Exception; level?: Level } = {},
) {
  const rules = [{ ...forbidOpenIngress, level }];
  const exceptions = exception === undefined ? [] : [exception];
  const [one] = judgedStack([resource], { rules, exceptions, facts: {}, today: TODAY });
  return one!;
}

test("a violation of a mandatory rule stops an update; advice and what is unknown do not", () => {
  expect(isStopping(judge(open))).toBe(true);
  expect(isStopping(judge(open, { level: "advisory" }))).toBe(false);
  expect(isStopping(judge(later))).toBe(false);
});

test("an exception holds to the end of its last day", () => {
  expect(judge(open, { exception: EXCEPTION })).toMatchObject({ stands: false, exception: EXCEPTION });
  const expired = judge(open, { exception: { ...EXCEPTION, expires: "2026-11-26" } });
  expect(isStopping(expired)).toBe(true);
  expect(findingText(expired)).toMatch(/ \(the exception of platform ended on 2026-11-26\)$/);
});

test("an exception covers its rule, type, name and path, and nothing beside them", () => {
  const covers = (change: Partial<Exception>): boolean =>
    !judge(open, { exception: { ...EXCEPTION, ...change } }).stands;
  expect([covers({ name: /[a-z]+-web/ }), covers({ path: "cidrIpv4" })]).toEqual([true, true]);
  const others: readonly Partial<Exception>[] = [
    { rule: "require-quota" },
    { type: "aws:ec2/securityGroup:SecurityGroup" },
    { name: "dev-we" },
    { name: /dev/ },
    { path: "cidrIpv6" },
  ];
  for (const other of others) expect(covers(other)).toBe(false);
});

test("every exception of the project is about a rule that exists, with a reason and a day", () => {
  expect(invalid(EXCEPTIONS)).toEqual([]);
  expect(invalid([{ ...EXCEPTION, rule: "forbid-nothing" }])).toHaveLength(1);
  expect(invalid([EXCEPTION])).toEqual([]);
});

function invalid(exceptions: readonly Exception[]): readonly Exception[] {
  const ids = new Set(RULES.map(({ id }) => id));
  return exceptions.filter(
    ({ rule, reason, owner, expires }) =>
      !ids.has(rule) || reason === "" || owner === "" || !/^\d{4}-\d{2}-\d{2}$/.test(expires),
  );
}
