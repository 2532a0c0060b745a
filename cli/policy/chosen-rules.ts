import { type Fault, InputError } from "../../fleet/check.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { GROUPS, type Rule } from "../../policy/rule.ts";
import { RULES } from "../../policy/rules/all.ts";

/** What `--rule` and `--group` say. */
export interface RuleChoice {
  readonly rule?: readonly string[];
  readonly group?: readonly string[];
}

/**
 * The rules that are meant: those named and those of the groups named, or all when nothing is said.
 *
 * @throws InputError with every name that is none.
 */
export function chosenRules({ rule: ids = [], group: groups = [] }: RuleChoice): readonly Rule[] {
  const known = RULES.map(({ id }) => id);
  const faults = [
    ...ids.flatMap((id) => strange("--rule", id, known)),
    ...groups.flatMap((group) => strange("--group", group, GROUPS)),
  ];
  if (faults.length > 0) throw new InputError(faults);
  if (ids.length + groups.length === 0) return RULES;
  return RULES.filter(({ id, group }) => ids.includes(id) || groups.includes(group));
}

/** One rule by its id. @throws InputError when there is none. */
export function namedRule(id: string): Rule {
  const found = RULES.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  throw new InputError(
    strange(
      "rule",
      id,
      RULES.map((rule) => rule.id),
    ),
  );
}

function strange(what: string, name: string, known: readonly string[]): readonly Fault[] {
  if (known.includes(name)) return [];
  const hint = didYouMean(name, known) ?? "npx atoll policy list shows all rules";
  return [
    {
      file: `${what} ${JSON.stringify(name)}`,
      path: "",
      expected: what === "--group" ? `one of ${known.join(", ")}` : "the id of a rule",
      hint,
    },
  ];
}
