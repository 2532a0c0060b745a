import type { RuleLevels } from "../fleet/schema/policy.ts";
import type { Facts } from "./resource.ts";
import type { Level, Rule } from "./rule.ts";

/** What a rule does in an environment: what the fleet says of it there, what it says of all, or what the rule says. */
export function ruleLevel(
  { id, level }: Pick<Rule, "id" | "level">,
  levels: RuleLevels,
  environment: Facts["environment"],
): Level | "disabled" {
  const said = Object.hasOwn(levels, id) ? levels[id] : undefined;
  return (environment === undefined ? undefined : said?.[environment]) ?? said?.all ?? level;
}

/** The rules that hold in an environment, each with the level that it has there. */
export function rulesAt(
  rules: readonly Rule[],
  levels: RuleLevels,
  environment: Facts["environment"],
): readonly Rule[] {
  return rules.flatMap((rule) => {
    const level = ruleLevel(rule, levels, environment);
    if (level === "disabled") return [];
    return [level === rule.level ? rule : { ...rule, level }];
  });
}
