import type { TenantEntry } from "../schema/tenant.ts";
import type { TenantSize } from "../tiers.ts";

/** Things of an entry of which a stack has so many resources that one tenant could fill it. */
export const COUNTED_KEYS = ["applications", "databases"] as const;

export type CountedKey = (typeof COUNTED_KEYS)[number];

/** Most of each that a tenant has by its size; `limits` of its entry says otherwise. */
export const MOST_ENTRIES: Readonly<Record<TenantSize, Readonly<Record<CountedKey, number>>>> = {
  small: { applications: 10, databases: 4 },
  medium: { applications: 20, databases: 8 },
  large: { applications: 40, databases: 16 },
};

/** Most that a tenant may have of one kind. */
export function mostEntries({ size, limits }: Pick<TenantEntry, "size" | "limits">, key: CountedKey): number {
  return limits?.[key] ?? MOST_ENTRIES[size][key];
}
