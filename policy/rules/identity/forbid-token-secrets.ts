import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

const TOKEN = "kubernetes.io/service-account-token";

export const forbidTokenSecrets: ResourceRule = {
  id: "forbid-token-secrets",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "No token of a service account lies in a Secret",
  why: "such a token never ends, and whoever reads the Secret once keeps it",
  remedy: "use a projected token, which is bound to its pod and ends with it",
  answers: [
    "threat: tokens in Secrets that live for ever",
    "EKS-BP identity and access management: short-lived tokens",
  ],
  see: "https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets",
  appliesTo: (type) => type === "kubernetes:core/v1:Secret",
  check: (secret) => must(secret.at("type"), "any other type", (known) => known !== TOKEN),
};
