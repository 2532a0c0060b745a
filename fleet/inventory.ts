import type { PolicyException } from "./schema/exceptions.ts";
import type { ClusterEntry } from "./schema/cluster.ts";
import type { FleetSettings } from "./schema/fleet.ts";
import type { LinkEntry } from "./schema/link.ts";
import type { Lock } from "./schema/lock.ts";
import type { RegionEntry } from "./schema/region.ts";
import type { TenantEntry } from "./schema/tenant.ts";
import type { PlacementEntry, StandbyEntry } from "./schema/tenants/placement.ts";

export type Region = RegionEntry & { readonly id: string };
export type Cluster = ClusterEntry & { readonly id: string };

interface Placed {
  readonly cluster: string;
  /** Cell of the cluster whose stack has the slice. @default - the cluster's own stack */
  readonly cell?: number;
}

/** Where an environment can be recovered. */
export type Standby = Omit<StandbyEntry, "cluster"> & Placed;

/** One environment of a tenant whose cluster is known: its entry names it, or the lock remembers what a rule chose. */
export type Placement = Omit<PlacementEntry, "cluster" | "standby"> &
  Placed & {
    /** @default - none */
    readonly standby?: Standby;
  };

export type Tenant = Omit<TenantEntry, "environments"> & {
  readonly id: string;
  readonly environments: Readonly<Record<string, Placement>>;
};

export type Link = LinkEntry & { readonly id: string };

/** The inventory folder as data: what the team wrote, defaults filled in, nothing derived. */
export interface Inventory {
  /** Folder it was read from. */
  readonly dir: string;
  readonly settings: FleetSettings;
  readonly regions: ReadonlyMap<string, Region>;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly links: ReadonlyMap<string, Link>;
  /** What the rules of policy/ are told to let off. @default none */
  readonly exceptions?: readonly PolicyException[];
}

/** An inventory that agrees with its lock: what the program deploys. */
export interface Fleet extends Inventory {
  readonly lock: Lock;
  /** Day on which the two agreed, as in 2026-11-24; what retires loses its protection by it. */
  readonly today: string;
}
