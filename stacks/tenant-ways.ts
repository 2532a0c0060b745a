import type { Application, TenantSettings } from "../components/tenant/settings.ts";
import type { Cluster, Fleet, Tenant } from "../fleet/inventory.ts";
import { tenantDnsName } from "../fleet/names.ts";
import type { ApplicationEntry } from "../fleet/schema/tenants/applications.ts";
import type { RequestFaults } from "../fleet/schema/tenants/routes.ts";
import { closedRanges } from "../fleet/ways/closed-ranges.ts";
import { provesTenantNames } from "../fleet/ways/proven-names.ts";

/** Its names, where certificates for them can be had, and what none of its ways out may hold. */
export function waysOf(
  fleet: Fleet,
  cluster: Cluster,
  { id, egress }: Tenant,
  environment: string,
): Pick<TenantSettings, "domain" | "closedRanges"> {
  const closed = egress.length === 0 ? [] : closedRanges(fleet).map(({ cidr }) => cidr);
  return {
    ...(provesTenantNames(fleet, cluster) ? { domain: tenantDnsName(fleet.settings, id, environment) } : {}),
    ...(closed.length === 0 ? {} : { closedRanges: closed }),
  };
}

/** How requests reach an application in one environment. */
export function routesOf(
  canary: ApplicationEntry["canary"][string] | undefined,
  faults: RequestFaults | undefined,
): Pick<Application, "canaryPercent" | "faults"> {
  return {
    ...(canary === undefined ? {} : { canaryPercent: canary.percent }),
    ...(faults === undefined ? {} : { faults }),
  };
}
