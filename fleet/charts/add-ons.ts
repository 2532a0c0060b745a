import type { Cluster } from "../inventory.ts";
import { poolClass } from "../nodes/node-pools.ts";
import type { ADD_ON_NAMES } from "../schema/add-ons.ts";

export type AddOnName = (typeof ADD_ON_NAMES)[number];

/** What every cluster needs so that tenants can be reached by name, with certificates, and scaled by load. */
const BASE: readonly AddOnName[] = ["cert-manager", "gateway-api", "metrics-server", "traefik"];

/** Add-ons of each profile. The profiles part ways as soon as there are add-ons that not every cluster needs. */
const PROFILES: Readonly<Record<Cluster["profile"], readonly AddOnName[]>> = {
  minimal: BASE,
  standard: BASE,
  full: BASE,
};

type Choices = Pick<Cluster, "profile" | "addOns"> & Partial<Pick<Cluster, "nodes">>;

/** Add-ons of one cluster: those of its profile and of its node pools, then what its entry switches on or off. */
export function addOnsOf({ profile, addOns, nodes }: Choices): readonly AddOnName[] {
  const names = new Set(PROFILES[profile]);
  const pools = Object.entries(nodes?.pools ?? {});
  if (pools.some(([name, entry]) => poolClass(name, entry) === "gpu")) names.add("nvidia-device-plugin");
  for (const [name, { enabled }] of Object.entries(addOns) as [AddOnName, { enabled?: boolean }][]) {
    if (enabled === true) names.add(name);
    if (enabled === false) names.delete(name);
  }
  return [...names].sort();
}
