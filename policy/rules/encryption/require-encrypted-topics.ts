import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requireEncryptedTopics: ResourceRule = {
  id: "require-encrypted-topics",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "Topics are encrypted by a key of KMS",
  why: "alerts name hosts, tenants and addresses, and lie in clear where nothing is said",
  remedy: "set kmsMasterKeyId",
  answers: ["AWS SNS.1: topics are encrypted by KMS"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
  appliesTo: (type) => type === "aws:sns/topic:Topic",
  check: (inputs) =>
    must(inputs.at("kmsMasterKeyId"), "a key of KMS", (known) => typeof known === "string" && known !== ""),
};
