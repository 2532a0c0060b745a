import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

/** A value that comes from another resource is a key of the stack's own, whatever its number will be. */
function isOwned(known: unknown): boolean {
  return typeof known === "string" && known !== "" && known !== "alias/aws/secretsmanager";
}

export const requireOwnedKeys: ResourceRule = {
  id: "require-owned-keys",
  level: "advisory",
  group: "encryption",
  scope: "resource",
  what: "Secrets are encrypted by a key of the fleet's own",
  why: "a key of the account is open to everybody who may read secrets in it; one of the fleet's own can be watched and taken away",
  remedy: "set kmsKeyId",
  answers: ["EKS-BP data encryption and secrets management: keys of one's own"],
  see: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  appliesTo: (type) => type === "aws:secretsmanager/secret:Secret",
  check: (inputs, { sources }) => {
    const key = inputs.at("kmsKeyId");
    if (key.isUnknown && (sources?.["kmsKeyId"] ?? []).some((one) => one.startsWith("aws:kms/key:Key::")))
      return [];
    return must(key, "a key of the fleet's own", isOwned);
  },
};
