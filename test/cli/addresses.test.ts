import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { MapEntry } from "../../fleet/addresses/map-json.ts";
import { ROOT, Repository } from "./diff-repository.ts";

test("the tree, the proof and the picture of the sample fleet are those of the page about addresses", async () => {
  const repository = await Repository.create();
  const page = readFileSync(resolve(ROOT, "docs/addresses.md"), "utf8");
  const tree = await repository.atoll("addresses", "show");
  expect(tree).toMatchObject({ stderr: "", exitCode: 0 });
  expect(page).toContain(`$ npx atoll addresses show\n${tree.stdout}\n\`\`\``);
  const { stdout } = await repository.atoll("addresses", "show", "--subnets");
  expect(stdout.split("\n").slice(4, 7)).toEqual([
    "      10.224.0.0/22      node-a                         1,024",
    "      10.224.4.0/22      node-b                         1,024",
    "      10.224.16.0/24     public-a                         256",
  ]);
  expect(await repository.atoll("addresses", "verify")).toMatchObject({
    stdout: "proven 2 clusters with 20 subnets: contained, aligned, disjoint, large enough",
    exitCode: 0,
  });
  const picture = join("out", "map.svg");
  expect(await repository.atoll("addresses", "show", "--svg", picture)).toMatchObject({
    stdout: "",
    stderr: `wrote ${picture}`,
    exitCode: 0,
  });
  const documented = readFileSync(resolve(ROOT, "docs/pictures/addresses.svg"), "utf8");
  expect(readFileSync(join(repository.dir, picture), "utf8")).toBe(documented);
});

test("the map is printed as JSON, with free space and the netmask length of its largest block", async () => {
  const repository = await Repository.create();
  const { stdout } = await repository.atoll("addresses", "show", "--json");
  const { schema, ranges } = JSON.parse(stdout) as {
    readonly schema: number;
    readonly ranges: readonly MapEntry[];
  };
  expect(schema).toBe(1);
  const [supernet] = ranges;
  const region = supernet?.children[0];
  expect({ ...region, children: region?.children.map(({ cidr, label }) => `${cidr} ${label}`) }).toEqual({
    kind: "region",
    label: "eu-central",
    cidr: "10.224.0.0/12",
    addresses: 1_048_576,
    free: 917_504,
    largestFree: 13,
    children: ["10.224.0.0/16 dev", "10.225.0.0/16 prod"],
  });
});

test("a lock that holds a range twice is refused by every command that reads it", async () => {
  const repository = await Repository.create();
  repository.edit("inventory/fleet.lock.yaml", "block: 10.225.0.0/16", "block: 10.224.0.0/16");
  const { stdout, stderr, exitCode } = await repository.atoll("addresses", "verify");
  expect([stdout, exitCode]).toEqual(["", 1]);
  const lines = stderr.split("\n");
  expect(lines[0]).toBe(
    "error fleet.lock.yaml:46:12 clusters.prod.block: expected routed ranges that do not overlap, " +
      "got 10.224.0.0/16 of cluster/prod inside 10.224.0.0/16 of cluster/dev; " +
      "restore the lock from git; after a merge, run atoll lock --rebase <base revision>",
  );
  expect(lines.at(-1)).toBe("13 faults; nothing was changed");
});
