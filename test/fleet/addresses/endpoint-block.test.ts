import { describe, expect, test } from "vitest";
import { lostRanges } from "../../../fleet/addresses/kept-ranges.ts";
import { addressMap } from "../../../fleet/addresses/map.ts";
import { rebasedLock } from "../../../fleet/addresses/rebase.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { faultLine } from "../../../fleet/check.ts";
import type { Cluster, Inventory } from "../../../fleet/inventory.ts";
import { located } from "../../../fleet/read/locate.ts";
import type { Lock, LockedRegion } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsOf } from "../written-inventory.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "./sample.ts";

const DAY = "2026-11-24";
const SHARING = { transitGateway: { mode: "own", asn: 64_512 }, sharedEndpoints: {} };
const ONE = [sampleCluster("one")];

const inventory = (
  region: Readonly<Record<string, unknown>>,
  clusters: readonly Cluster[] = ONE,
  addresses = {},
): Inventory => sampleInventory(clusters, { regions: [sampleRegion("eu", region)], addresses });
const lockOf = (of: Inventory, before?: Lock): Lock => updateLock(of, before, DAY).lock;

const SOUND = lockOf(inventory(SHARING));
const withRegion = (changed: Partial<LockedRegion>): Lock => ({
  ...SOUND,
  regions: { eu: { ...SOUND.regions["eu"]!, ...changed } },
});

describe("a region that shares endpoints", () => {
  test("gets the end of its block for them, where clusters come last", () => {
    expect(SOUND.regions["eu"]).toMatchObject({ blocks: ["10.0.0.0/12"], endpoints: "10.15.255.0/24" });
    expect(lockText(SOUND)).toContain("    endpoints: 10.15.255.0/24\n");
  });

  test("gets a block for them alone while it has no cluster", () => {
    expect(lockOf(inventory(SHARING, [])).regions["eu"]).toMatchObject({
      blocks: ["10.0.0.0/12"],
      endpoints: "10.15.255.0/24",
    });
  });

  test("keeps them whatever comes, until every other address of the region is given out", () => {
    const many = Array.from({ length: 15 }, (_, index) => sampleCluster(`c${index}`));
    const { lock, changes } = updateLock(inventory(SHARING, [...ONE, ...many]), SOUND, DAY);
    expect(lock.regions["eu"]).toMatchObject({
      blocks: ["10.0.0.0/12", "10.16.0.0/12"],
      endpoints: "10.15.255.0/24",
    });
    expect(Object.values(lock.clusters).map(({ block }) => block)).toContain("10.16.0.0/16");
    expect(changes.filter(({ holder }) => holder.startsWith("region/"))).toEqual([
      { action: "change", holder: "region/eu", value: "10.0.0.0/12, 10.16.0.0/12" },
    ]);
  });

  test("is told as a change when it begins, and its range is freed and quarantined when it ends", () => {
    const before = lockOf(inventory({}));
    expect(updateLock(inventory(SHARING), before, DAY).changes).toEqual([
      { action: "add", holder: "region/eu endpoints", value: "10.15.255.0/24" },
    ]);
    const { lock, changes } = updateLock(inventory({}), SOUND, DAY);
    expect(changes).toEqual([{ action: "free", holder: "region/eu endpoints", value: "10.15.255.0/24" }]);
    expect(lock.tombstones).toEqual([
      { cidr: "10.15.255.0/24", holder: "endpoints/eu", freed: DAY, until: "2027-02-22" },
    ]);
    expect(lock.regions["eu"]).not.toHaveProperty("endpoints");
    expect(lockOf(inventory(SHARING), lock).regions["eu"]?.endpoints).toBe("10.15.254.0/24");
    expect(updateLock(inventory({}), lock, DAY).changes).toEqual([]);
  });

  test("is refused where nothing is left", () => {
    const addresses = { supernets: ["10.0.0.0/16"] };
    expect(faultsOf(() => lockOf(inventory({ ...SHARING, netmaskLength: 16 }, ONE, addresses)))).toEqual([
      "regions/eu.yaml sharedEndpoints: expected a free /24 in the region or in the supernets, got none; add a range to addresses.supernets in fleet.yaml",
    ]);
  });
});

describe("the proof of addresses", () => {
  const RESTORE = "restore the lock from git; after a merge, run atoll lock --rebase <base revision>";

  test.each([
    [
      "no range for shared endpoints",
      { endpoints: undefined },
      "regions.eu: expected a range for its shared endpoints, got none; run atoll lock",
    ],
    [
      "shared endpoints outside the region",
      { endpoints: "10.200.0.0/24" },
      `regions.eu.endpoints: expected a /24 inside the region's blocks (10.0.0.0/12), got 10.200.0.0/24; ${RESTORE}`,
    ],
    [
      "shared endpoints of another size",
      { endpoints: "10.15.255.0/25" },
      `regions.eu.endpoints: expected a /24 inside the region's blocks (10.0.0.0/12), got 10.15.255.0/25; ${RESTORE}`,
    ],
    [
      "shared endpoints inside a cluster",
      { endpoints: "10.0.9.0/24" },
      `regions.eu.endpoints: expected routed ranges that do not overlap, got 10.0.9.0/24 of region/eu endpoints inside 10.0.0.0/16 of cluster/one; ${RESTORE}`,
    ],
  ])("finds %s", (_what, changed, line) => {
    const of = inventory(SHARING);
    const lines = located(of.dir, addressFindings(of, withRegion(changed))).map(faultLine);
    expect(lines).toEqual([`fleet.lock.yaml ${line}`]);
  });

  test("finds none in what it gave", () => {
    expect(addressFindings(inventory(SHARING), SOUND)).toEqual([]);
  });
});

describe("against the lock of another revision", () => {
  const lost = (lock: Lock): readonly string[] =>
    lostRanges(SOUND, lock, "main").map(
      ({ at, expected, got }) => `${at.join(".")}: ${expected}, ${got ?? ""}`,
    );

  test("shared endpoints that moved are a loss, and those that were freed are none", () => {
    expect(lost(withRegion({ endpoints: "10.15.254.0/24" }))).toEqual([
      "regions.eu.endpoints: 10.15.255.0/24, which main holds, 10.15.254.0/24",
    ]);
    expect(lost(withRegion({ endpoints: undefined }))).toEqual([
      "regions.eu.endpoints: 10.15.255.0/24, which main holds, none",
    ]);
    expect(lost(lockOf(inventory({}), SOUND))).toEqual([]);
  });

  test("a rebase keeps the base's, and gives those that only the branch knows anew", () => {
    const branch = { ...SOUND, regions: { us: SOUND.regions["eu"]! }, clusters: {} };
    const { regions } = rebasedLock(SOUND, branch);
    expect(regions["eu"]?.endpoints).toBe("10.15.255.0/24");
    expect(regions["us"]).not.toHaveProperty("endpoints");
  });

  test("a rebase buries what the branch freed once, though the base still holds it", () => {
    const freed = lockOf(inventory({}), SOUND);
    const { lock } = updateLock(inventory({}), rebasedLock(SOUND, freed), DAY);
    expect(lock.tombstones.map(({ cidr, holder }) => `${cidr} ${holder}`)).toEqual([
      "10.15.255.0/24 endpoints/eu",
    ]);
  });
});

test("the map shows them inside the region, as nobody else's", () => {
  const [supernet] = addressMap(inventory(SHARING), SOUND);
  const region = supernet?.children.find(({ kind }) => kind === "region");
  expect(region?.children.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
    "cluster one",
    "reserved endpoints of eu",
  ]);
});
