import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { k3sServers } from "../../../fleet/k3s/k3s-servers.ts";
import { type LockedK3s, wrongMoves } from "../../../fleet/k3s/server-moves.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../../fleet/load.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { type Files, inventoryFolder, SOUND } from "../written-inventory.ts";
import { alterations, withEntry } from "./altered-lock.ts";

const K3S = (SOUND["clusters/dev.yaml"] ?? "").replace("kind: eks", "kind: k3s").replace("sla: 1", "sla: 2");

/** `dev` as a K3s cluster of three servers, with these words of `k3s` in line 7. */
const dev = (words = "", more = ""): Files => ({
  "clusters/dev.yaml": `${K3S}${words === "" ? "" : `k3s: { ${words} }\n`}${more}`,
});
const at = (place: string): string => `clusters/dev.yaml:${place}`;

/** What `atoll lock` says of an entry that has become another. */
const refused = (before: Files, after: Files): readonly string[] =>
  faultsAfter(before, after).filter((line) => !line.includes("run atoll lock"));

describe("the lock of a K3s cluster in AWS", () => {
  test("holds its servers, its token and its storage, and all layers of its minor", () => {
    expect(lockOf(dev("revisions: { b: 4 }, tokenRevision: 2")).clusters["dev"]).toMatchObject({
      kubernetes: { controlPlane: "1.35", addOns: "1.35", nodes: "1.35", workloads: "1.35" },
      autoscaler: "cluster-autoscaler",
      k3s: { servers: { a: 1, b: 4, c: 1 }, token: 2, storage: "ebs" },
    });
  });

  test("is asked for again when the entry says more than it does", () => {
    expect(faultsAfter(dev(), dev("revisions: { a: 2 }"))).toEqual([
      "fleet.lock.yaml:29:5 clusters.dev.k3s: expected servers a 2, b 1, c 1, token 1, storage ebs, as clusters/dev.yaml says, got servers a 1, b 1, c 1, token 1, storage ebs; run atoll lock",
    ]);
  });

  test("keeps a server where it is when a zone comes that would be before it", () => {
    const one = dev("servers: 1", "zones: [b, c]\n");
    const lock = lockOf(one);
    expect(lock.clusters["dev"]?.k3s?.servers).toEqual({ b: 1 });
    const inventory = loadInventory(inventoryFolder(dev("servers: 1", "zones: [a, b, c]\n")));
    const after = updateLock(inventory, lock, TODAY).lock;
    expect(after.clusters["dev"]?.k3s?.servers).toEqual({ b: 1 });
  });

  test("says which servers there are; one of old leaves it to the entry", () => {
    const dir = inventoryFolder({
      ...dev("revisions: { c: 3 }"),
      "fleet.lock.yaml": lockText(lockOf(dev("revisions: { c: 3 }"))),
    });
    const fleet = loadFleet(dir, TODAY);
    const cluster = fleet.clusters.get("dev")!;
    const servers = [1, 1, 3].map((revision, index) => {
      const key = "abc"[index] ?? "";
      return { key, availabilityZone: `eu-central-1${key}`, revision };
    });
    expect(k3sServers(fleet, cluster)).toEqual(servers);
    const { k3s: _, ...old } = fleet.lock.clusters["dev"]!;
    expect(k3sServers({ ...fleet, lock: { ...fleet.lock, clusters: { dev: old } } }, cluster)).toEqual(
      servers,
    );
  });
});

describe("one change of a live K3s cluster may not", () => {
  const rebuild = "build a new cluster beside it, and retire this one";
  test.each<[string, Files, Files, readonly string[]]>([
    [
      "replace two servers",
      dev(),
      dev("revisions: { a: 2, c: 2 }"),
      [
        `${at("7:30")} k3s.revisions.c: expected 1, for one server is replaced at a time and a is, got 2; deploy the one in a first`,
      ],
    ],
    [
      "use a revision again",
      dev("revisions: { a: 3 }"),
      dev("revisions: { a: 2 }"),
      [
        `${at("7:24")} k3s.revisions.a: expected 3 or the number after it, for a revision is never used again, got 2`,
      ],
    ],
    [
      "take servers away without which etcd stops",
      dev(),
      dev("servers: 1"),
      [
        `${at("7:17")} k3s.servers: expected at least 2 of the servers a, b, c, for etcd stops without a majority, got a; build a smaller cluster beside it, and retire this one`,
      ],
    ],
    [
      "replace a server while others come",
      dev("servers: 1"),
      dev("servers: 3, revisions: { a: 2 }"),
      [
        `${at("7:17")} k3s.servers: expected the servers a, for the one in a is replaced, got a, b, c; deploy that first`,
      ],
    ],
    [
      "change the token while a server goes",
      dev(),
      dev("tokenRevision: 2, revisions: { b: 2 }"),
      [
        `${at("7:23")} k3s.tokenRevision: expected 1, for a token is changed while no server comes or goes, got 2; deploy one after the other`,
      ],
    ],
    [
      "use a token again",
      dev("tokenRevision: 2"),
      dev(),
      [
        `${at("1:1")} k3s.tokenRevision: expected 2 or the number after it, for a revision is never used again, got 1`,
      ],
    ],
    [
      "change what provides volumes",
      dev(),
      dev("storage: longhorn"),
      [
        `${at("7:17")} k3s.storage: expected ebs, as it was built: volumes stay where they are, got "longhorn"; ${rebuild}`,
      ],
    ],
    [
      "change what launches its workers",
      dev(),
      { "clusters/dev.yaml": K3S.replace("max: 20", "max: 20, autoscaler: karpenter") },
      [
        `${at("6:31")} nodes.autoscaler: expected cluster-autoscaler, as it was built: all nodes would go at once, got "karpenter"; enter a cluster with replaces: dev, move to it, and retire this one`,
      ],
    ],
  ])("%s", (_, before, after, faults) => {
    expect(refused(before, after)).toEqual(faults);
  });

  test.each([
    [dev(), dev("revisions: { a: 2 }")],
    [dev("servers: 1"), dev("servers: 3")],
    [dev(), dev("tokenRevision: 7")],
    [dev("tokenRevision: 2, revisions: { a: 5 }"), dev("tokenRevision: 2, revisions: { a: 5, c: 2 }")],
  ])("but each of these by itself (%#)", (before, after) => {
    expect(refused(before, after)).toEqual([]);
  });
});

describe("two locks", () => {
  let base: Lock;
  beforeEach(() => {
    base = lockOf(dev("revisions: { a: 2 }"));
  });
  const told = (k3s: Partial<LockedK3s> | undefined): readonly string[] => {
    const held = base.clusters["dev"]?.k3s;
    const changed = k3s === undefined || held === undefined ? undefined : { ...held, ...k3s };
    const lock: Lock = withEntry(base, "clusters", "dev", { k3s: changed });
    return alterations(base, lock, TODAY);
  };

  test("may differ by what one change may do", () => {
    expect(told({})).toEqual([]);
    expect(told({ servers: { a: 2, b: 2, c: 1 } })).toEqual([]);
    expect(told({ token: 2 })).toEqual([]);
  });

  test("show what an entry and a lock that were edited together hide", () => {
    expect(told({ servers: { a: 1, b: 2, c: 2 } })).toEqual([
      "clusters.dev.k3s.servers.a: expected 2 or the number after it, for a revision is never used again (main has 2), got 1",
      "clusters.dev.k3s.servers.c: expected 1, for one server is replaced at a time and b is (main has 1), got 2",
    ]);
    expect(told({ servers: { a: 2 } })).toEqual([
      "clusters.dev.k3s.servers: expected at least 2 of the servers a, b, c, for etcd stops without a majority (main has a, b, c), got a",
    ]);
    expect(told({ storage: "longhorn", token: 1 })).toEqual([
      'clusters.dev.k3s.storage: expected ebs, as it was built: volumes stay where they are (main has ebs), got "longhorn"',
    ]);
    expect(told(undefined)).toEqual(["clusters.dev.k3s: expected servers, which main holds, got none"]);
  });

  test("may differ by all that a cluster gets of which only the network was built", () => {
    const { k3s: _, autoscaler: __, pods: ___, ...old } = base.clusters["dev"]!;
    expect(alterations({ ...base, clusters: { dev: old } }, base, TODAY)).toEqual([]);
  });
});

test("what may move leaves etcd a majority, and moves at most one thing", () => {
  const servers = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), { minLength: 1 });
  const k3s: fc.Arbitrary<LockedK3s> = fc
    .tuple(
      servers,
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 7, maxLength: 7 }),
      fc.integer({ min: 1, max: 2 }),
    )
    .map(([letters, revisions, token]) => ({
      servers: Object.fromEntries(letters.map((letter, index) => [letter, revisions[index] ?? 1])),
      token,
      storage: "ebs",
    }));
  let allowed = 0;
  fc.assert(
    fc.property(k3s, k3s, (was, now) => {
      if (wrongMoves(was, now).length > 0) return;
      allowed += 1;
      const had = Object.keys(was.servers);
      const untouched = had.filter((letter) => was.servers[letter] === now.servers[letter]);
      expect(untouched.length * 2 > had.length || had.length - untouched.length <= 1).toBe(true);
      const raised = had.filter((letter) => (now.servers[letter] ?? 0) > (was.servers[letter] ?? 0)).length;
      const isOther = Object.keys(now.servers).sort().join() !== had.sort().join();
      expect(raised + Number(isOther) + Number(was.token !== now.token)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 20_000 },
  );
  expect(allowed).toBeGreaterThan(20);
});
