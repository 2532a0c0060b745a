import fc from "fast-check";
import { expect, test } from "vitest";
import { factDigest } from "../../../plan/cache/fact-digest.ts";
import { WatchedMap } from "../../../plan/cache/watched-map.ts";
import { watchedRecord } from "../../../plan/cache/watched-record.ts";
import { entriesWhere } from "../../../fleet/entries-where.ts";
import type { Fleet } from "../../../fleet/inventory.ts";

interface Entry {
  readonly id: string;
  readonly replaces?: string;
  readonly size: number;
}

const ENTRIES: ReadonlyMap<string, Entry> = new Map([
  ["one", { id: "one", size: 1 }],
  ["two", { id: "two", replaces: "one", size: 2 }],
]);

/** What a program reads of the entries. */
function readsOf(program: (map: WatchedMap<Entry>) => unknown): readonly string[] {
  const paths = new Set<string>();
  program(new WatchedMap("clusters", ENTRIES, (path) => paths.add(path)));
  return [...paths];
}

test("whoever asks for an entry has read that entry, whether it is there or not", () => {
  expect(readsOf((map) => [map.get("one"), map.has("three")])).toEqual(["clusters/one", "clusters/three"]);
});

test("whoever goes over all has read which there are, and of each what he looks at", () => {
  expect(readsOf((map) => [...map.values()].map(({ size }) => size))).toEqual([
    "clusters/*/id",
    "clusters/*/size",
  ]);
  expect(readsOf((map) => [...map].map(([, entry]) => ({ ...entry })))).toContain("clusters/*/*");
  expect(readsOf((map) => [map.size, ...map.keys()])).toEqual(["clusters/*/id"]);
  const seen: string[] = [];
  expect(
    readsOf((map) => {
      map.forEach((entry, id) => seen.push(`${id} ${entry.size}`));
    }),
  ).toEqual(["clusters/*/id", "clusters/*/size"]);
  expect(seen).toEqual(["one 1", "two 2"]);
});

test("whoever searches has read no more than what is found", () => {
  expect(readsOf((map) => entriesWhere(map, "replaces", "one"))).toEqual(["clusters/replaces=/one"]);
  expect(entriesWhere(ENTRIES, "replaces", "one").map(({ id }) => id)).toEqual(["two"]);
});

test("a record tells its keys one by one, and all of them to whoever asks which there are", () => {
  const paths: string[] = [];
  const record = watchedRecord("settings", { zone: "a", sso: undefined }, (path) => paths.push(path));
  expect([record.zone, "sso" in record]).toEqual(["a", true]);
  expect(paths).toEqual(["settings/zone", "settings/sso"]);
  expect(Object.keys(record)).toEqual(["zone", "sso"]);
  expect(paths).toContain("settings/*");
});

const value = fc.constantFrom("one", "two", "three", undefined);
const entries = fc
  .uniqueArray(fc.record({ id: fc.constantFrom("one", "two", "three"), replaces: value, size: fc.nat(2) }), {
    selector: ({ id }) => id,
  })
  .map((list) => new Map(list.map((one) => [one.id, one as Entry])));

const PROGRAMS: readonly ((map: ReadonlyMap<string, Entry>) => unknown)[] = [
  (map) => map.get("one"),
  (map) => map.has("two"),
  (map) => map.size,
  (map) => [...map.keys()],
  (map) => [...map.values()].map(({ size }) => size),
  (map) => [...map.values()].find(({ replaces }) => replaces === "one")?.id,
  (map) => entriesWhere(map, "replaces", "one"),
  (map) => [...map].map(([, one]) => ({ ...one })),
];

test.each(PROGRAMS.map((program) => [String(program), program] as const))(
  "where the digests of what %s reads are the same, so is what it finds",
  (_, program) => {
    let same = 0;
    fc.assert(
      fc.property(entries, entries, (before, after) => {
        const paths = new Set<string>();
        const found = program(new WatchedMap("clusters", before, (path) => paths.add(path)));
        const digest = (clusters: ReadonlyMap<string, Entry>): readonly string[] =>
          [...paths].map((path) => factDigest({ clusters } as unknown as Fleet, path));
        const isSame = JSON.stringify(digest(before)) === JSON.stringify(digest(after));
        if (!isSame) return;
        same += 1;
        expect(program(after)).toEqual(found);
      }),
      { numRuns: 2_000 },
    );
    expect(same).toBeGreaterThan(10);
  },
);
