import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import { storeOf } from "../../fleet/regions/object-stores.ts";
import type { AddOnFault } from "./contract.ts";
import type { PlatformSettings } from "./settings.ts";

/** Days for which objects must outlive what is in them: an index is read as long as the last line it leads to. */
const SPARE_DAYS = 7;

/**
 * What keeps an add-on from keeping its objects: a bucket that its region does not have, or one that deletes them too
 * early. `days` is how long the add-on itself keeps what it stores.
 */
export function storeFaults(
  name: AddOnName,
  { choices, stores, labels: { region } }: PlatformSettings,
  days: number,
): readonly AddOnFault[] {
  const store = storeOf(name, choices);
  if (store === undefined) return [];
  const keepDays = stores?.[store]?.keepDays;
  if (keepDays === undefined) {
    const instead = "storage" in choices[name] ? `, or addOns.${name}.storage: volume` : "";
    return [
      {
        expected: `a bucket for ${store} in ${region}, in which ${name} keeps its objects`,
        hint: `say buckets.${store} in regions/${region}.yaml${instead}, or switch ${name} and what requires it off`,
      },
    ];
  }
  const needed = days + SPARE_DAYS;
  if (keepDays >= needed) return [];
  return [
    {
      expected: `a bucket for ${store} in ${region} that keeps objects for at least ${needed} days, for ${name} keeps what is in them for ${days}`,
      hint: `say buckets.${store}.keepDays: ${needed} in regions/${region}.yaml`,
    },
  ];
}
