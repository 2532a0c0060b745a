import type { EksAccess } from "../components/cluster/settings.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";

/** How deployments and people reach the API server, with the fleet's runners where the entry names no ranges. */
export function apiAccess({ settings }: Fleet, { access }: Cluster): EksAccess {
  if (access.mode === "public-list") return access;
  return { ...access, cidrs: access.cidrs ?? settings.runners?.cidrs ?? [] };
}
