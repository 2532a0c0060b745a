import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cidrFault, contains, formatBlock, overlaps, parseCidr } from "../../../fleet/addresses/cidr.ts";

describe("an IPv4 network as text", () => {
  it.each([
    ["10.0.0.0/16", undefined],
    ["0.0.0.0/0", undefined],
    ["255.255.255.255/32", undefined],
    ["10.0.1.0/16", { expected: "a network address without host bits", hint: "write 10.0.0.0/16" }],
    ["10.0.0.0", { expected: "an IPv4 network such as 10.0.0.0/16", hint: "add the netmask length" }],
    ["10.0.0.0/33", { expected: "an IPv4 network such as 10.0.0.0/16" }],
    ["10.0.0.0/016", { expected: "an IPv4 network such as 10.0.0.0/16" }],
    ["10.0.0.0/08", { expected: "numbers without leading zeros" }],
    ["010.0.0.0/8", { expected: "numbers without leading zeros" }],
    ["10.0.0.256/32", { expected: "an IPv4 network such as 10.0.0.0/16" }],
    ["10.0/16", { expected: "an IPv4 network such as 10.0.0.0/16" }],
    [" 10.0.0.0/16", { expected: "an IPv4 network such as 10.0.0.0/16" }],
    ["10.0.0.0/16abc", { expected: "an IPv4 network such as 10.0.0.0/16" }],
    [
      "fd00::/8",
      {
        expected: "an IPv4 network such as 10.0.0.0/16",
        hint: "IPv6 ranges are assigned by AWS, see dualStack",
      },
    ],
    [
      "::ffff:10.0.0.0/104",
      {
        expected: "an IPv4 network such as 10.0.0.0/16",
        hint: "IPv6 ranges are assigned by AWS, see dualStack",
      },
    ],
  ])("%j is judged as it should be", (text, fault) => {
    expect(cidrFault(text)).toEqual(fault);
  });

  const blocks = fc
    .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }))
    .map(([address, netmaskLength]) => ({
      base: address - (address % 2 ** (32 - netmaskLength)),
      netmaskLength,
    }));

  it("survives a round trip", () => {
    fc.assert(
      fc.property(blocks, (block) => {
        expect(parseCidr(formatBlock(block))).toEqual(block);
      }),
      { numRuns: 1_000 },
    );
  });

  it("overlaps another exactly when one contains the other", () => {
    fc.assert(
      fc.property(blocks, blocks, (a, b) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
      { numRuns: 1_000 },
    );
  });
});
