import { changesOf } from "./upgrade-text.ts";
import { isBlocked, type UpgradePlan } from "./upgrade-plan.ts";

/** An upgrade plan for programs: stable keys, each step with the lines that tell what it changes. */
export function upgradeJson(plan: UpgradePlan): object {
  const { cluster, layers, target, steps, checks, rollback, pair } = plan;
  return {
    schema: 1,
    cluster,
    layers,
    target,
    blocked: isBlocked(plan),
    steps: steps.map(({ layer, from, to, after, diff }) => ({
      layer,
      from,
      to,
      layers: after,
      changes: changesOf(diff),
    })),
    checks,
    rollback,
    ...(pair === undefined ? {} : { pair }),
  };
}
