import type * as pulumi from "@pulumi/pulumi";
import type { RegionOutput } from "../../fleet/regions/region-outputs.ts";

/** What a region's stack shows: what clusters read, and what people need. */
export interface RegionOutputs extends Readonly<Partial<Record<RegionOutput, pulumi.Output<string>>>> {
  /** Servers of the public zone, to which the zone above must delegate. */
  readonly nameServers?: pulumi.Output<readonly string[]>;
}
