import type { EndpointsPlan } from "../../fleet/regions/shared-endpoints.ts";

/** Interface endpoints that a region shares. */
export interface EndpointSettings {
  /** Ranges, services and who may ask them. */
  readonly plan: EndpointsPlan;
  /** Environments whose clusters reach them, each with a table of the gateway. */
  readonly environments: readonly string[];
  /** Days that flow logs are kept. Range 1..3653, one of `LOG_RETENTION_DAYS`. */
  readonly flowLogRetentionDays: number;
}
