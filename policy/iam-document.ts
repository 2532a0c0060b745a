import type { Value } from "./value.ts";

/** One `Allow` statement of an IAM document. */
export interface Allowed {
  readonly actions: readonly Value[];
  readonly notActions: readonly Value[];
  readonly resources: readonly Value[];
  readonly notResources: readonly Value[];
  /** Principals of resource and trust policies, whatever their kind. */
  readonly principals: readonly Value[];
  readonly notPrincipal: Value;
  /** Keys that conditions look at, such as `aws:ResourceTag/team`, in lower case. */
  readonly conditionKeys: readonly string[];
  /** The statement as it stands. */
  readonly statement: Value;
}

/** All statements of a document, whatever their effect; one that is unknown as a whole is its own only statement. */
export function statementsOf(document: Value): readonly Value[] {
  return document.at("Statement").items;
}

/**
 * Statements of a document that allow something. One that is unknown as a whole counts, for nobody knows its effect.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function allowedBy(document: Value): readonly Allowed[] {
  return statementsOf(document)
    .filter((statement) => statement.at("Effect").isUnknown || statement.at("Effect").known === "Allow")
    .map((statement) => {
      const principal = statement.at("Principal");
      return {
        actions: statement.at("Action").items,
        notActions: statement.at("NotAction").items,
        resources: statement.at("Resource").items,
        notResources: statement.at("NotResource").items,
        principals:
          principal.keys.length === 0
            ? principal.items
            : principal.keys.flatMap((kind) => principal.at(kind).items),
        notPrincipal: statement.at("NotPrincipal"),
        conditionKeys: conditionKeys(statement.at("Condition")),
        statement,
      };
    });
}

/** Conditions that also hold where the key is absent, or is anything but a value: they narrow nothing. */
const EXCEPTIVE = /Not|IfExists$|^Null$/;

/** A condition with a star alone as its value holds for everything. */
function conditionKeys(condition: Value): readonly string[] {
  return condition.keys
    .filter((operator) => !EXCEPTIVE.test(operator))
    .flatMap((operator) => {
      const compared = condition.at(operator);
      const keys = compared.keys.filter((key) => compared.at(key).items.every(({ known }) => known !== "*"));
      return keys.map((key) => key.toLowerCase());
    });
}
