import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Cluster, Fleet, Inventory } from "../../fleet/inventory.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { regionSchema } from "../../fleet/schema/region.ts";
import { sampleFleet, TODAY } from "./sample-fleet.ts";

const ENTRY = {
  kind: "eks",
  region: "eu",
  environment: "development",
  sla: 1,
  kubernetes: "1.35",
  profile: "minimal",
};
const ZONES = { a: "euc1-az2", b: "euc1-az3", c: "euc1-az1" };
const REGION = { account: "workloads", awsRegion: "eu-central-1", jurisdiction: "eu", zones: ZONES };

/** What a region says that shares endpoints. */
export const SHARING = {
  transitGateway: { mode: "own", asn: 64_512 },
  sharedEndpoints: { services: ["sts", "ecr.dkr"] },
};

/** What a network says that uses them. */
export const USING = { mode: "create", transitGateway: true, sharedEndpoints: true };

/** A fleet of one region that says this, with one cluster `dev` whose network says that. */
export function sharedFleet(region: object, network: object, settings: object = {}): Fleet {
  const base = sampleFleet({});
  const cluster: Cluster = { ...clusterSchema.parse({ ...ENTRY, network }), id: "dev" };
  const inventory: Inventory = {
    ...base,
    settings: fleetSchema.parse({ ...base.settings, ...settings }),
    regions: new Map([["eu", { ...regionSchema.parse({ ...REGION, ...region }), id: "eu" }]]),
    clusters: new Map([["dev", cluster]]),
  };
  return { ...inventory, lock: updateLock(inventory, undefined, TODAY).lock, today: TODAY };
}
