import fc from "fast-check";
import { expect, test } from "vitest";
import { ENVIRONMENTS } from "../../../fleet/schema/cluster.ts";
import {
  type Environment,
  foreignRanges,
  type Gateway,
  tablesKnowing,
} from "../../../fleet/regions/transit.ts";

const environment = fc.constantFrom(...ENVIRONMENTS);
const pair = fc.uniqueArray(environment, { minLength: 2, maxLength: 2 });
const gateways: fc.Arbitrary<Gateway> = fc.record({
  joins: fc.array(fc.record({ between: pair, why: fc.constant("tests") }), { maxLength: 4 }),
  foreign: fc.dictionary(
    fc.constantFrom("office", "runners", "partner"),
    fc.record({
      attachmentId: fc.constant("tgw-attach-0a1b2c3d"),
      cidrs: fc.constant(["192.168.0.0/24"]),
      environments: fc.uniqueArray(environment, { minLength: 1 }),
    }),
    { noNullPrototype: true },
  ),
});

/** Whether a packet from one cluster finds the way to another: its own table must know the other's ranges. */
const arrives = (gateway: Gateway, from: Environment, to: Environment): boolean =>
  tablesKnowing(gateway, to).includes(from);

const isJoined = ({ joins }: Gateway, a: Environment, b: Environment): boolean =>
  joins.some(({ between }) => between.includes(a) && between.includes(b));

test("a packet arrives in its own environment and in those joined with it, and nowhere else", () => {
  fc.assert(
    fc.property(gateways, environment, environment, (gateway, from, to) => {
      expect(arrives(gateway, from, to)).toBe(from === to || isJoined(gateway, from, to));
    }),
  );
});

test("whoever is reached can answer", () => {
  fc.assert(
    fc.property(gateways, environment, environment, (gateway, from, to) => {
      expect(arrives(gateway, from, to)).toBe(arrives(gateway, to, from));
    }),
  );
});

test("a foreign network knows the way to an environment exactly when that one knows the way back", () => {
  fc.assert(
    fc.property(gateways, environment, (gateway, one) => {
      const knowing = tablesKnowing(gateway, one).filter((table) => table.startsWith("foreign-"));
      const named = Object.entries(gateway.foreign).filter(([, { environments }]) =>
        environments.includes(one),
      );
      expect(knowing).toEqual(named.map(([name]) => `foreign-${name}`).sort());
      expect(foreignRanges(gateway, one)).toHaveLength(named.length);
    }),
  );
});
