import { must, type StackFinding, unknown } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { type Wiring, wiringOf } from "../../wiring.ts";

const SECRET = "aws:secretsmanager/secret:Secret";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

/** AWS allows none, or 7 to 30; it takes 30 where nothing is said. */
const LEAST_DAYS = 7;
const EXPECTED = `at least ${LEAST_DAYS} days`;

function findings(resources: readonly Resource[], { protect }: Facts): readonly StackFinding[] {
  if (protect === false) return [];
  const wiring = wiringOf(resources);
  const kept = wiring.ofType(SECRET).filter((secret) => !isMadeUp(secret, wiring));
  return kept.flatMap((resource) => {
    const days = new Value("recoveryWindowInDays", resource.inputs["recoveryWindowInDays"]);
    const found = must(days, EXPECTED, (known) => {
      return known === undefined || (typeof known === "number" && known >= LEAST_DAYS);
    });
    return found.map((one): StackFinding => {
      if (protect === true) return { resource, ...one };
      return { resource, ...unknown(one, `${EXPECTED}, if the stack protects what it holds`) };
    });
  });
}

/** A password that the state makes up and keeps is written again, as it was; keys and certificates are not among these. */
function isMadeUp(secret: Resource, wiring: Wiring): boolean {
  const sources = wiring
    .users(secret, VERSION, "secretId")
    .flatMap((one) => one.sources?.["secretString"] ?? []);
  return sources.length > 0 && sources.every((key) => key.startsWith("random:index/randomPassword:"));
}

export const requireSecretWindow: StackRule = {
  id: "require-secret-window",
  level: "mandatory",
  group: "deletion-safety",
  scope: "stack",
  what: "A secret that is deleted by mistake can be had back for a week",
  why: "a password that nobody else has is gone at once, and with it what it opens",
  remedy: "set recoveryWindowInDays to at least 7, or leave it out",
  answers: ["fault: a wrong destroy takes the only copy of a secret"],
  see: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  check: findings,
};
