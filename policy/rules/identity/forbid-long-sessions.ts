import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

/** AWS gives an hour where nothing is said, and allows twelve. */
const LONGEST_SECONDS = 14_400;

export const forbidLongSessions: ResourceRule = {
  id: "forbid-long-sessions",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Credentials of a role last four hours at most",
  why: "what leaks works until it ends, and nobody can end it sooner than by a policy",
  remedy: "leave maxSessionDuration out, or set at most 14400 seconds",
  answers: ["threat: credentials that leaked from a pipeline or a shell"],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html",
  appliesTo: (type) => type === "aws:iam/role:Role",
  check: (inputs) =>
    must(
      inputs.at("maxSessionDuration"),
      `at most ${LONGEST_SECONDS} seconds`,
      (known) => known === undefined || (typeof known === "number" && known <= LONGEST_SECONDS),
    ),
};
