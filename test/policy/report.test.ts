import { expect, test } from "vitest";
import type { PolicyException } from "../../fleet/schema/exceptions.ts";
import { findingText, isStopping, judgedStack } from "../../policy/report.ts";
import type { Resource } from "../../policy/resource.ts";
import type { Level } from "../../policy/rule.ts";
import { forbidOpenIngress } from "../../policy/rules/exposure/forbid-open-ingress.ts";

const TODAY = "2026-11-27";
const TYPE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const open: Resource = { type: TYPE, name: "dev-web", inputs: { cidrIpv4: "0.0.0.0/0" }, protect: false };
const later: Resource = { ...open, inputs: { cidrIpv4: "<secret>" } };

const EXCEPTION: PolicyException = {
  rule: "forbid-open-ingress",
  type: TYPE,
  name: "dev-web",
  reason: "the load balancer's public port",
  owner: "platform",
  expires: TODAY,
};

function judge(
  resource: Resource,
  { exception, level = "mandatory" }: { exception?: PolicyException; level?: Level } = {},
) {
  const rules = [{ ...forbidOpenIngress, level }];
  const exceptions = exception === undefined ? [] : [exception];
  const [one] = judgedStack([resource], { rules, exceptions, facts: {}, today: TODAY, stack: "dev" });
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
  const covers = (change: Partial<PolicyException>): boolean =>
    !judge(open, { exception: { ...EXCEPTION, ...change } }).stands;
  const same: readonly Partial<PolicyException>[] = [
    { path: "cidrIpv4" },
    { stack: "dev" },
    { name: "dev-*" },
    { name: "*-web" },
    { name: "d*-*b" },
    { name: "dev-web*" },
  ];
  for (const one of same) expect(covers(one)).toBe(true);
  const others: readonly Partial<PolicyException>[] = [
    { rule: "require-quota" },
    { type: "aws:ec2/securityGroup:SecurityGroup" },
    { name: "dev-we" },
    { name: "dev*dev-web" },
    { name: "*dev" },
    { name: "d*x*b" },
    { name: "dev-w?b" },
    { stack: "prod" },
    { path: "cidrIpv6" },
  ];
  for (const other of others) expect(covers(other)).toBe(false);
});
