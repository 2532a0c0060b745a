import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Block,
  blockSize,
  contains,
  formatBlock,
  overlaps,
  parseCidr,
} from "../../../fleet/addresses/cidr.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { parseLock } from "../../../fleet/load.ts";
import type { Lock, LockedCluster } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

const DAY = "2026-11-24";
const nodes = { max: 5, podsPerNode: 10 };
const unrouted = { mode: "create", netmaskLength: 20, pods: "unrouted" };
const broughtAlong = (cidr: string, legacy: boolean): object => ({
  mode: "existing",
  vpcId: "vpc-0aaaaaaaaaaaaaaaa",
  cidr,
  legacy,
  subnets: { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: cidr.replace("/16", "/20") } },
});
const LEAVING = sampleCluster("leaving", { nodes });
const STAYING = [
  sampleCluster("one", { nodes }),
  sampleCluster("two", { nodes, region: "us" }),
  sampleCluster("three", { nodes, network: unrouted }),
  sampleCluster("four", { nodes, network: unrouted, region: "us" }),
  sampleCluster("five", { nodes, network: { ...unrouted, linkable: false } }),
  sampleCluster("six", { nodes, network: { ...unrouted, linkable: false } }),
  sampleCluster("seven", { nodes, network: broughtAlong("192.168.0.0/16", false) }),
  sampleCluster("eight", { nodes, network: broughtAlong("10.0.0.0/16", true) }),
];
const OPTIONS = {
  regions: [sampleRegion("eu"), sampleRegion("us")],
  addresses: {
    reserved: [
      { cidr: "10.3.0.0/16", why: "office" },
      { cidr: "100.64.0.0/16", why: "carrier" },
    ],
  },
};
const INVENTORY = sampleInventory(STAYING, OPTIONS);
const first = updateLock(sampleInventory([LEAVING, ...STAYING], OPTIONS), undefined, DAY).lock;
const SOUND = updateLock(INVENTORY, first, DAY).lock;

type Change = (cidr: string) => Lock;

/** Every range that a lock holds, with the lock in which that range alone is another. */
function places(
  lock: Lock,
): readonly { readonly name: string; readonly cidr: string; readonly change: Change }[] {
  const regions = Object.entries(lock.regions).flatMap(([id, region]) =>
    region.blocks.map((cidr, index) => ({
      name: `${id} ${index}`,
      cidr,
      change: (to: string): Lock => ({
        ...lock,
        regions: { ...lock.regions, [id]: { ...region, blocks: region.blocks.with(index, to) } },
      }),
    })),
  );
  const clusters = Object.entries(lock.clusters)
    .filter(([, { gone }]) => gone === undefined)
    .flatMap(([id, cluster]) => {
      const put = (changed: Partial<LockedCluster>): Lock => ({
        ...lock,
        clusters: { ...lock.clusters, [id]: { ...cluster, ...changed } },
      });
      const subnets = Object.entries(cluster.subnets).map(([key, cidr]) => ({
        name: `${id} ${key}`,
        cidr,
        change: (to: string) => put({ subnets: { ...cluster.subnets, [key]: to } }),
      }));
      const { pods } = cluster;
      const podRange =
        pods === undefined
          ? []
          : [{ name: `${id} pods`, cidr: pods, change: (to: string) => put({ pods: to }) }];
      return [
        { name: id, cidr: cluster.block, change: (to: string) => put({ block: to }) },
        { name: `${id} services`, cidr: cluster.services, change: (to: string) => put({ services: to }) },
        ...podRange,
        ...subnets,
      ];
    });
  return [...regions, ...clusters];
}

const PLACES = places(SOUND);

const anyBlock = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
  .map(([address, netmaskLength]) => ({
    base: address - (address % 2 ** (32 - netmaskLength)),
    netmaskLength,
  }));

/** A range that somebody holds, or the block around, inside or beside it. */
const nearBlock = fc
  .tuple(
    fc.constantFrom(
      ...PLACES.map(({ cidr }) => cidr),
      ...SOUND.tombstones.map(({ cidr }) => cidr),
      "10.3.0.0/16",
    ),
    fc.integer({ min: -10, max: 4 }),
    fc.integer({ min: -2, max: 2 }),
  )
  .map(([cidr, longer, steps]): Block => {
    const { base, netmaskLength } = parseCidr(cidr);
    const length = Math.min(32, Math.max(0, netmaskLength + longer));
    const size = 2 ** (32 - length);
    const moved = Math.min(2 ** 32 - size, Math.max(0, base + steps * size));
    return { base: moved - (moved % size), netmaskLength: length };
  });

/** The rules once more, by comparing every pair: nothing of the proof is used. */
function soundByPairs(lock: Lock): boolean {
  const { supernets, podSupernet, reserved } = INVENTORY.settings.addresses;
  const closed = reserved.map(({ cidr }) => parseCidr(cidr));
  const buried = lock.tombstones.map(({ cidr }) => parseCidr(cidr));
  const live = Object.entries(lock.clusters).filter(([, { gone }]) => gone === undefined);
  const routed = live.filter(([id]) => id !== "eight").map(([, { block }]) => parseCidr(block));
  const pods = live.flatMap(([id, one]) =>
    one.pods === undefined ? [] : [{ id, block: parseCidr(one.pods) }],
  );
  const own = pods.filter(({ id }) => id !== "five" && id !== "six").map(({ block }) => block);
  const regions = Object.values(lock.regions).map(({ blocks }) => blocks.map(parseCidr));
  const apart = (blocks: readonly Block[]): boolean =>
    blocks.every((one, index) => !blocks.slice(index + 1).some((other) => overlaps(one, other)));
  const clear = (blocks: readonly Block[], of: readonly Block[]): boolean =>
    !blocks.some((one) => of.some((other) => overlaps(one, other)));
  const within = (block: Block, homes: readonly Block[]): boolean =>
    homes.some((home) => contains(home, block));
  return [
    regions.flat().every((block) => within(block, supernets.map(parseCidr))),
    apart(regions.flat()),
    apart(routed),
    clear(routed, [...closed, ...buried]),
    apart(own),
    clear(own, [...closed, ...buried]),
    clear(
      pods.map(({ block }) => block),
      closed,
    ),
    pods.every(({ block }) => within(block, [parseCidr(podSupernet)])),
    live.every(([id, one]) => {
      const created = INVENTORY.clusters.get(id)?.network.mode === "create";
      const homes = (lock.regions[one.region]?.blocks ?? []).map(parseCidr);
      const subnets = Object.entries(one.subnets).map(([key, cidr]) => ({ key, block: parseCidr(cidr) }));
      const home = (key: string): Block =>
        parseCidr(key.startsWith("pod-") ? (one.pods ?? one.block) : one.block);
      const taken = [...supernets, podSupernet].map(parseCidr);
      return (
        (!created || within(parseCidr(one.block), homes)) &&
        apart(subnets.map(({ block }) => block)) &&
        subnets.every(({ key, block }) => contains(home(key), block)) &&
        (id === "eight" || clear([parseCidr(one.services)], [...taken, ...closed, ...routed]))
      );
    }),
  ].every(Boolean);
}

describe("a lock in which one range was changed", () => {
  it("is sound before the change, by the proof and by comparing every pair", () => {
    expect(addressFindings(INVENTORY, SOUND)).toEqual([]);
    expect(soundByPairs(SOUND)).toBe(true);
    expect(SOUND.clusters["five"]?.pods).toBe(SOUND.clusters["six"]?.pods);
  });

  it("passes the proof only if comparing every pair finds nothing either", () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.oneof(anyBlock, nearBlock), (place, to) => {
        const lock = place.change(formatBlock(to));
        const findings = addressFindings(INVENTORY, lock);
        if (!soundByPairs(lock)) {
          refused += 1;
          expect([place.name, place.cidr, formatBlock(to), findings.length]).not.toEqual([
            place.name,
            place.cidr,
            formatBlock(to),
            0,
          ]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThan(1_000);
  });

  it("is refused as a file when the range is not aligned", () => {
    const shifted = fc.tuple(fc.constantFrom(...PLACES), fc.nat()).map(([place, by]) => {
      const { base, netmaskLength } = parseCidr(place.cidr);
      const address = base + 1 + (by % (blockSize({ base, netmaskLength }) - 1));
      return { from: place.cidr, to: formatBlock({ base: address, netmaskLength }) };
    });
    const text = lockText(SOUND);
    fc.assert(
      fc.property(shifted, ({ from, to }) => {
        const changed = Buffer.from(text.replace(from, to));
        expect(() => parseLock("fleet.lock.yaml", changed)).toThrow(
          `expected a network address without host bits, got "${to}"; write ${from}`,
        );
      }),
      { numRuns: 200 },
    );
  });
});
