import { type AddOnName, addOnsOf } from "../charts/add-ons.ts";
import type { Cluster } from "../inventory.ts";

/** Buckets that a region may have for its clusters. */
export type StoreName = "logs" | "backups";

/** Add-ons that keep objects in a bucket of the region, and in which one. */
const STORES: Readonly<Partial<Record<AddOnName, StoreName>>> = {
  "cloudnative-pg": "backups",
  loki: "logs",
  tempo: "logs",
  velero: "backups",
};

/** The bucket that an add-on keeps objects in; none where its entry says that it has a volume instead. */
export function storeOf(
  name: AddOnName,
  choices: Readonly<Partial<Record<AddOnName, object>>>,
): StoreName | undefined {
  const choice = choices[name];
  const hasVolume = choice !== undefined && "storage" in choice && choice.storage === "volume";
  return hasVolume ? undefined : STORES[name];
}

/** Buckets that the add-ons of a cluster keep objects in. */
export function storesOf(cluster: Cluster): readonly StoreName[] {
  const stores = addOnsOf(cluster).map((name) => storeOf(name, cluster.addOns));
  return [...new Set(stores.filter((one) => one !== undefined))].sort();
}
