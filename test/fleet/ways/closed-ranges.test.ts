import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, formatBlock, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";
import { cutOut } from "../../../fleet/ways/closed-ranges.ts";
import { asPodsMeetIt } from "../../../fleet/ways/translated.ts";

const CLOSED = ["169.254.0.0/16", "10.0.0.0/8", "10.255.0.0/20", "172.20.0.0/16"];

describe("what is cut out of a way out", () => {
  test("is nothing where it holds nothing that is closed or private", () => {
    expect(cutOut("203.0.113.0/24", CLOSED)).toEqual([]);
  });

  test("is all of that in a way to the whole internet, each range once", () => {
    expect(cutOut("0.0.0.0/0", CLOSED)).toEqual([
      "10.0.0.0/8",
      "100.64.0.0/10",
      "169.254.0.0/16",
      "172.16.0.0/12",
      "192.168.0.0/16",
    ]);
  });

  test("is not a private range that the way out itself names", () => {
    expect(cutOut("192.168.0.0/16", CLOSED)).toEqual([]);
    expect(cutOut("192.168.0.0/15", CLOSED)).toEqual(["192.168.0.0/16"]);
  });

  test("leaves no closed address open, and lies strictly inside, as the API server asks", () => {
    const block = fc
      .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
      .map(([address, netmaskLength]) =>
        formatBlock({ base: address - (address % 2 ** (32 - netmaskLength)), netmaskLength }),
      );
    fc.assert(
      fc.property(block, fc.array(block, { maxLength: 8 }), (cidr, closed) => {
        const outer = parseCidr(cidr);
        const cut = cutOut(cidr, closed).map(parseCidr);
        for (const one of cut) {
          expect(contains(outer, one) && one.netmaskLength > outer.netmaskLength).toBe(true);
          expect(cut.filter((other) => overlaps(one, other))).toEqual([one]);
        }
        const inside = closed.map(parseCidr).filter((one) => contains(outer, one));
        const strictly = inside.filter(({ netmaskLength }) => netmaskLength > outer.netmaskLength);
        for (const one of strictly) expect(cut.some((other) => contains(other, one))).toBe(true);
      }),
    );
  });
});

test("pods with IPv6 meet a range where NAT gateways translate it, the metadata of the node included", () => {
  expect(asPodsMeetIt("203.0.113.0/24", "ipv4")).toBe("203.0.113.0/24");
  expect(asPodsMeetIt("203.0.113.0/24", "ipv6")).toBe("64:ff9b::cb00:7100/120");
  expect(asPodsMeetIt("169.254.0.0/16", "ipv6")).toBe("64:ff9b::a9fe:0/112");
  expect(asPodsMeetIt("0.0.0.0/0", "ipv6")).toBe("64:ff9b::/96");
});
