import { describe, expect, test } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../../fleet/load.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { edited, faultsOf, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const LATER = "2026-12-24";

const ZETA_LEAVES = edited("tenants/zeta.yaml", "size", `lifecycle: retiring\nretireAfter: ${LATER}\nsize`);
const TRIAL_LEAVES = edited(
  "tenants/zeta.yaml",
  "{ cluster: dev }",
  `{ cluster: dev, retireAfter: ${LATER} }`,
);
const ZETA_GONE: Files = { "tenants/zeta.yaml": undefined };
const TRIAL_GONE = edited("tenants/zeta.yaml", "trial:", "other:");

const unrouted = (length: number): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: { mode: create, netmaskLength: ${length}, pods: unrouted }\n`,
});
const old = (from: string, to: string): Files => edited("clusters/old.yaml", from, to);
const created = { "clusters/old.yaml": (SOUND["clusters/old.yaml"] ?? "").replace(/network:(.|\n)*/, "") };
const twoZones = { "clusters/old.yaml": created["clusters/old.yaml"].replace("sla: 3", "sla: 1") };
const second = {
  "regions/us.yaml":
    "account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\n",
};

test("an inventory agrees with the lock that was written for it", () => {
  expect(faultsAfter({}, {})).toEqual([]);
});

describe("an id that the lock knows is not lost", () => {
  test.for([
    [
      "by deleting its file",
      {},
      ZETA_GONE,
      TODAY,
      [
        "tenants/zeta.yaml: expected the file of a live entry, got none; restore the file; to remove the entry, set lifecycle: retiring with retireAfter and run atoll lock first",
      ],
    ],
    [
      "by deleting its file before the day",
      ZETA_LEAVES,
      ZETA_GONE,
      "2026-12-23",
      [
        "tenants/zeta.yaml: expected the file until 2026-12-24, got none; restore the file and wait for that day",
      ],
    ],
    [
      "by emptying its file",
      {},
      { "tenants/zeta.yaml": "" },
      TODAY,
      [
        "tenants/zeta.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
      ],
    ],
    [
      "by renaming its file",
      {},
      { "tenants/zeta.yaml": undefined, "tenants/omega.yaml": SOUND["tenants/zeta.yaml"] },
      TODAY,
      [
        "fleet.lock.yaml:52:1 tenants: expected an entry for omega, got none; run atoll lock",
        "tenants/zeta.yaml: expected the file of a live entry, got none; restore the file; to remove the entry, set lifecycle: retiring with retireAfter and run atoll lock first",
      ],
    ],
    [
      "by dropping one environment",
      {},
      TRIAL_GONE,
      TODAY,
      [
        "tenants/zeta.yaml:4:1 environments: expected environment trial, which is live, got no such environment; restore it; to remove it, set its retireAfter and run atoll lock first",
      ],
    ],
    [
      "by dropping one environment before its day",
      TRIAL_LEAVES,
      TRIAL_GONE,
      TODAY,
      [
        "tenants/zeta.yaml:4:1 environments: expected environment trial until 2026-12-24, got no such environment; restore it and wait for that day",
      ],
    ],
  ] as const)("%s", ([, before, after, day, faults]) => {
    expect(faultsAfter(before, after, day)).toEqual(faults);
  });

  test("but leaves on its day", () => {
    expect(faultsAfter(ZETA_LEAVES, ZETA_GONE, LATER)).toEqual([]);
  });

  test("nor does one environment stay longer than its day", () => {
    expect(faultsAfter(TRIAL_LEAVES, TRIAL_GONE, LATER)).toEqual([]);
  });
});

test("an id that is gone is never used again", () => {
  const lock = lockOf(ZETA_LEAVES);
  const without = loadInventory(inventoryFolder(ZETA_GONE));
  const after = updateLock(without, lock, LATER).lock;
  const dir = inventoryFolder({ "fleet.lock.yaml": lockText(after) });
  expect(faultsOf(() => loadFleet(dir, LATER))).toEqual([
    'tenants/zeta.yaml: expected an id that was never used: this one belonged to an entry that is gone, got "zeta", gone since 2026-12-24',
  ]);
});

describe("a live cluster keeps", () => {
  const rebuild = "build a new cluster beside it, and retire this one";
  test.each([
    [
      "its region",
      second,
      { ...second, ...edited("clusters/dev.yaml", "region: eu", "region: us") },
      `clusters/dev.yaml:2:9 region: expected eu, as it was built, got "us"; ${rebuild}`,
    ],
    [
      "its kind",
      {},
      edited("clusters/dev.yaml", "kind: eks", "kind: k3s"),
      `clusters/dev.yaml:1:7 kind: expected eks, as it was built, got "k3s"; ${rebuild}`,
    ],
    [
      "its service range",
      {},
      edited("clusters/dev.yaml", "sla: 1", "sla: 1\nserviceCidr: 172.16.0.0/16"),
      `clusters/dev.yaml:5:14 serviceCidr: expected 172.20.0.0/16, as it was built, got "172.16.0.0/16"; ${rebuild}`,
    ],
    [
      "the size of its block",
      unrouted(16),
      unrouted(20),
      `clusters/dev.yaml:7:41 network.netmaskLength: expected 16, as it was built, got 20; ${rebuild}`,
    ],
    [
      "the place of its pods",
      {},
      unrouted(16),
      `clusters/dev.yaml:7:51 network.pods: expected vpc, as it was built, got "unrouted"; ${rebuild}`,
    ],
    [
      "the VPC it was given",
      {},
      old("vpc-0a1b2c3d4e5f60718", "vpc-0a1b2c3d4e5f60719"),
      `clusters/old.yaml:8:10 network.vpcId: expected vpc-0a1b2c3d4e5f60718, as it was built, got "vpc-0a1b2c3d4e5f60719"; ${rebuild}`,
    ],
    [
      "the range of the VPC it was given",
      {},
      old("cidr: 192.168.128.0/17", "cidr: 192.168.128.0/18"),
      `clusters/old.yaml:9:9 network.cidr: expected 192.168.128.0/17, as it was built, got "192.168.128.0/18"; ${rebuild}`,
    ],
    [
      "the VPC it was given, and makes none",
      {},
      created,
      `clusters/old.yaml:1:1 network.mode: expected existing, as it was built, got "create"; ${rebuild}`,
    ],
    [
      "the VPC it made, and moves into no other",
      created,
      {},
      `clusters/old.yaml:7:9 network.mode: expected create, as it was built, got "existing"; ${rebuild}`,
    ],
    [
      "its zones",
      edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a, b, c]"),
      edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a, c]"),
      "clusters/dev.yaml:5:1 zones: expected the zones a, b, c, which hold subnets, got a, c; write zones: [a, b, c]",
    ],
    [
      "its zones when its service level falls",
      edited("clusters/dev.yaml", "sla: 1", "sla: 3"),
      {},
      "clusters/dev.yaml:1:1 zones: expected the zones a, b, c, which hold subnets, got a, b; write zones: [a, b, c]",
    ],
    [
      "its zones when its region gets one that sorts before them",
      { ...created, ...edited("regions/eu.yaml", "{ a: euc1-az2, b", "{ b"), ...twoZones },
      created,
      "clusters/dev.yaml:1:1 zones: expected the zones b, c, which hold subnets, got a, b; write zones: [a, b, c]",
    ],
  ] as const)("%s", (_, before, after, fault) => {
    expect(faultsAfter(before, after).filter((line) => !line.startsWith("fleet.lock.yaml"))).toEqual([fault]);
  });

  test("its service range when the fleet's default changes", () => {
    const other = edited("fleet.yaml", "  supernets", "  serviceCidr: 172.24.0.0/16\n  supernets");
    expect(faultsAfter({}, other)).toEqual([]);
  });
});

describe("a live tenant keeps", () => {
  const migrate = "moving data is a migration: add an environment, move, then retire the old one";
  test.each([
    [
      "its tier",
      edited("tenants/zeta.yaml", "tier: pooled", "tier: dedicated-nodes"),
      `tenants/zeta.yaml:2:7 tier: expected pooled, as it was built, got "dedicated-nodes"; ${migrate}`,
    ],
    [
      "its placements",
      edited("tenants/zeta.yaml", "{ cluster: dev }", "{ cluster: old }"),
      `tenants/zeta.yaml:5:21 environments.trial.cluster: expected dev, where its data is, got "old"; ${migrate}`,
    ],
  ])("%s", (_, after, fault) => {
    expect(faultsAfter({}, after)).toEqual([fault]);
  });
});
