import type { Cluster, Inventory, Region, Tenant } from "../../../fleet/inventory.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../../fleet/schema/fleet.ts";
import { regionSchema } from "../../../fleet/schema/region.ts";

type Input = Readonly<Record<string, unknown>>;

const ZONES = { a: "euc1-az1", b: "euc1-az2", c: "euc1-az3", d: "euc1-az4", e: "euc1-az5", f: "euc1-az6" };

export function sampleCluster(id: string, input: Input = {}): Cluster {
  const entry = {
    kind: "eks",
    region: "eu",
    environment: "production",
    sla: 2,
    kubernetes: "1.35",
    ...input,
  };
  return { ...clusterSchema.parse(entry), id };
}

export function sampleRegion(id: string, input: Input = {}): Region {
  const entry = { account: "main", awsRegion: "eu-central-1", jurisdiction: "eu", zones: ZONES, ...input };
  return { ...regionSchema.parse(entry), id };
}

/** An inventory in memory: its folder does not exist, so findings have no positions. */
export function sampleInventory(
  clusters: readonly Cluster[],
  options: { readonly addresses?: Input; readonly regions?: readonly Region[] } = {},
): Inventory {
  const settings = fleetSchema.parse({
    organisation: "lagoon",
    dnsZone: "lagoon.cloud",
    accounts: { main: { id: "111122223333", role: "deploy" } },
    addresses: { supernets: ["10.0.0.0/8"], ...options.addresses },
    runners: { cidrs: ["10.255.0.0/20"] },
  });
  const regions = options.regions ?? [sampleRegion("eu")];
  return {
    dir: "/nowhere",
    settings,
    regions: new Map(regions.map((one) => [one.id, one])),
    clusters: new Map(clusters.map((one) => [one.id, one])),
    tenants: new Map<string, Tenant>(),
    links: new Map(),
  };
}
