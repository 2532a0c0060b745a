import type { Inventory } from "../inventory.ts";
import { QUOTAS, unwatchedQuotas } from "./quotas.ts";

/** What the alarms of regions cannot see: one sentence for all regions of which the same is true. */
export function quotaWarnings({ regions }: Pick<Inventory, "regions">): readonly string[] {
  const files = new Map<number, string[]>();
  for (const { id, awsRegion, quotaAlarms } of regions.values()) {
    if (quotaAlarms === undefined) continue;
    const unseen = unwatchedQuotas(awsRegion).length;
    files.set(unseen, [...(files.get(unseen) ?? []), `regions/${id}.yaml`]);
  }
  return [...files].map(
    ([unseen, names]) =>
      `${names.join(", ")}: no alarm watches ${unseen} of ${QUOTAS.length} quotas, for AWS publishes no use of them there; fleet/regions/quotas.ts names them`,
  );
}
