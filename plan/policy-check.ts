import type { Fleet } from "../fleet/inventory.ts";
import { stackProtects } from "../fleet/stack-protection.ts";
import { EXCEPTIONS, type Exception } from "../policy/exceptions.ts";
import { type Judged, judgedStack } from "../policy/report.ts";
import type { Facts, Resource } from "../policy/resource.ts";
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
  /** Exceptions that no violation of these stacks needed. */
  readonly unused: readonly Exception[];
}

/** Applies every rule to every plan. */
export function policyCheck(
  fleet: Fleet,
  plans: readonly Plan[],
  today: string,
  exceptions: readonly Exception[] = EXCEPTIONS,
): PolicyCheck {
  const stacks = plans.map((plan) => {
    const judge = { rules: RULES, exceptions, facts: factsOf(fleet, plan.stack), today };
    return {
      stack: plan.stack,
      resources: plan.resources.length,
      judged: judgedStack(ruledResources(plan), judge),
    };
  });
  const used = new Set(stacks.flatMap(({ judged }) => judged.map(({ exception }) => exception)));
  return { stacks, unused: exceptions.filter((exception) => !used.has(exception)) };
}

function factsOf(fleet: Fleet, stack: string): Facts {
  const protect = stackProtects(fleet, stack);
  return protect === undefined ? {} : { protect };
}

/** Resources of a plan as the rules see them. */
export function ruledResources({ resources }: Pick<Plan, "resources">): readonly Resource[] {
  const byKey = new Map(resources.map((resource) => [resourceKey(resource), resource]));
  return resources.map(({ type, name, inputs, protect, provider }) => {
    const found = byKey.get(provider ?? "");
    return { type, name, inputs, protect, ...(found === undefined ? {} : { provider: found }) };
  });
}
