import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Block,
  blockEnd,
  blockSize,
  byAddress,
  formatBlock,
  parseCidr,
} from "../../../fleet/addresses/cidr.ts";
import { cut, percent } from "../../../fleet/addresses/labels.ts";
import { freeAddresses, largestFree, type MapNode } from "../../../fleet/addresses/map.ts";
import { treeText } from "../../../fleet/addresses/tree-text.ts";
import { variedMap } from "./varied-map.ts";

const plain = (subnets: boolean): string => treeText(variedMap(), { subnets, paint: (_, text) => text });

describe("the address tree", () => {
  it("shows every range with its holder, its size, its use, and the free space beside it", () => {
    expect(plain(false).split("\n")).toEqual([
      "range                    holder                     addresses  used",
      "10.0.0.0/8               supernet routed           16,777,216   7.0 % ▓░░░░░░░░░",
      "  10.200.0.0/16          existing bought               65,536    25 % ▓▓░░░░░░░░",
      "  10.208.0.0/12          region eu                  1,048,576    13 % ▓░░░░░░░░░",
      "    10.208.0.0/16        quarantine old                65,536  until 2027-02-22",
      "    10.209.0.0/16        cluster web                   65,536    43 % ▓▓▓▓░░░░░░",
      "    10.210.0.0/20        cluster edge                   4,096    85 % ▓▓▓▓▓▓▓▓░░",
      "    10.210.16.0/20       cluster lab-1                  4,096    85 % ▓▓▓▓▓▓▓▓░░",
      "    10.210.32.0/20       cluster lab-2                  4,096    85 % ▓▓▓▓▓▓▓▓░░",
      "    free                 largest block /13            905,216",
      "  10.255.0.0/16          reserved off…organisation     65,536",
      "  free                   largest block /9          15,597,568",
      "100.64.0.0/10            supernet pods, unrouted    4,194,304   1.5 % ▓░░░░░░░░░",
      "  100.64.0.0/16          pods edge                     65,536    75 % ▓▓▓▓▓▓▓░░░",
      "  100.64.0.0/16          shared by 2 clusters          65,536",
      "  free                   largest block /11          4,128,768",
      "192.168.0.0/16           legacy cellar                 65,536",
    ]);
  });

  it("shows subnets on demand, and what is free between them", () => {
    const lines = plain(true).split("\n");
    const from = lines.findIndex((line) => line.includes("cluster lab-1"));
    expect(lines.slice(from, from + 12)).toEqual([
      "    10.210.16.0/20       cluster lab-1                  4,096    85 % ▓▓▓▓▓▓▓▓░░",
      "      10.210.16.0/22     node-a                         1,024",
      "      10.210.20.0/22     node-b                         1,024",
      "      10.210.24.0/22     node-c                         1,024",
      "      10.210.28.0/25     public-a                         128",
      "      10.210.28.128/25   public-b                         128",
      "      10.210.29.0/25     public-c                         128",
      "      10.210.29.128/28   control-plane-a                   16",
      "      10.210.29.144/28   control-plane-b                   16",
      "      10.210.29.160/28   control-plane-c                   16",
      "      free               largest block /23                592",
      "    10.210.32.0/20       cluster lab-2                  4,096    85 % ▓▓▓▓▓▓▓▓░░",
    ]);
  });

  it("keeps to 80 columns", () => {
    const longest = Math.max(
      ...plain(true)
        .split("\n")
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(80);
  });
});

describe("free space in a range", () => {
  const ROOT = parseCidr("10.0.0.0/24");
  const inside = fc
    .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
    .map(([address, netmaskLength]): Block => {
      return { base: ROOT.base + address - (address % 2 ** (32 - netmaskLength)), netmaskLength };
    });
  const range = (block: Block, children: readonly MapNode[] = []): MapNode => {
    return { kind: "region", label: formatBlock(block), block, children };
  };

  it("is counted and measured as trying every address and every block does, overlaps or not", () => {
    fc.assert(
      fc.property(fc.array(inside, { maxLength: 12 }), (blocks) => {
        const node = range(
          ROOT,
          [...blocks].sort(byAddress).map((block) => range(block)),
        );
        const free = new Set<number>();
        for (let at = ROOT.base; at < blockEnd(ROOT); at += 1)
          if (!blocks.some((one) => one.base <= at && at < blockEnd(one))) free.add(at);
        let largest: number | undefined;
        for (let length = 24; length <= 32 && largest === undefined; length += 1) {
          for (let base = ROOT.base; base < blockEnd(ROOT); base += 2 ** (32 - length)) {
            const size = blockSize({ base, netmaskLength: length });
            if (Array.from({ length: size }, (_, at) => base + at).every((at) => free.has(at)))
              largest = length;
          }
        }
        expect([freeAddresses(node), largestFree(node)]).toEqual([free.size, largest]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is not used up by pod ranges that repeat, for others may hold the same", () => {
    const shared: MapNode = { ...range(parseCidr("10.0.0.0/25")), kind: "shared" };
    expect([freeAddresses(range(ROOT, [shared])), largestFree(range(ROOT, [shared]))]).toEqual([256, 24]);
  });
});

describe("a share in per cent", () => {
  it.each([
    [0, "0.0"],
    [0.0004, "<0.1"],
    [0.066, "6.6"],
    [0.12, "12"],
    [0.9999999, "99.9"],
    [1, "100"],
  ])("of %d reads %s", (share, text) => {
    expect(percent(share)).toBe(text);
  });
});

describe("a name that is too long", () => {
  it.each([
    ["production-eu-004", 20, "production-eu-004"],
    ["production-eu-004", 9, "prod…-004"],
    ["production-eu-004", 2, "p…"],
    ["production-eu-004", 1, "…"],
  ])("%s in %d characters is %s", (name, length, text) => {
    expect(cut(name, length)).toBe(text);
  });
});
