import fc from "fast-check";
import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { before, inOrder, type Ordered, orderFaults } from "../../../components/platform/order.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";

const contract = (
  name: Ordered["name"],
  requires: Ordered["requires"] = [],
  conflicts: Ordered["conflicts"] = [],
  after: readonly Ordered["name"][] = [],
): Ordered => ({
  name,
  requires,
  conflicts,
  after,
  ready: { kind: "crds", what: "the API server serves its kinds" },
});

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

/** Some add-ons, each after some that may be there or not: what one follows is never required. */
const followers = fc.shuffledSubarray([...ADD_ON_NAMES], { minLength: ADD_ON_NAMES.length }).chain((names) =>
  fc.tuple(...names.map((_, index) => fc.subarray(names.slice(0, index)))).chain((after) =>
    fc.subarray(
      names.map((name, index) => contract(name, [], [], after[index])),
      { minLength: 1 },
    ),
  ),
);

test("each add-on comes after those it follows that are there, and misses none that is not", () => {
  fc.assert(
    fc.property(followers, (contracts) => {
      const order = inOrder(contracts).map(({ name }) => name);
      expect(order).toHaveLength(contracts.length);
      for (const { name, after = [] } of contracts)
        for (const one of after.filter((other) => order.includes(other)))
          expect(order.indexOf(one)).toBeLessThan(order.indexOf(name));
      expect(orderFaults(contracts)).toEqual([]);
    }),
  );
});

test("any circle is refused, whichever add-ons it goes through, with a way that ends where it begins", () => {
  const rings = fc.shuffledSubarray([...ADD_ON_NAMES], { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(rings, fc.boolean(), (names, byAfter) => {
      const ring = names.map((name, index) => {
        const next = names[(index + 1) % names.length]!;
        return byAfter ? contract(name, [], [], [next]) : contract(name, [next]);
      });
      const [fault, ...more] = orderFaults(ring);
      expect(more).toEqual([]);
      const way = fault!.expected.replace("no circle of requirements: ", "").split(" -> ");
      expect(way).toHaveLength(names.length + 1);
      expect(way.at(-1)).toBe(way[0]);
      expect([...new Set(way)].sort()).toEqual([...names].sort());
    }),
  );
});

test("the contracts that there are fit together, and each comes after all it requires and follows", () => {
  const contracts = ADD_ON_NAMES.map((name) => ADD_ONS[name].contract);
  expect(orderFaults(contracts).filter(({ expected }) => !expected.includes(" beside "))).toEqual([]);
  const order = inOrder(contracts).map(({ name }) => name);
  for (const one of contracts)
    for (const earlier of before(one))
      expect([earlier, order.indexOf(earlier) < order.indexOf(one.name)]).toEqual([earlier, true]);
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
