import { type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** Kinds of keys that AWS can't rotate. */
const FIXED = /^(RSA|ECC|HMAC|SM2|ML_DSA)/;

function findings(inputs: Value): readonly Finding[] {
  const spec = inputs.at("customerMasterKeySpec");
  if (FIXED.test(spec.text ?? "")) return [];
  const found = must(inputs.at("enableKeyRotation"), "true", (known) => known === true);
  return spec.isUnknown
    ? found.map(() => unknown(spec, "a kind of key, to know whether it is rotated"))
    : found;
}

export const requireKeyRotation: ResourceRule = {
  id: "require-key-rotation",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "Keys are replaced every year by AWS itself",
  why: "what was encrypted with a key that leaked stays readable for as long as the key is used",
  remedy: "set enableKeyRotation to true",
  answers: ["AWS KMS.4: keys are rotated"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  appliesTo: (type) => type === "aws:kms/key:Key",
  check: findings,
};
