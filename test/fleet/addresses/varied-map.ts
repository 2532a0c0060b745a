import { addressMap, type MapNode } from "../../../fleet/addresses/map.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import type { Inventory } from "../../../fleet/inventory.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const unrouted = { mode: "create", netmaskLength: 20, pods: "unrouted" };
const nodes = { max: 4 };
const existing = (cidr: string, legacy: boolean): object => ({
  mode: "existing",
  vpcId: "vpc-0aaaaaaaaaaaaaaaa",
  cidr,
  legacy,
  subnets: { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: cidr.replace("/16", "/18") } },
});

/** One of each: routed, unrouted, shared pods, existing, legacy, reserved, and one that is gone. */
export function variedMap(order: (inventory: Inventory) => Inventory = (one) => one): readonly MapNode[] {
  const clusters = [
    sampleCluster("web", { nodes }),
    sampleCluster("edge", { nodes, network: unrouted }),
    sampleCluster("lab-1", { nodes, network: { ...unrouted, linkable: false } }),
    sampleCluster("lab-2", { nodes, network: { ...unrouted, linkable: false } }),
    sampleCluster("bought", { nodes, network: existing("10.200.0.0/16", false) }),
    sampleCluster("cellar", { nodes, network: existing("192.168.0.0/16", true) }),
  ];
  const reserved = [{ cidr: "10.255.0.0/16", why: "offices & <VPN> of the whole organisation" }];
  const options = { addresses: { reserved } };
  const before = sampleInventory([...clusters, sampleCluster("old", { nodes })], options);
  const { lock } = updateLock(before, undefined, "2026-11-01");
  const inventory = sampleInventory(clusters, options);
  return addressMap(order(inventory), updateLock(order(inventory), lock, "2026-11-24").lock);
}
