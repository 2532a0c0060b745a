import { beforeEach, describe, expect, test } from "vitest";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockOf, TODAY } from "../locked-inventory.ts";
import {
  alterations,
  type Entry,
  FILES,
  type Section,
  TOMORROW,
  withEntry,
  YESTERDAY,
} from "./altered-lock.ts";

let BASE: Lock;

beforeEach(() => {
  BASE = lockOf(FILES);
});

const told = (lock: Lock, base: Lock = BASE, today: string = TODAY): readonly string[] =>
  alterations(base, lock, today);

test("a lock has altered nothing of itself, nor by what it added", () => {
  expect(told(BASE)).toEqual([]);
  const { clusters, tenants } = BASE;
  expect(told(BASE, { ...BASE, clusters: { dev: clusters["dev"]! }, tenants: {}, links: {} })).toEqual([]);
  expect(Object.keys(tenants)).toEqual(["acme", "zeta"]);
});

describe("a live entry keeps what another lock says of it:", () => {
  test.each<[Section, string, Partial<Entry>, string]>([
    ["clusters", "dev", { ipFamily: "ipv6" }, "ipFamily: expected no ipFamily, as main has it, got ipv6"],
    [
      "clusters",
      "dev",
      { autoscaler: "cluster-autoscaler" },
      "autoscaler: expected no autoscaler, as main has it, got cluster-autoscaler",
    ],
    ["clusters", "dev", { kind: "k3s" }, "kind: expected eks, which main holds, got k3s"],
    ["clusters", "dev", { region: "us" }, "region: expected eu, which main holds, got us"],
    ["clusters", "dev", { vpcId: "vpc-1" }, "vpcId: expected no vpcId, as main has it, got vpc-1"],
    [
      "clusters",
      "old",
      { vpcId: "vpc-1" },
      "vpcId: expected vpc-0a1b2c3d4e5f60718, which main holds, got vpc-1",
    ],
    [
      "clusters",
      "old",
      { vpcId: undefined },
      "vpcId: expected vpc-0a1b2c3d4e5f60718, which main holds, got none",
    ],
    [
      "clusters",
      "dev",
      { pods: "100.64.0.0/16" },
      "pods: expected no pods, as main has it, got 100.64.0.0/16",
    ],
    ["clusters", "dev", { linkable: false }, "linkable: expected no linkable, as main has it, got false"],
    [
      "clusters",
      "dev",
      { adopt: { "dev-vpc": "vpc-9" } },
      "adopt.dev-vpc: expected vpc-0123abcd, which main holds, got vpc-9",
    ],
    [
      "clusters",
      "green",
      { adopt: { "green-vpc": "vpc-9" } },
      "adopt.green-vpc: expected no green-vpc, as main has it, got vpc-9",
    ],
    ["clusters", "green", { replaces: undefined }, "replaces: expected dev, which main holds, got none"],
    [
      "clusters",
      "green",
      { switchOver: { on: YESTERDAY, soakHours: 48 } },
      "switchOver: expected a switch that main knows, or one from 2026-11-24 on, got 2026-11-23 and 48 hours",
    ],
    [
      "clusters",
      "dev",
      { retiring: TODAY },
      "retiring: expected a day after 2026-11-24, for main does not know this one, got 2026-11-24",
    ],
    [
      "regions",
      "eu",
      { account: "999988887777" },
      "account: expected 111122223333, which main holds, got 999988887777",
    ],
    [
      "regions",
      "eu",
      { awsRegion: "us-east-1" },
      "awsRegion: expected eu-central-1, which main holds, got us-east-1",
    ],
    [
      "regions",
      "eu",
      { zones: { a: "euc1-az9" } },
      "zones.a: expected euc1-az2, which main holds, got euc1-az9",
    ],
    [
      "tenants",
      "zeta",
      { tier: "dedicated-nodes" },
      "tier: expected pooled, which main holds, got dedicated-nodes",
    ],
    ["tenants", "zeta", { placements: {} }, "placements.trial: expected dev, which main holds, got none"],
    [
      "tenants",
      "zeta",
      { placements: { trial: "old" } },
      "placements.trial: expected dev, which main holds, got old",
    ],
    [
      "tenants",
      "zeta",
      { leaving: { trial: TODAY } },
      "leaving.trial: expected a day after 2026-11-24, for main does not know this one, got 2026-11-24",
    ],
    [
      "tenants",
      "zeta",
      { moving: { trial: YESTERDAY } },
      "moving.trial: expected 2026-11-24 or a later day, for main does not know this one, got 2026-11-23",
    ],
    [
      "links",
      "one",
      { kind: "transit-gateway" },
      "kind: expected vpn, which main holds, got transit-gateway",
    ],
    ["links", "one", { from: "old" }, "from: expected dev, which main holds, got old"],
  ])("%s.%s %o", (kind, id, changed, line) => {
    expect(told(withEntry(BASE, kind, id, changed)).at(0)).toBe(`${kind}.${id}.${line}`);
  });

  test("also a field of a schema to come", () => {
    const later = { shape: "round" } as Partial<Entry>;
    expect(told(withEntry(BASE, "clusters", "dev", later))).toEqual([
      "clusters.dev.shape: expected no shape, as main has it, got round",
    ]);
  });
});

describe("an entry is gone only when another lock gave it a day, which has come:", () => {
  test.each<Section>(["regions", "clusters", "tenants", "links"])("%s", (kind) => {
    const id = Object.keys(BASE[kind] ?? {})[0]!;
    const went = (lock: Lock): readonly string[] =>
      told(lock, BASE).filter((line) => line.startsWith(`${kind}.${id}:`));
    const line = `${kind}.${id}: expected a live entry, which main holds, got none`;
    expect(went(withEntry(BASE, kind, id, undefined))).toEqual([line]);
    const gone = withEntry(BASE, kind, id, { retiring: YESTERDAY, gone: TODAY });
    expect(went(gone)).toEqual([line]);
    expect(told(gone, withEntry(BASE, kind, id, { retiring: TOMORROW }))).toEqual([
      `${kind}.${id}: expected an entry until ${TOMORROW}, which main holds, got none`,
    ]);
    expect(told(gone, withEntry(BASE, kind, id, { retiring: TODAY }))).toEqual([]);
    expect(told(BASE, gone)).toEqual([`${kind}.${id}.gone: expected ${TODAY}, which main holds, got none`]);
  });

  test("and one environment", () => {
    const leaves = (day: string): Lock => withEntry(BASE, "tenants", "zeta", { leaving: { trial: day } });
    const left = withEntry(BASE, "tenants", "zeta", { placements: {} });
    expect(told(left, leaves(TOMORROW))).toEqual([
      "tenants.zeta.placements.trial: expected dev until 2026-11-25, which main holds, got none",
    ]);
    expect(told(left, leaves(TODAY))).toEqual([]);
  });
});

describe("what may be otherwise:", () => {
  test.each<[string, Section, string, Partial<Entry>]>([
    ["what was adopted leaves", "clusters", "dev", { adopt: {} }],
    ["an IPv6 range comes", "clusters", "dev", { dualStack: true }],
    ["a day to leave is given, and taken away", "clusters", "dev", { retiring: TOMORROW }],
    [
      "a switch is watched for longer",
      "clusters",
      "green",
      { switchOver: { on: "2026-12-01", soakHours: 96 } },
    ],
    ["a switch gets a later day", "clusters", "green", { switchOver: { on: "2026-12-02", soakHours: 1 } }],
    [
      "a zone without subnets gets another id",
      "regions",
      "eu",
      { zones: { a: "euc1-az2", b: "euc1-az3", c: "euc1-az9" } },
    ],
  ])("%s", (_, kind, id, changed) => {
    expect(told(withEntry(BASE, kind, id, changed))).toEqual([]);
  });

  test("a cluster forgets whom it replaced once that one is gone", () => {
    const base = withEntry(BASE, "clusters", "dev", { retiring: TODAY });
    const gone = withEntry(base, "clusters", "dev", { gone: TODAY });
    expect(
      told(withEntry(gone, "clusters", "green", { replaces: undefined, switchOver: undefined }), base),
    ).toEqual([]);
  });

  test("places and adoptions that a lock of old did not know are filled in", () => {
    const { account: _, awsRegion: __, zones: ___, ...eu } = BASE.regions["eu"]!;
    const { adopt: ____, ...dev } = BASE.clusters["dev"]!;
    expect(told(BASE, { ...BASE, regions: { eu }, clusters: { ...BASE.clusters, dev } })).toEqual([]);
  });
});
