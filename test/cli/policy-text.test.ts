import { expect, test } from "vitest";
import { adviceText, violationText } from "../../cli/sandbox/policy-text.ts";

const event = (enforcementLevel: string, policyName: string, text: string) => ({
  enforcementLevel,
  policyName,
  message: `What the rule holds\n${text}\n`,
  resourceUrn: "urn:pulumi:dev::atoll::atoll:network:Network$aws:ec2/vpc:Vpc::dev-vpc",
});

const BREACH = event("mandatory", "protect-stateful", "protect: expected protect: true, got false; do it");
const ADVICE = event("advisory", "tell-unknown-values", "forbid-wildcard-iam: policy: not known yet");

test("after a preview that violations failed nothing was changed", () => {
  expect(violationText({ policy: [ADVICE, BREACH], messages: ["preview failed"] }).split("\n")).toEqual([
    "violation dev-vpc [protect-stateful]: protect: expected protect: true, got false; do it",
    "1 violation: nothing was changed",
  ]);
});

test("an update that was stopped half way is not said to have changed nothing", () => {
  expect(violationText({ policy: [BREACH], messages: ["update failed"] })).toBe(
    "violation dev-vpc [protect-stateful]: protect: expected protect: true, got false; do it",
  );
});

test("rules that said nothing print nothing", () => {
  expect(violationText({ policy: [], messages: ["preview failed"] })).toBe("");
  expect(adviceText({ policy: [BREACH] }, "npx atoll policy dev")).toBe("");
});

test("advice is one line, however much there is", () => {
  expect(adviceText({ policy: [ADVICE, BREACH] }, "npx atoll policy dev")).toBe(
    "advice 1 remark of the rules: npx atoll policy dev",
  );
  expect(adviceText({ policy: [ADVICE, ADVICE] }, "npx atoll policy dev")).toBe(
    "advice 2 remarks of the rules: npx atoll policy dev",
  );
});
