import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, type Ordered, orderFaults } from "../../../components/platform/order.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";

const contract = (
  name: Ordered["name"],
  requires: Ordered["requires"] = [],
  conflicts: Ordered["conflicts"] = [],
): Ordered => ({ name, requires, conflicts });

/** Contracts without a circle: each requires only earlier names of a shuffled list. */
const acyclic = fc.shuffledSubarray([...ADD_ON_NAMES], { minLength: ADD_ON_NAMES.length }).chain((names) =>
  fc.tuple(...names.map((_, index) => fc.subarray(names.slice(0, index)))).chain((requires) =>
    fc.shuffledSubarray(
      names.map((name, index) => contract(name, requires[index])),
      { minLength: names.length },
    ),
  ),
);

test("each add-on comes after all it requires, and none is lost", () => {
  fc.assert(
    fc.property(acyclic, (contracts) => {
      const order = inOrder(contracts).map(({ name }) => name);
      expect([...order].sort()).toEqual([...ADD_ON_NAMES].sort());
      for (const { name, requires } of contracts)
        for (const required of requires) expect(order.indexOf(required)).toBeLessThan(order.indexOf(name));
      expect(orderFaults(contracts)).toEqual([]);
    }),
  );
});

test("the order of the list that is given does not matter", () => {
  fc.assert(
    fc.property(acyclic, (contracts) => {
      const names = (list: readonly Ordered[]) => inOrder(list).map(({ name }) => name);
      expect(names([...contracts].reverse())).toEqual(names(contracts));
    }),
  );
});

test("a requirement that is switched off is refused", () => {
  expect(orderFaults([contract("traefik", ["gateway-api"])])).toEqual([
    {
      name: "traefik",
      expected: "gateway-api to be switched on, which traefik requires",
      hint: "switch gateway-api on, or traefik off",
    },
  ]);
});

test("neighbours that exclude each other are refused", () => {
  expect(orderFaults([contract("traefik", [], ["gateway-api"]), contract("gateway-api")])).toEqual([
    { name: "traefik", expected: "no gateway-api beside traefik", hint: "switch one of them off" },
  ]);
});

test("a circle of requirements is refused once, with its whole way", () => {
  const circle = [
    contract("traefik", ["gateway-api"]),
    contract("gateway-api", ["cert-manager"]),
    contract("cert-manager", ["traefik"]),
  ];
  expect(orderFaults(circle)).toEqual([
    {
      name: "traefik",
      expected: "no circle of requirements: traefik -> gateway-api -> cert-manager -> traefik",
      hint: "remove one of the arrows",
    },
  ]);
});
