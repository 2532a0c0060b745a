import type { Placement, Standby, Tenant } from "../inventory.ts";
import type { HomeEntry } from "../schema/tenants/placement.ts";
import type { UnplacedTenant } from "./demand.ts";

/** One place that a tenant asks for: that of an environment, or that of its standby. */
export interface Home {
  readonly tenant: UnplacedTenant;
  readonly environment: string;
  /** @default - the environment itself */
  readonly isStandby?: true;
  /** Region that it must not be in. @default - none */
  readonly notRegion?: string;
}

/** A home, and what its entry says of the place. */
export interface WantedHome {
  readonly home: Home;
  readonly entry: HomeEntry;
}

/** Where a home is. */
export interface FoundPlace {
  readonly cluster: string;
  readonly cell?: number;
}

/** Path of a home in its tenant's file. */
export const pathOf = ({ environment, isStandby }: Home): readonly string[] =>
  isStandby === true ? ["environments", environment, "standby"] : ["environments", environment];

/** What a home is known by among all. */
export const keyOf = ({ tenant, environment, isStandby }: Home): string =>
  [tenant.id, environment, ...(isStandby === true ? ["standby"] : [])].join(" ");

/** Every home in the order of names; the standby of an environment after it. */
export function homesOf(tenants: ReadonlyMap<string, UnplacedTenant>): readonly WantedHome[] {
  return [...tenants.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).flatMap(homesOfTenant);
}

function homesOfTenant(tenant: UnplacedTenant): readonly WantedHome[] {
  const entries = Object.entries(tenant.environments).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([environment, entry]): WantedHome[] => {
    const main = { home: { tenant, environment }, entry };
    if (entry.standby === undefined) return [main];
    return [main, { home: { tenant, environment, isStandby: true }, entry: entry.standby }];
  });
}

/** Tenants with every home placed; one that lacks a place is left out, as is one that can't be read. */
export function placedTenants(
  tenants: ReadonlyMap<string, UnplacedTenant>,
  found: ReadonlyMap<string, FoundPlace>,
): ReadonlyMap<string, Tenant> {
  return new Map(
    [...tenants].flatMap(([id, tenant]) => {
      const entries = Object.keys(tenant.environments);
      const environments = entries.flatMap((environment) => {
        const placed = placement(tenant, environment, found);
        return placed === undefined ? [] : [[environment, placed] as const];
      });
      if (environments.length < entries.length) return [];
      return [[id, { ...tenant, environments: Object.fromEntries(environments) }] as const];
    }),
  );
}

function placement(
  tenant: UnplacedTenant,
  environment: string,
  found: ReadonlyMap<string, FoundPlace>,
): Placement | undefined {
  const main = found.get(keyOf({ tenant, environment }));
  const written = tenant.environments[environment];
  if (main === undefined || written === undefined) return undefined;
  const { standby: wanted, ...entry } = written;
  const placed = { ...entry, ...main };
  if (wanted === undefined) return placed;
  const place = found.get(keyOf({ tenant, environment, isStandby: true }));
  if (place === undefined) return undefined;
  const standby: Standby = { ...wanted, ...place };
  return { ...placed, standby };
}
