import type { Fleet } from "../fleet/inventory.ts";
import type { PolicyException } from "../fleet/schema/exceptions.ts";
import { factsOf } from "../policy/facts.ts";
import { rulesAt } from "../policy/levels.ts";
import { type Judged, judgedStack } from "../policy/report.ts";
import type { Resource } from "../policy/resource.ts";
import type { Rule } from "../policy/rule.ts";
import { RULES } from "../policy/rules/all.ts";
import { type Plan, resourceKey } from "./plan.ts";

/** What the rules say of one stack. */
export interface StackCheck {
  readonly stack: string;
  /** Resources that were looked at. */
  readonly resources: number;
  readonly judged: readonly Judged[];
}

/** What the rules say of all planned stacks. */
export interface PolicyCheck {
  readonly stacks: readonly StackCheck[];
  /** Exceptions that no finding of these stacks needed. */
  readonly unused: readonly PolicyException[];
  /** Exceptions whose last day is over, whether anything needs them or not. */
  readonly expired: readonly PolicyException[];
}

/**
 * Applies the rules to plan after plan, each at the level that it has in the stack's environment. Without an inventory
 * rules have the levels of their own, there are no exceptions, and one that asks for a fact has none.
 */
export function policyCheck(
  fleet: Fleet | undefined,
  plans: Iterable<Plan>,
  today: string,
  rules: readonly Rule[] = RULES,
): PolicyCheck {
  const exceptions = fleet?.exceptions ?? [];
  const levels = fleet?.settings.policy.levels ?? {};
  const byEnvironment = new Map<string | undefined, readonly Rule[]>();
  const stacks = Array.from(plans, (plan): StackCheck => {
    const { stack } = plan;
    const facts = fleet === undefined ? {} : factsOf(fleet, stack);
    const held = byEnvironment.get(facts.environment) ?? rulesAt(rules, levels, facts.environment);
    byEnvironment.set(facts.environment, held);
    const judge = { rules: held, exceptions, facts, today, stack };
    const judged = judgedStack(ruledResources(plan), judge);
    return { stack, resources: plan.resources.length, judged };
  });
  const used = new Set(stacks.flatMap(({ judged }) => judged.map(({ exception }) => exception)));
  return {
    stacks,
    unused: exceptions.filter((exception) => isOfThese(exception, stacks, rules) && !used.has(exception)),
    expired: exceptions.filter(({ expires }) => expires < today),
  };
}

/** Whether an exception could have been needed here: by one of these stacks, from one of these rules. */
function isOfThese(
  { rule, stack }: PolicyException,
  stacks: readonly StackCheck[],
  rules: readonly Rule[],
): boolean {
  if (!rules.some(({ id }) => id === rule)) return false;
  return stack === undefined || stacks.some((one) => one.stack === stack);
}

/** Resources of a plan as the rules see them. */
export function ruledResources({ resources }: Pick<Plan, "resources">): readonly Resource[] {
  const byKey = new Map(resources.map((resource) => [resourceKey(resource), resource]));
  return resources.map(({ type, name, inputs, protect, provider, sources }) => {
    const found = byKey.get(provider ?? "");
    return {
      type,
      name,
      inputs,
      protect,
      ...(found === undefined ? {} : { provider: found }),
      ...(sources === undefined ? {} : { sources }),
    };
  });
}
