import type { Fleet } from "../../fleet/inventory.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Installed } from "./bumps.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Charts that plans of clusters install, by the names that the catalog has for them. */
export function installedCharts(
  { clusters }: Pick<Fleet, "clusters">,
  plans: readonly Plan[],
): readonly Installed[] {
  return plans.flatMap(({ stack, resources }) => {
    const kubernetes = clusters.get(stack)?.kubernetes ?? "";
    return resources.flatMap(({ type, inputs }) => {
      const chart = inputs["name"];
      return type === RELEASE && typeof chart === "string" ? [{ cluster: stack, kubernetes, chart }] : [];
    });
  });
}
