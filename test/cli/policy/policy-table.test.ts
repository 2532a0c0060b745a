import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { policyTable } from "../../../cli/policy/policy-table.ts";
import type { PolicyCheck } from "../../../plan/policy-check.ts";
import { policyJson } from "../../../plan/policy-json.ts";
import { type Judge, judgedStack } from "../../../policy/report.ts";
import { forbidOpenIngress } from "../../../policy/rules/exposure/forbid-open-ingress.ts";

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
  { ...EXCEPTION, name: "idle-*" },
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
  expired: [],
};

test("the table counts by group, the lines tell, and the last one sums up", () => {
  const [, head, row, , ...lines] = stripVTControlCharacters(policyTable(CHECK, [forbidOpenIngress])).split(
    "\n",
  );
  const cells = (line = ""): readonly string[] =>
    line
      .split("│")
      .map((cell) => cell.trim())
      .slice(1, -1);
  expect(cells(head)).toEqual(["group", "rules", "violations", "advice", "not known yet", "excepted"]);
  expect(cells(row)).toEqual(["exposure", "1", "1", "0", "1", "1"]);
  const expected = "expected a range that leaves most of the internet out";
  expect(lines).toEqual([
    `violation forbid-open-ingress: cidrIpv4: ${expected}, got "0.0.0.0/0"; ${forbidOpenIngress.remedy}`,
    "  dev SecurityGroupIngressRule open",
    `unknown forbid-open-ingress: cidrIpv4: not known yet, so not proven: ${expected}; it is checked when it is known`,
    "  dev SecurityGroupIngressRule later",
    "unused exception forbid-open-ingress for idle-* of platform, until 2099-01-01",
    "1 rule over 4 resources of 1 stack: 1 violation, 1 value not known yet, 1 excepted",
  ]);
});

test("what is the same in many places is told once, with the first five of them", () => {
  const resources = Array.from({ length: 7 }, (_, index) => resource(`open-${index}`, "0.0.0.0/0"));
  const judged = judgedStack(resources, { ...JUDGE, rules: [{ ...forbidOpenIngress, level: "advisory" }] });
  const check = { stacks: [{ stack: "dev", resources: 7, judged }], unused: [], expired: [] };
  const lines = stripVTControlCharacters(policyTable(check, [forbidOpenIngress]))
    .split("\n")
    .slice(4);
  const named = [0, 1, 2, 3, 4].map((index) => `dev SecurityGroupIngressRule open-${index}`);
  expect(lines).toEqual([
    expect.stringMatching(/^advice forbid-open-ingress: cidrIpv4: /),
    `  ${named.join(", ")}, and 2 more: --json has all`,
    "1 rule over 7 resources of 1 stack: no violations, 7 of advice",
  ]);
});

test("an exception that has expired is named, whether anything needs it or not", () => {
  const check = { stacks: [], unused: [], expired: [{ ...EXCEPTION, name: "gone", stack: "dev" }] };
  expect(stripVTControlCharacters(policyTable(check, [forbidOpenIngress]))).toContain(
    "\nexpired exception forbid-open-ingress for gone in dev of platform, until 2099-01-01\n",
  );
});

test("the JSON form has every finding, also those that an exception covers", () => {
  const { findings, ...rest } = JSON.parse(policyJson(CHECK)) as { findings: Record<string, unknown>[] };
  expect(rest).toEqual({
    schema: 1,
    stacks: 1,
    resources: 4,
    unusedExceptions: [{ rule: "forbid-open-ingress", type: TYPE, name: "idle-*" }],
    expiredExceptions: [],
    notRendered: [],
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
    group: "exposure",
    level: "mandatory",
    kind: "violation",
    path: "cidrIpv4",
    expected: "a range that leaves most of the internet out",
    got: '"0.0.0.0/0"',
    remedy: forbidOpenIngress.remedy,
  });
});

test("the JSON form says why releases were not rendered", () => {
  const told = JSON.parse(policyJson(CHECK, new Map([["no helm", 3]]))) as { notRendered: unknown };
  expect(told.notRendered).toEqual([{ why: "no helm", releases: 3 }]);
});

test("what a terminal would obey of a name or a value is shown as its code", () => {
  const hostile = [resource("open\u001b[2J\nok", "0.0.0.0/0"), resource("wide", "::/0\u001b]0;x\u0007")];
  const check = {
    ...CHECK,
    stacks: [{ stack: "dev", resources: 2, judged: judgedStack(hostile, { ...JUDGE, exceptions: [] }) }],
  };
  const text = policyTable(check, [forbidOpenIngress]);
  expect(text).toContain("open\\u{1b}[2J ok");
  for (const obeyed of ["\u0007", "\u001b[2J", "\u001b]0"]) expect(text).not.toContain(obeyed);
});
