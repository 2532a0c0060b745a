import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { natOfZone, natPlan } from "../../../components/network/nat-plan.ts";
import { samplePlan } from "./sample-plans.ts";

const subnets = (...zones: string[]) => samplePlan(zones).subnets;
const zonesOf = (plan: ReturnType<typeof natPlan>) => plan.map(({ zone }) => zone);

describe("natPlan", () => {
  test("no gateway is planned where none is wanted", () => {
    expect(natPlan("dev", subnets("a", "b"), "none")).toEqual([]);
  });

  test("a gateway stands in a public subnet and has an address with a name of its own", () => {
    expect(natPlan("dev", subnets("a", "b"), "one")).toEqual([
      { name: "dev-nat-a", addressName: "dev-nat-a-address", zone: "a", subnetKey: "public-a" },
    ]);
  });

  test("one per zone follows the zones", () => {
    expect(zonesOf(natPlan("dev", subnets("a", "b", "c"), "per-zone"))).toEqual(["a", "b", "c"]);
  });

  test("a single gateway stays in the zone the network had first, whatever zones join later", () => {
    const letters = fc.constantFrom("a", "b", "c", "d", "e", "f");
    fc.assert(
      fc.property(fc.uniqueArray(letters, { minLength: 1, maxLength: 6 }), (joined) => {
        const homes = joined.map((_, index) =>
          zonesOf(natPlan("dev", subnets(...joined.slice(0, index + 1)), "one")),
        );
        expect(homes).toEqual(joined.map(() => [joined[0]]));
      }),
    );
  });

  test("addresses are compared as numbers, not as text", () => {
    const [first, second] = subnets("a", "b").filter(({ class: kind }) => kind === "public");
    const reordered = [
      { ...first!, cidr: "10.0.100.0/24" },
      { ...second!, cidr: "10.0.20.0/24" },
    ];
    expect(zonesOf(natPlan("dev", reordered, "one"))).toEqual(["b"]);
  });

  test("going from one gateway to one per zone keeps the first and its address", () => {
    const before = natPlan("dev", subnets("b", "a"), "one");
    const after = natPlan("dev", subnets("b", "a"), "per-zone");
    expect(after).toEqual(expect.arrayContaining([...before]));
  });
});

describe("natOfZone", () => {
  const gateways = natPlan("dev", subnets("a", "b"), "per-zone");

  test("a zone goes out through its own gateway", () => {
    expect(natOfZone(gateways, "b")?.name).toBe("dev-nat-b");
  });

  test("a zone without one goes out through the first", () => {
    expect(natOfZone(gateways.slice(0, 1), "b")?.name).toBe("dev-nat-a");
  });

  test("without gateways there is no way out", () => {
    expect(natOfZone([], "a")).toBeUndefined();
  });
});
