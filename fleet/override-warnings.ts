import { addOnsOf } from "./charts/add-ons.ts";
import type { Inventory } from "./inventory.ts";

/** Overrides of chart values that hold today, one sentence for each: what is around the typed settings stays in sight. */
export function overrideWarnings({ clusters }: Pick<Inventory, "clusters">): readonly string[] {
  return [...clusters.values()].flatMap((cluster) =>
    addOnsOf(cluster).flatMap((name) => {
      const { valuesOverride } = cluster.addOns[name];
      if (valuesOverride === undefined) return [];
      const { owner, until, why } = valuesOverride;
      return [`clusters/${cluster.id}.yaml: ${owner} overrides values of ${name} until ${until}: ${why}`];
    }),
  );
}
