import type { Inventory } from "./inventory.ts";
import { unwatchedQuotas } from "./quotas.ts";

/** What the alarms of a region cannot see, one sentence for each region that has them. */
export function quotaWarnings({ regions }: Pick<Inventory, "regions">): readonly string[] {
  return [...regions.values()].flatMap(({ id, awsRegion, quotaAlarms }) => {
    if (quotaAlarms === undefined) return [];
    const unseen = unwatchedQuotas(awsRegion).map(({ what }) => what);
    const why = `AWS publishes no use of them in ${awsRegion}`;
    return [`regions/${id}.yaml: no alarm watches ${unseen.length} quotas, for ${why}: ${unseen.join(", ")}`];
  });
}
