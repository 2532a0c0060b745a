import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { policyTable } from "../../cli/policy-table.ts";
import type { PolicyCheck } from "../../plan/policy-check.ts";
import { policyJson } from "../../plan/policy-json.ts";
import { type Judge, judgedStack } from "../../policy/report.ts";
import { forbidOpenIngress } from "../../policy/rules/forbid-open-ingress.ts";

const TYPE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EXCEPTION = {
  rule: "forbid-open-ingress",
  type: TYPE,
  reason: "public",
  owner: "platform",
  expires: "2099-01-01",
};
const EXCEPTIONS = [
  { ...EXCEPTION, name: "allowed" },
  { ...EXCEPTION, name: /idle-.*/ },
];

const JUDGE: Judge = { rules: [forbidOpenIngress], exceptions: EXCEPTIONS, facts: {}, today: "2026-11-27" };
const resource = (name: string, cidrIpv4: string) => ({
  type: TYPE,
  name,
  inputs: { cidrIpv4 },
  protect: false,
});
const RESOURCES = [
  resource("later", "<known after up>"),
  resource("open", "0.0.0.0/0"),
  resource("allowed", "0.0.0.0/0"),
  resource("fine", "10.0.0.0/8"),
];
const CHECK: PolicyCheck = {
  stacks: [{ stack: "dev", resources: 4, judged: judgedStack(RESOURCES, JUDGE) }],
  unused: EXCEPTIONS.slice(1),
};

test("the table counts, the lines tell, and the last one sums up", () => {
  const [, head, row, , ...lines] = stripVTControlCharacters(policyTable(CHECK, [forbidOpenIngress])).split(
    "\n",
  );
  const cells = (line = ""): readonly string[] =>
    line
      .split("│")
      .map((cell) => cell.trim())
      .slice(1, -1);
  expect(cells(head)).toEqual(["rule", "level", "violations", "not known yet", "excepted"]);
  expect(cells(row)).toEqual(["forbid-open-ingress", "mandatory", "1", "1", "1"]);
  const where = "SecurityGroupIngressRule";
  const expected = "expected a range that leaves most of the internet out";
  expect(lines).toEqual([
    `violation dev ${where} open [forbid-open-ingress]: cidrIpv4: ${expected}, got "0.0.0.0/0"; ${forbidOpenIngress.remedy}`,
    `unknown dev ${where} later [forbid-open-ingress]: cidrIpv4: not known yet, so not proven: ${expected}; it is checked when it is known`,
    "unused exception: forbid-open-ingress for /idle-.*/, owner platform",
    "1 rule over 4 resources of 1 stack: 1 violation, 1 value not known yet, 1 excepted",
  ]);
});

test("the JSON form has every finding, also those that an exception covers", () => {
  const { findings, ...rest } = JSON.parse(policyJson(CHECK)) as { findings: Record<string, unknown>[] };
  expect(rest).toEqual({
    schema: 1,
    stacks: 1,
    resources: 4,
    unusedExceptions: [{ rule: "forbid-open-ingress", type: TYPE, name: "/idle-.*/" }],
  });
  expect(findings.map(({ resource, kind, excepted }) => [resource, kind, excepted])).toEqual([
    [`${TYPE}::later`, "unknown", undefined],
    [`${TYPE}::open`, "violation", undefined],
    [`${TYPE}::allowed`, "violation", "yes"],
  ]);
  expect(findings[1]).toEqual({
    stack: "dev",
    resource: `${TYPE}::open`,
    rule: "forbid-open-ingress",
    level: "mandatory",
    kind: "violation",
    path: "cidrIpv4",
    expected: "a range that leaves most of the internet out",
    got: '"0.0.0.0/0"',
    remedy: forbidOpenIngress.remedy,
  });
});
