import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "a secret, which no plan shows";

function findings(inputs: Value): readonly Finding[] {
  return ["data", "stringData"]
    .map((key) => inputs.at(key))
    .flatMap((data) => (data.isUnknown ? [data] : data.keys.map((key) => data.at(key))))
    .flatMap((entry) => must(entry, EXPECTED, (known) => known === undefined || known === ""))
    .map((finding) => (finding.kind === "violation" ? { ...finding, got: "a text in clear" } : finding));
}

export const forbidClearSecrets: ResourceRule = {
  id: "forbid-clear-secrets",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "No Secret of the program has its content in clear",
  why: "it is then in the state, in plans, in comments on pull requests and in git",
  remedy: "let External Secrets fill it, or hand it over as a secret of Pulumi",
  answers: ["CIS-EKS 4.4.2: secrets that lie outside", "threat: state or logs that leak secrets"],
  see: "https://www.pulumi.com/docs/iac/concepts/secrets/",
  appliesTo: (type) => type === "kubernetes:core/v1:Secret",
  check: findings,
};
