import { describe, expect, it } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { faultLine } from "../../../fleet/check.ts";
import { located } from "../../../fleet/read/locate.ts";
import type { Lock, LockedCluster } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const DAY = "2026-11-24";
const existing = {
  mode: "existing",
  vpcId: "vpc-0aaaaaaaaaaaaaaaa",
  cidr: "192.168.128.0/18",
  subnets: { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "192.168.128.0/20" } },
};
const unrouted = { mode: "create", netmaskLength: 20, pods: "unrouted" };
const CLUSTERS = [
  sampleCluster("one"),
  sampleCluster("two"),
  sampleCluster("three", { network: unrouted }),
  sampleCluster("four", { network: unrouted }),
  sampleCluster("old", { network: existing, nodes: { max: 5 } }),
];
const OFFICE = { cidr: "192.168.0.0/18", why: "office" };
const PARTNER = { cidr: "10.15.192.0/18", why: "partner" };
const { lock: SOUND } = updateLock(
  sampleInventory(CLUSTERS, { addresses: { reserved: [OFFICE] } }),
  undefined,
  DAY,
);
/** The partner came when the region had its block. */
const INVENTORY = sampleInventory(CLUSTERS, { addresses: { reserved: [OFFICE, PARTNER] } });

function withCluster(id: string, change: Partial<LockedCluster>): Lock {
  const cluster = SOUND.clusters[id];
  if (cluster === undefined) throw new Error(`no cluster ${id}`);
  return { ...SOUND, clusters: { ...SOUND.clusters, [id]: { ...cluster, ...change } } };
}

function withSubnet(id: string, key: string, cidr: string | undefined): Lock {
  const { [key]: _, ...others } = SOUND.clusters[id]?.subnets ?? {};
  return withCluster(id, { subnets: cidr === undefined ? others : { ...others, [key]: cidr } });
}

/** A cluster's block and subnets together, so that nothing but its place is wrong. */
function movedTo(id: string, secondOctet: string): Partial<LockedCluster> {
  const to = (cidr: string): string => cidr.replace(/^10\.\d+/, secondOctet);
  const { block = "", subnets = {} } = SOUND.clusters[id] ?? {};
  return {
    block: to(block),
    subnets: Object.fromEntries(Object.entries(subnets).map(([key, cidr]) => [key, to(cidr)])),
  };
}

const RESTORE = "restore the lock from git; after a merge, run atoll lock --rebase <base revision>";

/** Each fault is planted into a sound lock; the proof must find it, nothing else, and say it in these words. */
const PLANTED: readonly { readonly what: string; readonly lock: Lock; readonly lines: readonly string[] }[] =
  [
    {
      what: "two clusters with one block",
      lock: withCluster("two", movedTo("two", "10.0")),
      lines: [
        "fleet.lock.yaml clusters.two.block: expected routed ranges that do not overlap, " +
          `got 10.0.0.0/16 of cluster/two inside 10.0.0.0/16 of cluster/one; ${RESTORE}`,
      ],
    },
    {
      what: "a block inside a reserved range",
      lock: withCluster("one", movedTo("one", "10.15")),
      lines: [
        "fleet.yaml addresses.reserved[1].cidr: expected routed ranges that do not overlap, " +
          "got 10.15.192.0/18 of reserved (partner) inside 10.15.0.0/16 of cluster/one; " +
          "a live block never moves: make the reserved range smaller, or retire the cluster",
      ],
    },
    {
      what: "a block in quarantine",
      lock: { ...SOUND, tombstones: [{ cidr: "10.1.0.0/16", holder: "cluster/old", freed: "2026-11-01" }] },
      lines: [
        "fleet.lock.yaml clusters.two.block: expected routed ranges that do not overlap, " +
          `got 10.1.0.0/16 of quarantine (cluster/old) inside 10.1.0.0/16 of cluster/two; ${RESTORE}`,
      ],
    },
    {
      what: "a pod range in quarantine",
      lock: {
        ...SOUND,
        tombstones: [
          { cidr: SOUND.clusters["four"]?.pods ?? "", holder: "cluster/old", freed: "2026-11-01" },
        ],
      },
      lines: [
        "fleet.lock.yaml clusters.four.pods: expected pod ranges that do not overlap where networks may be linked, " +
          "got 100.64.0.0/16 of quarantine (cluster/old) inside 100.64.0.0/16 of cluster/four pods; " +
          "set network.linkable: false again where it was; after a merge, run atoll lock --rebase <base revision>",
      ],
    },
    {
      what: "a block outside its region",
      lock: withCluster("one", movedTo("one", "10.100")),
      lines: [
        `fleet.lock.yaml clusters.one.block: expected a block inside region eu (10.0.0.0/12), got 10.100.0.0/16; ${RESTORE}`,
      ],
    },
    {
      what: "a block in the region of others",
      lock: { ...SOUND, regions: { ...SOUND.regions, eu: { since: DAY, blocks: [] } } },
      lines: [
        ...["one 10.0.0.0/16", "two 10.1.0.0/16", "four 10.2.0.0/20", "three 10.2.16.0/20"].map((line) => {
          const [id = "", block = ""] = line.split(" ");
          return `fleet.lock.yaml clusters.${id}.block: expected a block inside region eu (no blocks), got ${block}; ${RESTORE}`;
        }),
      ],
    },
    {
      what: "a subnet outside its block",
      lock: withSubnet("one", "node-a", "10.1.128.0/22"),
      lines: [
        `fleet.lock.yaml clusters.one.subnets.node-a: expected a range inside 10.0.0.0/16, got 10.1.128.0/22; ${RESTORE}`,
      ],
    },
    {
      what: "two subnets that overlap",
      lock: withSubnet("one", "node-a", "10.0.4.0/22"),
      lines: [
        "fleet.lock.yaml clusters.one.subnets.node-a: expected subnets that do not overlap, " +
          `got 10.0.4.0/22 of cluster/one node-a inside 10.0.4.0/22 of cluster/one node-b; ${RESTORE}`,
      ],
    },
    {
      what: "a subnet that is missing",
      lock: withSubnet("one", "pod-c", undefined),
      lines: ["fleet.lock.yaml clusters.one.subnets: expected a range for pod-c, got none; run atoll lock"],
    },
    {
      what: "a subnet that is too small",
      lock: withSubnet("one", "node-a", "10.0.0.0/28"),
      lines: [
        "clusters/one.yaml nodes.max: expected at most 33 nodes in 3 node subnets; " +
          "set network.pods: unrouted, or lower nodes.max or nodes.podsPerNode",
      ],
    },
    {
      what: "a control-plane subnet without room for EKS",
      lock: withSubnet("one", "control-plane-a", "10.0.19.0/29"),
      lines: [
        "clusters/one.yaml network: expected control-plane subnets with at least 6 free addresses, got 10.0.19.0/29",
      ],
    },
    {
      what: "two linkable clusters with one pod range",
      lock: withCluster("four", {
        pods: SOUND.clusters["three"]?.pods ?? "",
        subnets: { ...SOUND.clusters["four"]?.subnets, ...podsOf(SOUND.clusters["three"]) },
      }),
      lines: [
        "fleet.lock.yaml clusters.three.pods: expected pod ranges that do not overlap where networks may be linked, " +
          "got 100.65.0.0/16 of cluster/three pods inside 100.65.0.0/16 of cluster/four pods; " +
          "set network.linkable: false again where it was; after a merge, run atoll lock --rebase <base revision>",
      ],
    },
    {
      what: "services inside a supernet",
      lock: withCluster("one", { services: "10.96.0.0/12" }),
      lines: [
        "fleet.lock.yaml clusters.one.services: expected service ranges outside every routed range, " +
          "got 10.96.0.0/12 of cluster/one services inside 10.0.0.0/8 of supernet 10.0.0.0/8; set another serviceCidr",
      ],
    },
    {
      what: "services in the range of a VPC that was brought along",
      lock: withCluster("two", { services: "192.168.128.0/20" }),
      lines: [
        "fleet.lock.yaml clusters.two.services: expected service ranges outside every routed range, " +
          "got 192.168.128.0/20 of cluster/two services inside 192.168.128.0/18 of cluster/old; set another serviceCidr",
      ],
    },
    {
      what: "a region outside the supernets",
      lock: { ...SOUND, regions: { eu: { since: DAY, blocks: ["10.0.0.0/12", "172.24.0.0/14"] } } },
      lines: [
        `fleet.lock.yaml regions.eu.blocks[1]: expected a block inside the supernets (10.0.0.0/8), got 172.24.0.0/14; ${RESTORE}`,
      ],
    },
    {
      what: "region blocks that overlap",
      lock: { ...SOUND, regions: { eu: { since: DAY, blocks: ["10.0.0.0/12", "10.0.0.0/13"] } } },
      lines: [
        "fleet.lock.yaml regions.eu.blocks[1]: expected region blocks that do not overlap, " +
          `got 10.0.0.0/13 of region/eu inside 10.0.0.0/12 of region/eu; ${RESTORE}`,
      ],
    },
    {
      what: "a cluster that is missing",
      lock: without("two"),
      lines: ["fleet.lock.yaml clusters: expected an entry for two, got none; run atoll lock"],
    },
  ];

function podsOf(cluster: LockedCluster | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(cluster?.subnets ?? {}).filter(([key]) => key.startsWith("pod-")));
}

function without(id: string): Lock {
  const { [id]: _, ...clusters } = SOUND.clusters;
  return { ...SOUND, clusters };
}

const told = (lock: Lock): readonly string[] =>
  located("/nowhere", addressFindings(INVENTORY, lock)).map(faultLine);

describe("the proof of a lock", () => {
  it("finds nothing in a sound one", () => {
    expect(told(SOUND)).toEqual([]);
  });

  it.each(PLANTED)("finds $what", ({ lock, lines }) => {
    expect(told(lock)).toEqual(lines);
  });
});
