import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeRooms } from "../../../fleet/addresses/capacity.ts";
import { contains, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { faultLine, InputError } from "../../../fleet/check.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const DAY = "2026-11-24";
const LETTERS = ["a", "b", "c", "d", "e", "f"];

function onIpv6(netmaskLength: number, zones: number, more: Readonly<Record<string, unknown>> = {}) {
  const network = { mode: "create", ipFamily: "ipv6", netmaskLength };
  return sampleCluster("six", { network, zones: LETTERS.slice(0, zones), nodes: { max: 3 }, ...more });
}

const locked = (cluster: ReturnType<typeof onIpv6>) =>
  updateLock(sampleInventory([cluster]), undefined, DAY).lock.clusters["six"];

function faultsOf(cluster: ReturnType<typeof onIpv6>): readonly string[] {
  try {
    locked(cluster);
  } catch (error) {
    if (error instanceof InputError) return error.faults.map(faultLine);
    throw error;
  }
  return [];
}

describe("a cluster whose pods are on IPv6", () => {
  it("takes addresses for nodes, load balancers and the control plane, and none for pods", () => {
    expect(locked(onIpv6(20, 2))).toEqual({
      since: DAY,
      region: "eu",
      kind: "eks",
      kubernetes: { controlPlane: "1.35", addOns: "1.35", nodes: "1.35", workloads: "1.35" },
      services: "172.20.0.0/16",
      adopt: {},
      block: "10.0.0.0/20",
      dualStack: true,
      ipFamily: "ipv6",
      subnets: {
        "node-a": "10.0.0.0/23",
        "node-b": "10.0.2.0/23",
        "public-a": "10.0.4.0/26",
        "public-b": "10.0.4.64/26",
        "control-plane-a": "10.0.4.128/28",
        "control-plane-b": "10.0.4.144/28",
      },
    });
  });

  it("has its subnets apart and inside its block, in four zones of a /24, five of a /23, and six of all that are larger", () => {
    const sized = fc.record({
      length: fc.integer({ min: 16, max: 24 }),
      zones: fc.integer({ min: 2, max: 6 }),
    });
    fc.assert(
      fc.property(sized, ({ length, zones }) => {
        const cluster = onIpv6(length, zones);
        if (zones > ({ 24: 4, 23: 5 }[length] ?? 6)) {
          expect(faultsOf(cluster)[0]).toMatch(/expected a free \/28 for subnet .* in the cluster's block/);
          return;
        }
        const { block = "", subnets = {} } = locked(cluster) ?? {};
        const cut = Object.values(subnets).map(parseCidr);
        expect(Object.keys(subnets).filter((key) => key.startsWith("pod-"))).toEqual([]);
        expect(cut).toHaveLength(zones * 3);
        expect(cut.every((one) => contains(parseCidr(block), one))).toBe(true);
        expect(cut.some((one, at) => cut.slice(at + 1).some((other) => overlaps(one, other)))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("holds one node for each address that AWS does not keep, however many pods each has", () => {
    const pods = fc.integer({ min: 1, max: 250 });
    const sized = fc.record({
      length: fc.integer({ min: 16, max: 23 }),
      zones: fc.integer({ min: 2, max: 4 }),
      pods,
    });
    fc.assert(
      fc.property(sized, ({ length, zones, pods: podsPerNode }) => {
        const room = zones * (2 ** (29 - length) - 5);
        const cluster = onIpv6(length, zones, { nodes: { max: Math.min(room, 5000), podsPerNode } });
        const subnets = new Map(
          Object.entries(locked(cluster)?.subnets ?? {}).map(([key, cidr]) => [key, parseCidr(cidr)]),
        );
        expect(Math.min(...nodeRooms(cluster, subnets).map((one) => one.room))).toBe(room);
        if (room >= 5000) return;
        const above = onIpv6(length, zones, { nodes: { max: room + 1, podsPerNode } });
        expect(faultsOf(above)[0]).toContain(`expected at most ${room} nodes in ${zones} node subnets`);
      }),
      { numRuns: 300 },
    );
  });

  it("is told to take a larger block, or fewer nodes where there is none", () => {
    const many = { nodes: { max: 200 } };
    expect(faultsOf(onIpv6(24, 2, many))).toEqual([
      "clusters/six.yaml nodes.max: expected at most 54 nodes in 2 node subnets; set network.netmaskLength: 23",
    ]);
    expect(faultsOf(onIpv6(20, 2, { nodes: { max: 5000 } }))).toEqual([
      "clusters/six.yaml nodes.max: expected at most 1014 nodes in 2 node subnets; set network.netmaskLength: 19",
    ]);
  });

  it("moves nothing of the clusters that were there", () => {
    const first = sampleInventory([sampleCluster("one"), sampleCluster("two")]);
    const { lock } = updateLock(first, undefined, DAY);
    const after = sampleInventory([sampleCluster("one"), onIpv6(20, 3), sampleCluster("two")]);
    const { lock: now, changes } = updateLock(after, lock, DAY);
    expect(now.clusters).toMatchObject(lock.clusters);
    expect(changes.map(({ action, holder }) => `${action} ${holder}`)).toEqual(["add cluster/six"]);
  });
});
