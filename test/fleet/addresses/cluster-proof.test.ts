import { describe, expect, it } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { faultLine } from "../../../fleet/check.ts";
import type { Inventory } from "../../../fleet/inventory.ts";
import { located } from "../../../fleet/read/locate.ts";
import type { Lock, LockedCluster } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const DAY = "2026-11-24";
const RESTORE = "restore the lock from git; after a merge, run atoll lock --rebase <base revision>";
const unrouted = { mode: "create", netmaskLength: 20, pods: "unrouted" };
const node = { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "192.168.128.0/20" };

/** A cluster with pods outside its block, one that is never linked, and one in a VPC that was brought along. */
function inventory(
  options: { readonly old?: object; readonly reserved?: readonly object[] } = {},
): Inventory {
  const existing = {
    mode: "existing",
    vpcId: "vpc-0aaaaaaaaaaaaaaaa",
    cidr: "192.168.128.0/18",
    subnets: { "node-a": node },
    ...options.old,
  };
  const clusters = [
    sampleCluster("apart", { network: { ...unrouted, linkable: false } }),
    sampleCluster("linked", { network: unrouted }),
    sampleCluster("old", { network: existing, nodes: { max: 5 } }),
  ];
  return sampleInventory(clusters, { addresses: { reserved: options.reserved ?? [] } });
}

const { lock: SOUND } = updateLock(inventory(), undefined, DAY);

function changed(id: string, change: (cluster: LockedCluster) => Partial<LockedCluster>): Lock {
  const cluster = SOUND.clusters[id];
  if (cluster === undefined) throw new Error(`no cluster ${id}`);
  return { ...SOUND, clusters: { ...SOUND.clusters, [id]: { ...cluster, ...change(cluster) } } };
}

const told = (lock: Lock, of = inventory()): readonly string[] =>
  located("/nowhere", addressFindings(of, lock)).map(faultLine);

describe("the proof of one cluster", () => {
  it("finds a pod range outside the pod supernet, even where nobody else is", () => {
    const lock = changed("apart", ({ subnets }) => ({
      pods: "10.50.0.0/16",
      subnets: Object.fromEntries(
        Object.entries(subnets).map(([key, cidr]) => [key, cidr.replace("100.64.", "10.50.")]),
      ),
    }));
    expect(told(lock)).toEqual([
      `fleet.lock.yaml clusters.apart.pods: expected a block inside the pod supernet (100.64.0.0/10), got 10.50.0.0/16; ${RESTORE}`,
    ]);
  });

  it("finds a node subnet in the pod range, and a pod subnet in the routed block", () => {
    const lock = changed("linked", ({ subnets }) => ({
      subnets: { ...subnets, "node-a": "100.64.192.0/22", "pod-a": "10.0.16.0/22" },
    }));
    expect(told(lock)).toEqual([
      `fleet.lock.yaml clusters.linked.subnets.node-a: expected a range inside 10.0.16.0/20, got 100.64.192.0/22; ${RESTORE}`,
      `fleet.lock.yaml clusters.linked.subnets.pod-a: expected a range inside 100.64.0.0/16, got 10.0.16.0/22; ${RESTORE}`,
    ]);
  });

  it("finds the pod range of a cluster that is never linked inside a reserved range", () => {
    const reserved = [{ cidr: "100.64.128.0/17", why: "carrier" }];
    const lock = changed("linked", ({ subnets }) => ({
      pods: "100.70.0.0/16",
      subnets: Object.fromEntries(
        Object.entries(subnets).map(([key, cidr]) => [key, cidr.replace("100.64.", "100.70.")]),
      ),
    }));
    expect(told(lock, inventory({ reserved }))).toEqual([
      "fleet.yaml addresses.reserved[0].cidr: expected pod ranges outside reserved ranges, " +
        "got 100.64.128.0/17 of reserved (carrier) inside 100.64.0.0/16 of cluster/apart pods; " +
        "a live block never moves: make the reserved range smaller, or retire the cluster",
    ]);
  });

  it("is not talked out of an overlap by a lock that calls a network legacy", () => {
    const lock = changed("old", () => ({ legacy: true }));
    expect(told(lock)).toEqual([
      "fleet.lock.yaml clusters.old.legacy: expected false, as clusters/old.yaml says, got true; run atoll lock",
    ]);
    const reserved = [{ cidr: "192.168.0.0/16", why: "office" }];
    expect(told(lock, inventory({ reserved }))).toHaveLength(2);
  });

  it("finds subnets of a VPC that the lock does not know yet, knows no more, or knows differently", () => {
    const subnets = {
      "node-a": { ...node, cidr: "192.168.144.0/20" },
      "node-b": { ...node, cidr: "192.168.160.0/20" },
    };
    expect(told(SOUND, inventory({ old: { subnets } }))).toEqual([
      "fleet.lock.yaml clusters.old.subnets.node-a: expected 192.168.144.0/20, as clusters/old.yaml says, " +
        "got 192.168.128.0/20; run atoll lock",
      "fleet.lock.yaml clusters.old.subnets.node-b: expected 192.168.160.0/20, as clusters/old.yaml says, " +
        "got none; run atoll lock",
    ]);
    const { lock } = updateLock(inventory({ old: { subnets } }), SOUND, DAY);
    expect(told(lock).map((line) => line.slice(0, 79))).toEqual([
      "fleet.lock.yaml clusters.old.subnets.node-a: expected 192.168.128.0/20, as clus",
      "fleet.lock.yaml clusters.old.subnets.node-b: expected no such subnet, as cluste",
    ]);
  });
});

describe("a cluster that stops being linkable", () => {
  const flipped = sampleInventory(
    [...inventory().clusters.values()].map((one) =>
      one.id === "linked" ? sampleCluster("linked", { network: { ...unrouted, linkable: false } }) : one,
    ),
  );

  it("keeps its pod range to itself, for somebody may still hold a route to it", () => {
    const { lock } = updateLock(flipped, SOUND, DAY);
    expect(lock.clusters["linked"]?.linkable).toBeUndefined();
    const next = [...flipped.clusters.values(), sampleCluster("next", { network: unrouted })];
    const { lock: later } = updateLock(sampleInventory(next), lock, DAY);
    expect([later.clusters["linked"]?.pods, later.clusters["next"]?.pods]).toEqual([
      "100.64.0.0/16",
      "100.65.0.0/16",
    ]);
  });

  it("leaves its pod range in quarantine when it goes", () => {
    const { lock } = updateLock(flipped, SOUND, DAY);
    const without = sampleInventory([...flipped.clusters.values()].filter(({ id }) => id !== "linked"));
    expect(updateLock(without, lock, DAY).lock.tombstones).toEqual([
      { cidr: "10.0.16.0/20", holder: "cluster/linked", freed: DAY, until: "2027-02-22" },
      { cidr: "100.64.0.0/16", holder: "cluster/linked", freed: DAY, until: "2027-02-22" },
    ]);
  });
});
