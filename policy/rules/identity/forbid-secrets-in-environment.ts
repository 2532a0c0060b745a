import { type Finding, must, unknown } from "../../finding.ts";
import { containersOf, podRule } from "../../pod-specs.ts";
import type { Value } from "../../value.ts";

/** Names of variables that hold what nobody should read; one that ends otherwise names a file or a place. */
const SECRET = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY)$/i;

const EXPECTED = "no value in clear";

function findings(variable: Value): readonly Finding[] {
  const name = variable.at("name");
  const value = variable.at("value");
  if (name.isUnknown && !value.isAbsent) return [unknown(value, EXPECTED)];
  if (!SECRET.test(name.text ?? "")) return [];
  const found = must(value, EXPECTED, (known) => known === undefined || known === "");
  // The value itself must not be told again.
  return found.map((finding) => (finding.kind === "violation" ? { ...finding, got: "one" } : finding));
}

export const forbidSecretsInEnvironment = podRule({
  id: "forbid-secrets-in-environment",
  level: "mandatory",
  group: "identity",
  what: "No password or key stands in a container's environment in clear",
  why: "whoever may read the workload, its plan or its logs then has it",
  remedy: "mount it as a file from a Secret that External Secrets fills",
  answers: ["CIS-EKS 4.4.1: secrets as files", "threat: secrets in what everybody may read"],
  see: "https://kubernetes.io/docs/concepts/configuration/secret/",
  checkPod: (pod) =>
    containersOf(pod)
      .flatMap((container) => container.at("env").items)
      .flatMap(findings),
});
