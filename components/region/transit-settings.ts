import type { Gateway } from "../../fleet/regions/transit.ts";

/** The transit gateway of one region. */
export interface TransitSettings extends Gateway {
  /** AS number of the gateway's side. Range 64512..4294967294, the private ones. */
  readonly asn: number;
  /** Numbers of other accounts whose clusters attach to it. @default none */
  readonly sharedWith?: readonly string[];
}
