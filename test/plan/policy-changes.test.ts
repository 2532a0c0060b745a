import { expect, test } from "vitest";
import type { Json } from "../../plan/json.ts";
import { policyChanges, type PolicyFinding } from "../../plan/policy-changes.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { findingTexts, policyText } from "../../plan/policy-words.ts";
import { planned, planOf } from "./sample-plan.ts";

const TODAY = "2026-11-28";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const check = (ranges: Readonly<Record<string, Json>>) =>
  policyCheck(
    undefined,
    [
      planOf(
        Object.entries(ranges).map(([name, cidrIpv4]) => planned(RULE, name, { cidrIpv4, ipProtocol: "-1" })),
      ),
    ],
    TODAY,
  );

const isOfRule = ({ rule }: PolicyFinding): boolean => rule === "forbid-open-ingress";

test("a violation that comes is told, one that goes is counted, and one that stays is neither", () => {
  // Of one rule: others come with the pack.
  const all = policyChanges(
    check({ stays: "0.0.0.0/0", goes: "0.0.0.0/0", comes: "10.0.0.0/24" }),
    check({ stays: "0.0.0.0/0", goes: "10.0.0.0/24", comes: "0.0.0.0/0", unknown: "<known after up>" }),
  );
  const changes = { come: all.come.filter(isOfRule), gone: all.gone.filter(isOfRule) };
  expect(
    [...changes.come, ...changes.gone].map(({ stack, resource, level }) => ({ stack, resource, level })),
  ).toEqual([
    { stack: "dev", resource: `${RULE}::comes`, level: "mandatory" },
    { stack: "dev", resource: `${RULE}::goes`, level: "mandatory" },
  ]);
  expect(policyText(changes)).toBe("1 new violation (1 stops an update), 1 violation gone");
  expect(findingTexts(changes)[0]).toMatch(
    new RegExp(`^dev ${RULE} comes: forbid-open-ingress: cidrIpv4: expected .*, got "0.0.0.0/0"; `),
  );
});

test("without a change there is nothing to tell", () => {
  const same = check({ one: "0.0.0.0/0" });
  expect(policyChanges(same, same)).toEqual({ come: [], gone: [] });
  expect(policyText(policyChanges(same, same))).toBe("no violation comes or goes");
});

test("many findings are cut, those that stop an update first, and the rest is counted", () => {
  const finding = (index: number) => ({
    ...{ stack: `s${index}`, resource: "a::b", rule: "r", text: "t" },
    level: index === 29 ? ("mandatory" as const) : ("advisory" as const),
  });
  const texts = findingTexts({ come: Array.from({ length: 30 }, (_, index) => finding(index)), gone: [] });
  expect([texts[0], texts[1], texts.at(-1), texts.length]).toEqual([
    "s29 a b: r: t",
    "s0 a b: r (advice): t",
    "and 10 more violations",
    21,
  ]);
});
