import type { Tier, TenantSize } from "../../fleet/tiers.ts";

export const DEFAULT_PROTECT = false;
export const DEFAULT_MESH = false;

/** One environment of a tenant in one cluster: plain values, for they decide what exists. */
export interface TenantSettings {
  /** Id of the tenant. */
  readonly tenant: string;
  /** Name of the environment, such as production. */
  readonly environment: string;
  /** What the tenant shares with others. */
  readonly tier: Tier;
  /** How much it may use. */
  readonly size: TenantSize;
  /** Groups of people who may deploy and debug. */
  readonly developers: readonly string[];
  /** Groups of people who may look. */
  readonly viewers: readonly string[];
  /** Whether its pods are in the mesh of its cluster. @default false */
  readonly mesh?: boolean;
  /** Refuses to delete the namespace, and with it the tenant's volumes. @default false */
  readonly protect?: boolean;
}
