import { breach, type Finding, unknown } from "../../finding.ts";
import { allowedBy } from "../../iam-document.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity";
const EXPECTED = "conditions on the audience and the subject of the token";

/** Operators that compare with a value; those that end in IfExists hold where the key is absent. */
const COMPARES = /^(ForAnyValue:|ForAllValues:)?String(Equals|Like)$/;

function findings(inputs: Value): readonly Finding[] {
  const text = inputs.at("assumeRolePolicy");
  if (text.isUnknown) return [unknown(text, EXPECTED)];
  return allowedBy(text.parsed)
    .filter(({ actions }) => actions.some((action) => action.isUnknown || action.known === WEB_IDENTITY))
    .flatMap(({ statement }) => statementFindings(statement));
}

function statementFindings(statement: Value): readonly Finding[] {
  const condition = statement.at("Condition");
  if (condition.isUnknown || statement.isUnknown) return [unknown(condition, EXPECTED)];
  const keys = condition.keys
    .filter((operator) => COMPARES.test(operator))
    .flatMap((operator) => narrowing(condition.at(operator)));
  const isWhole = [":aud", ":sub"].every((end) => keys.some((key) => key.endsWith(end)));
  return isWhole ? [] : [breach(condition, EXPECTED)];
}

/** Keys that leave somebody out. */
function narrowing(compared: Value): readonly string[] {
  return compared.keys.filter((key) =>
    compared.at(key).items.every(({ text }) => text === undefined || !/^[*?]*$/.test(text)),
  );
}

export const requireOidcSubjects: ResourceRule = {
  id: "require-oidc-subjects",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "A role that an issuer's tokens open names the audience and the subject",
  why: "any workload whose token comes from the same issuer could take the role",
  remedy: "add StringEquals on the issuer's :aud and :sub, without a star alone",
  answers: [
    "EKS-BP identity and access management: scope the trust policy of a role to its service account",
    "threat: annotate one's own service account with another tenant's role",
  ],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  appliesTo: (type) => type === "aws:iam/role:Role",
  check: findings,
};
