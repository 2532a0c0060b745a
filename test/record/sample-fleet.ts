import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Cluster, Fleet, Inventory } from "../../fleet/inventory.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { regionSchema } from "../../fleet/schema/region.ts";

export const TODAY = "2026-11-24";

/** What a cluster's file says beyond the least it must say. */
export type ClusterChanges = Readonly<Record<string, unknown>>;

/** The other profiles need buckets, which the region does not have. */
const SMALLEST = {
  kind: "eks",
  region: "eu",
  environment: "development",
  sla: 1,
  kubernetes: "1.35",
  profile: "minimal",
};

/** A fleet of one region with these clusters; with the lock of an earlier fleet, what that one held stays. */
export function sampleFleet(clusters: Readonly<Record<string, ClusterChanges>>, before?: Lock): Fleet {
  const settings = fleetSchema.parse({
    organisation: "lagoon",
    dnsZone: "lagoon.cloud",
    accounts: { workloads: { id: "111122223333", role: "deployer" } },
    addresses: { supernets: ["10.0.0.0/8"] },
    runners: { cidrs: ["10.255.0.0/20"] },
  });
  const region = regionSchema.parse({
    account: "workloads",
    awsRegion: "eu-central-1",
    jurisdiction: "eu",
    zones: { a: "euc1-az2", b: "euc1-az3", c: "euc1-az1" },
  });
  const entries = Object.entries(clusters).map(([id, changes]): [string, Cluster] => [
    id,
    { ...clusterSchema.parse({ ...SMALLEST, ...changes }), id },
  ]);
  const inventory: Inventory = {
    dir: "inventory",
    settings,
    regions: new Map([["eu", { ...region, id: "eu" }]]),
    clusters: new Map(entries),
    tenants: new Map(),
    links: new Map(),
  };
  return { ...inventory, lock: updateLock(inventory, before, TODAY).lock, today: TODAY };
}
