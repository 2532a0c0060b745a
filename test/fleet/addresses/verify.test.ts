import { describe, expect, it } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { faultLine } from "../../../fleet/check.ts";
import { located } from "../../../fleet/read/locate.ts";
import type { Lock, LockedCluster } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

const unrouted = { mode: "create", netmaskLength: 20, pods: "unrouted" };
const INVENTORY = sampleInventory(
  [
    sampleCluster("one"),
    sampleCluster("two"),
    sampleCluster("three", { network: unrouted }),
    sampleCluster("four", { network: unrouted }),
  ],
  { addresses: { reserved: [{ cidr: "192.168.0.0/16", why: "office" }] }, regions: [sampleRegion("eu")] },
);
const { lock: SOUND } = updateLock(INVENTORY, undefined, "2026-11-24");

function withCluster(id: string, change: Partial<LockedCluster>): Lock {
  const cluster = SOUND.clusters[id];
  if (cluster === undefined) throw new Error(`no cluster ${id}`);
  return { ...SOUND, clusters: { ...SOUND.clusters, [id]: { ...cluster, ...change } } };
}

function withSubnet(id: string, key: string, cidr: string | undefined): Lock {
  const { [key]: _, ...others } = SOUND.clusters[id]?.subnets ?? {};
  return withCluster(id, { subnets: cidr === undefined ? others : { ...others, [key]: cidr } });
}

/** Each fault is planted into a sound lock; the proof must find it, and say it in these words. */
const PLANTED: readonly (readonly [string, Lock, string])[] = [
  [
    "two clusters with one block",
    withCluster("two", { block: "10.0.0.0/16", subnets: SOUND.clusters["one"]?.subnets ?? {} }),
    "expected routed ranges that do not overlap, got 10.0.0.0/16 of cluster/two inside 10.0.0.0/16 of cluster/one",
  ],
  [
    "a block inside a reserved range",
    withCluster("one", { block: "192.168.0.0/16" }),
    "expected routed ranges that do not overlap, got 192.168.0.0/16 of reserved (office) inside 192.168.0.0/16 of cluster/one",
  ],
  [
    "a block in quarantine",
    { ...SOUND, tombstones: [{ cidr: "10.1.0.0/16", holder: "cluster/old", freed: "2026-11-01" }] },
    "got 10.1.0.0/16 of quarantine (cluster/old) inside 10.1.0.0/16 of cluster/two",
  ],
  [
    "a block outside its region",
    withCluster("one", { block: "10.100.0.0/16" }),
    "expected a block inside region eu (10.0.0.0/12)",
  ],
  [
    "a subnet outside its block",
    withSubnet("one", "node-a", "10.1.128.0/22"),
    "clusters.one.subnets.node-a: expected a range inside 10.0.0.0/16, got 10.1.128.0/22",
  ],
  [
    "two subnets that overlap",
    withSubnet("one", "node-a", "10.0.4.0/22"),
    "expected subnets that do not overlap, got 10.0.4.0/22 of cluster/one node-a inside 10.0.4.0/22 of cluster/one node-b",
  ],
  [
    "a subnet that is missing",
    withSubnet("one", "pod-c", undefined),
    "expected a range for pod-c, got none; run atoll lock",
  ],
  [
    "a subnet that is too small",
    withSubnet("one", "node-a", "10.0.0.0/28"),
    "expected at most 33 nodes in 3 node subnets",
  ],
  [
    "a control-plane subnet without room for EKS",
    withSubnet("one", "control-plane-a", "10.0.19.0/29"),
    "expected control-plane subnets with at least 6 free addresses, got 1 smaller ones",
  ],
  [
    "two linkable clusters with one pod range",
    withCluster("four", {
      pods: SOUND.clusters["three"]?.pods ?? "",
      subnets: { ...SOUND.clusters["four"]?.subnets, ...podsOf(SOUND.clusters["three"]) },
    }),
    "expected pod ranges that do not overlap where networks may be linked",
  ],
  [
    "services inside a supernet",
    withCluster("one", { services: "10.96.0.0/12" }),
    "got 10.96.0.0/12 of cluster/one services inside 10.0.0.0/8 of supernet 10.0.0.0/8",
  ],
  [
    "a region outside the supernets",
    { ...SOUND, regions: { eu: { since: "2026-11-24", blocks: ["10.0.0.0/12", "172.24.0.0/14"] } } },
    "regions.eu.blocks: expected a block inside the supernets (10.0.0.0/8), got 172.24.0.0/14",
  ],
  [
    "region blocks that overlap",
    { ...SOUND, regions: { eu: { since: "2026-11-24", blocks: ["10.0.0.0/12", "10.0.0.0/13"] } } },
    "expected region blocks that do not overlap",
  ],
  [
    "a cluster that is missing",
    without("two"),
    "clusters: expected an entry for two, got none; run atoll lock",
  ],
];

function podsOf(cluster: LockedCluster | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(cluster?.subnets ?? {}).filter(([key]) => key.startsWith("pod-")));
}

function without(id: string): Lock {
  const { [id]: _, ...clusters } = SOUND.clusters;
  return { ...SOUND, clusters };
}

const told = (lock: Lock): string =>
  located("/nowhere", addressFindings(INVENTORY, lock)).map(faultLine).join("\n");

describe("the proof of a lock", () => {
  it("finds nothing in a sound one", () => {
    expect(told(SOUND)).toBe("");
  });

  it.each(PLANTED)("finds %s", (_, lock, words) => {
    expect(told(lock)).toContain(words);
  });
});
