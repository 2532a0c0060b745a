import { resolve } from "node:path";
import { expect, test } from "vitest";
import { explainedText } from "../../../cli/nodes/nodes-text.ts";
import { addOnsOf } from "../../../fleet/charts/add-ons.ts";
import { explainedCluster } from "../../../fleet/nodes/explained-nodes.ts";
import { loadFleet } from "../../../fleet/load.ts";

const DAY = "2026-11-27";
const fleet = loadFleet(resolve(import.meta.dirname, "../../../examples/enterprise"), DAY);

/** The sentences about one pool of a cluster. */
function said(cluster: string, pool: string, now: string): readonly string[] {
  const text = explainedText(explainedCluster(fleet, cluster, new Date(now)));
  const part = text.split("\n\n").find((one) => one.startsWith(`  pool ${pool}\n`));
  return (part ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.trim());
}

test("a pool is told with its machines, its limits and why, its floors, and when it is disturbed", () => {
  expect(said("prod-us", "general", "2026-11-27T18:00:00Z")).toEqual([
    "for: whatever asks for nothing else",
    "may launch: categories c, m, r, generation 5 or newer, sizes xlarge, amd64",
    "at most: 100 nodes and 400 processors (nodes.pools.general.max; each counted as 4 processors)",
    "at least: 10 nodes, kept by placeholders that do nothing",
    'at least: 30 nodes from 2026-11-27T12:00Z until 2026-11-28T00:00Z, then as "0 12 * * mon-fri" says (UTC)',
    "a node goes when its pods have had room elsewhere for 5 minutes and moving them pays",
    "a node is replaced when its pool or image changes (drift); at most 10 % of the nodes go at a time",
    'no node in use is moved or replaced from 2026-11-30T09:00Z until 2026-11-30T17:00Z, then as "0 9 * * mon-fri" says (UTC)',
    "a node is 336 hours old at most: then it goes, frozen or not, and within 1 hour its pods are stopped",
    "spot: at most 60 % of the processors (240), tried first",
    "cheaper machines that AWS takes back with two minutes' warning; nobody promises that there are any,",
    "and a pod gets the usual kind when there are none and the rest of the pool has room",
  ]);
});

test("a frozen time that is running is told, not the next one", () => {
  expect(said("prod-us", "memory", "2026-11-27T10:00:00Z")).toContain(
    'no node in use is moved or replaced from 2026-11-27T09:00Z until 2026-11-27T17:00Z, then as "0 9 * * mon-fri" says (UTC)',
  );
});

test("how a pod asks for a pool is told, of classes and of tenants", () => {
  expect(said("prod-us", "gpu", "2026-11-27T18:00:00Z")[0]).toBe(
    "for: work on NVIDIA processors; a pod asks for it by nodeSelector atoll/pool=gpu and a toleration of nvidia.com/gpu",
  );
  expect(said("prod-us", "tenant-bluebonnet", "2026-11-27T18:00:00Z")[0]).toBe(
    "for: tenant bluebonnet alone; a pod asks for it by nodeSelector node-restriction.kubernetes.io/atoll-tenant=bluebonnet and a toleration of atoll/tenant",
  );
});

test("what a cluster may want is held against what is granted and what the subnets hold", () => {
  const [, system, network, ...quotas] = explainedText(
    explainedCluster(fleet, "prod-us", new Date("2026-11-27T18:00:00Z")),
  )
    .split("\n\n")[0]!
    .split("\n");
  expect([system, network, ...quotas].map((line) => line?.trim())).toEqual([
    "3 system nodes run what must be there before any other node; they are always there.",
    "The network is made for 193 nodes, and 40 of tenants' own beside them; its subnets have room for 375.",
    "At most 768 on-demand processors of quota L-1216C47A may be wanted here: 3000 are granted.",
    "At most 80 on-demand processors of quota L-DB2E81BA may be wanted here: 96 are granted.",
    "At most 480 spot processors of quota L-34B43A08 may be wanted here: 640 are granted.",
  ]);
});

test("only a cluster with a pool of class gpu gets the device plugin", () => {
  const withPlugin = [...fleet.clusters.values()].filter((one) =>
    addOnsOf(one).includes("nvidia-device-plugin"),
  );
  expect(withPlugin.map(({ id }) => id)).toEqual(["prod-us"]);
});

test("groups of Cluster Autoscaler are told with their parts, and what it does not know", () => {
  const [head] = explainedText(explainedCluster(fleet, "prod-bank", new Date("2026-11-27T18:00:00Z"))).split(
    "\n\n",
  );
  expect(head?.split("\n").at(-1)?.trim()).toBe(
    "Cluster Autoscaler sizes managed groups, one for each pool, zone and kind of capacity: 7 of 30, the system's among them.",
  );
  expect(said("prod-bank", "memory", "2026-11-27T18:00:00Z")).toEqual([
    "for: databases and caches: 8 GiB of memory for each processor; a pod asks for it by nodeSelector atoll/pool=memory and a toleration of atoll/pool",
    "may launch: r7i.2xlarge, r6i.2xlarge, r6a.2xlarge or r5.2xlarge, which Cluster Autoscaler takes for alike",
    "at most: 12 nodes of 8 processors (nodes.pools.memory.max)",
    "of them in groups: memory-a 4, memory-b 4, memory-c 4",
    "a node goes when it has been empty for 5 minutes; nodes in use are left alone",
    "a node is replaced when an update brings another image or template; at most 10 % of a group go at a time",
    "times in which nodes are left alone are not kept: only Karpenter knows them",
    "no node is too old: nothing ends it for its age",
    "spot: none; machines are paid at the usual price",
  ]);
  expect(said("prod-bank", "general", "2026-11-27T18:00:00Z")).toContain(
    "a node goes when its pods ask for less than half of it and have had room elsewhere for 5 minutes",
  );
});

test("workers of K3s are told beside their servers, and that no update replaces them", () => {
  const small = loadFleet(resolve(import.meta.dirname, "../../../examples/minimal-saas"), DAY);
  const text = explainedText(explainedCluster(small, "prod", new Date("2026-11-27T18:00:00Z")));
  const lines = text.split("\n").map((line) => line.trim());
  expect(lines[1]).toBe("3 servers run what must be there before any other node; they are always there.");
  expect(lines).toEqual(
    expect.arrayContaining([
      "Cluster Autoscaler sizes autoscaling groups, one for each pool, zone and kind of capacity: 3 of 60.",
      "at most: 15 nodes of 8 processors (nodes.max 18 less 3 servers, each counted as 8 processors)",
      "no update replaces a node: new ones get the new image, and an old one goes when it is drained",
    ]),
  );
  const one = { ...explainedCluster(small, "prod", new Date("2026-11-27T18:00:00Z")), systemNodes: 1 };
  expect(explainedText(one)).toContain(
    "  1 server runs what must be there before any other node; it is always there.\n",
  );
});
