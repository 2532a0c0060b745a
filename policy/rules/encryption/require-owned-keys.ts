import { must } from "../../finding.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { wiringOf } from "../../wiring.ts";

const SECRET = "aws:secretsmanager/secret:Secret";

/** Of a value that comes from no key of the stack. */
function isOwned(known: unknown): boolean {
  return typeof known === "string" && known !== "" && known !== "alias/aws/secretsmanager";
}

export const requireOwnedKeys: StackRule = {
  id: "require-owned-keys",
  level: "advisory",
  group: "encryption",
  scope: "stack",
  what: "Secrets are encrypted by a key of the fleet's own",
  why: "a key of the account is open to everybody who may read secrets in it; one of the fleet's own can be watched and taken away",
  remedy: "set kmsKeyId",
  answers: ["EKS-BP data encryption and secrets management: keys of one's own"],
  see: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  check: (resources) => {
    const wiring = wiringOf(resources);
    return wiring.ofType(SECRET).flatMap((resource) => {
      if (wiring.from(resource, "kmsKeyId", "aws:kms/key:Key").length > 0) return [];
      const key = new Value("kmsKeyId", resource.inputs["kmsKeyId"]);
      return must(key, "a key of the fleet's own", isOwned).map((one) => ({ ...one, resource }));
    });
  },
};
