import ipaddr from "ipaddr.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ipv6RangeNumber, ipv6Subnet } from "../../../components/network/ipv6-subnet.ts";
import { SUBNET_CLASSES } from "../../../fleet/schema/networks.ts";

describe("ipv6Subnet", () => {
  test.each([
    ["2a05:d014:123:4500::/56", 0, "2a05:d014:123:4500::/64"],
    ["2a05:d014:123:4500::/56", 1, "2a05:d014:123:4501::/64"],
    ["2a05:d014:123:4500::/56", 255, "2a05:d014:123:45ff::/64"],
    ["2600:1f18::/56", 192, "2600:1f18:0:c0::/64"],
  ])("of %s, range %i is %s", (vpcRange, rangeNumber, expected) => {
    expect(ipv6Subnet(vpcRange, rangeNumber)).toBe(expected);
  });

  test.each([undefined, ""])("a VPC without IPv6 (%j) has no range to give", (vpcRange) => {
    expect(ipv6Subnet(vpcRange, 0)).toBeUndefined();
  });

  test("every range lies inside the VPC's range, and no two are the same", () => {
    const bytes = fc.uint8Array({ minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(bytes, (prefix) => {
        const vpc = new ipaddr.IPv6([...prefix, ...new Array<number>(9).fill(0)]);
        const ranges = Array.from(
          { length: 256 },
          (_, index) => ipv6Subnet(`${vpc.toString()}/56`, index) ?? "",
        );
        expect(new Set(ranges).size).toBe(256);
        for (const range of ranges) {
          const [address, length] = ipaddr.IPv6.parseCIDR(range);
          expect(length).toBe(64);
          expect(address.match(vpc, 56)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test("every class and zone has a range number of its own, within the 256 of a VPC", () => {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index));
  const numbers = SUBNET_CLASSES.flatMap((one) => letters.map((zone) => ipv6RangeNumber(one, zone)));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(Math.min(...numbers)).toBe(0);
  expect(Math.max(...numbers)).toBeLessThan(256);
});
