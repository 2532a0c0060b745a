import { describe, expect, test } from "vitest";
import type { Cluster } from "../../../fleet/inventory.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { storeOf, storesOf } from "../../../fleet/regions/object-stores.ts";
import { regionNeeds } from "../../../fleet/regions/region-needs.ts";
import { type AddOnChoices, addOns } from "../../../fleet/schema/add-ons.ts";

const inventory = loadInventory("examples/enterprise");

function cluster(id: string, changes: Partial<Cluster> = {}): Cluster {
  const found = inventory.clusters.get(id);
  if (found === undefined) throw new Error(`${id} is no cluster`);
  return { ...found, ...changes };
}

const chosen = (entry: object): AddOnChoices => addOns.parse(entry);
const volumes = chosen({
  loki: { storage: "volume" },
  tempo: { storage: "volume" },
  velero: { enabled: false },
  "cloudnative-pg": { enabled: false },
});

describe("what add-ons keep in buckets of the region", () => {
  test("logs and traces in the one for logs, backups and archives of databases in the other", () => {
    const names = ["loki", "tempo", "velero", "cloudnative-pg", "traefik"] as const;
    expect(names.map((name) => storeOf(name, {}))).toEqual(["logs", "logs", "backups", "backups", undefined]);
  });

  test("is nothing where they have a volume instead", () => {
    expect(storeOf("loki", volumes)).toBeUndefined();
    expect(storesOf(cluster("prod-eu", { addOns: volumes }))).toEqual([]);
  });

  test("is nothing in a cluster of the smallest profile, and in a large one both", () => {
    expect(storesOf(cluster("dev-data"))).toEqual([]);
    expect(storesOf(cluster("prod-eu"))).toEqual(["backups", "logs"]);
  });
});

describe("a cluster reads the key of its region's buckets", () => {
  const reads = (one: Cluster, regions = inventory.regions): boolean =>
    regionNeeds({ ...inventory, regions }, one).includes("dataKeyArn");

  test("where an add-on keeps objects in one, and not otherwise: it would wait for the region for nothing", () => {
    expect(reads(cluster("prod-eu"))).toBe(true);
    expect(reads(cluster("prod-eu", { addOns: volumes }))).toBe(false);
    expect(reads(cluster("dev-data"))).toBe(false);
  });

  test("where the region has that bucket: whoever needs another is refused by other words", () => {
    const region = inventory.regions.get("eu-central")!;
    const without = new Map([...inventory.regions, ["eu-central", { ...region, buckets: {} }]]);
    expect(reads(cluster("prod-eu"), without)).toBe(false);
  });
});
