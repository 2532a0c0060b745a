import { expect } from "vitest";
import { contains, formatBlock, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import type { Cluster } from "../../../fleet/inventory.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { ADDRESSES, inventoryOf } from "./worlds.ts";

/** Live ranges of a lock: routed blocks, pod ranges, subnets, shared endpoints, by holder. */
export function liveRanges(lock: Lock): ReadonlyMap<string, string> {
  const ranges = new Map<string, string>();
  for (const [id, one] of Object.entries(lock.clusters)) {
    if (one.gone !== undefined) continue;
    ranges.set(id, one.block);
    if (one.pods !== undefined) ranges.set(`${id} pods`, one.pods);
    for (const [key, cidr] of Object.entries(one.subnets)) ranges.set(`${id} ${key}`, cidr);
  }
  for (const [id, { endpoints }] of Object.entries(lock.regions))
    if (endpoints !== undefined) ranges.set(`${id} endpoints`, endpoints);
  return ranges;
}

/** Ranges of live networks that may be connected with others, so that nobody else may have them. */
export function ownRanges(lock: Lock): readonly string[] {
  const endpoints = Object.values(lock.regions).flatMap((one) => one.endpoints ?? []);
  const networks = Object.values(lock.clusters)
    .filter(({ gone, legacy, external }) => gone === undefined && legacy !== true && external !== true)
    .flatMap(({ block, pods, linkable, kind, vpcId }) => {
      const isShared = linkable === false || (kind === "k3s" && vpcId !== undefined);
      return pods === undefined || isShared ? [block] : [block, pods];
    });
  return [...networks, ...endpoints];
}

/** Expects that the proof finds nothing, and that comparing every pair, which shares nothing with it, agrees. */
export function expectSound(clusters: readonly Cluster[], lock: Lock): void {
  expect(addressFindings(inventoryOf(clusters, lock), lock)).toEqual([]);
  expect(doubleHeld(lock)).toEqual([]);
  const supernets = ADDRESSES.supernets.map(parseCidr);
  for (const { block, gone, vpcId, external, subnets, pods } of Object.values(lock.clusters)) {
    if (gone !== undefined) continue;
    if (vpcId === undefined && external !== true)
      expect(supernets.some((one) => contains(one, parseCidr(block)))).toBe(true);
    const homes = [block, ...(pods === undefined ? [] : [pods])].map(parseCidr);
    const cut = Object.values(subnets).map(parseCidr);
    expect(cut.every((subnet) => homes.some((home) => contains(home, subnet)))).toBe(true);
    expect(cut.some((one, at) => cut.slice(at + 1).some((other) => overlaps(one, other)))).toBe(false);
  }
}

/** Every pair of ranges that two live networks hold, or one of them and a reserved range. */
export function doubleHeld(lock: Lock): readonly string[] {
  const own = ownRanges(lock).map(parseCidr);
  const all = [...own, ...ADDRESSES.reserved.map(({ cidr }) => parseCidr(cidr))];
  return own.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => overlaps(one, other))
      .map((other) => `${formatBlock(one)} and ${formatBlock(other)}`),
  );
}
