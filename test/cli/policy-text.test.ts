import { expect, test } from "vitest";
import { policyText } from "../../cli/sandbox/policy-text.ts";

const event = (enforcementLevel: string, policyName: string, text: string) => ({
  enforcementLevel,
  policyName,
  message: `What the rule holds\n${text}\n`,
  resourceUrn: "urn:pulumi:dev::atoll::atoll:network:Network$aws:ec2/vpc:Vpc::dev-vpc",
});

const BREACH = event("mandatory", "protect-stateful", "protect: expected protect: true, got false; do it");
const ADVICE = event("advisory", "tell-unknown-values", "forbid-wildcard-iam: policy: not known yet");

test("violations come first, and after a failed preview nothing was changed", () => {
  expect(policyText({ policy: [ADVICE, BREACH], messages: ["preview failed"] }).split("\n")).toEqual([
    "violation dev-vpc [protect-stateful]: protect: expected protect: true, got false; do it",
    "advice dev-vpc [tell-unknown-values]: forbid-wildcard-iam: policy: not known yet",
    "1 violation: nothing was changed",
  ]);
});

test("an update that was stopped half way is not said to have changed nothing", () => {
  expect(policyText({ policy: [BREACH], messages: ["update failed"] })).toBe(
    "violation dev-vpc [protect-stateful]: protect: expected protect: true, got false; do it",
  );
});

test("rules that said nothing print nothing", () => {
  expect(policyText({ policy: [], messages: ["preview failed"] })).toBe("");
});
