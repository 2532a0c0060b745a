import { describe, expect, it } from "vitest";
import { lostRanges } from "../../../fleet/addresses/kept-ranges.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import type { Finding } from "../../../fleet/check.ts";
import type { Lock, LockedCluster, LockedRegion } from "../../../fleet/schema/lock.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

const DAY = "2026-11-24";
const regions = [sampleRegion("eu"), sampleRegion("empty")];
const unrouted = { mode: "create", netmaskLength: 20, pods: "unrouted" };
const CLUSTERS = [sampleCluster("one", { nodes: { max: 5 }, network: unrouted })];
const BASE = updateLock(sampleInventory(CLUSTERS, { regions }), undefined, DAY).lock;

const one = BASE.clusters["one"]!;
const eu = BASE.regions["eu"]!;
const withCluster = (changed: Partial<LockedCluster>): Lock => ({
  ...BASE,
  clusters: { one: { ...one, ...changed } },
});
const withRegion = (id: string, changed: Partial<LockedRegion>): Lock => ({
  ...BASE,
  regions: { ...BASE.regions, [id]: { ...eu, ...changed } },
});

const lost = (lock: Lock, base: Lock = BASE): readonly string[] =>
  lostRanges(base, lock, "main").map(({ at, expected, got }: Finding) => {
    return `${at.join(".")}: expected ${expected}, got ${got ?? ""}`;
  });

describe("against the lock of another revision", () => {
  it("what was added is no loss", () => {
    const more = sampleInventory([...CLUSTERS, sampleCluster("two")], { regions });
    expect(lost(updateLock(more, BASE, DAY).lock)).toEqual([]);
  });

  it.each([
    [
      "a block",
      withCluster({ block: "10.9.0.0/20" }),
      "clusters.one.block: expected 10.0.0.0/20, which main holds, got 10.9.0.0/20",
    ],
    [
      "a subnet",
      withCluster({ subnets: { ...one.subnets, "node-a": "10.0.12.0/22" } }),
      "clusters.one.subnets.node-a: expected 10.0.0.0/22, which main holds, got 10.0.12.0/22",
    ],
    [
      "a pod range",
      withCluster({ pods: "100.65.0.0/16" }),
      "clusters.one.pods: expected 100.64.0.0/16, which main holds, got 100.65.0.0/16",
    ],
    [
      "a service range",
      withCluster({ services: "172.16.0.0/16" }),
      "clusters.one.services: expected 172.20.0.0/16, which main holds, got 172.16.0.0/16",
    ],
    [
      "a region's block",
      withRegion("eu", { blocks: [] }),
      "regions.eu.blocks: expected 10.0.0.0/12, which main holds, got none",
    ],
  ])("%s that is another, or lost, is found", (_, lock, finding) => {
    expect(lost(lock)).toEqual([finding]);
  });

  it("an entry that is gone in either holds nothing", () => {
    expect(lost(withCluster({ gone: DAY }))).toEqual([]);
    expect(lost(BASE, withCluster({ gone: DAY }))).toEqual([]);
  });
});
