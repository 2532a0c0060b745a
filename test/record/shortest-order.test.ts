import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { expect, test } from "vitest";
import { comparable } from "../../plan/canonical.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { shortestOrder } from "../../stacks/shortest-order.ts";
import { recorded, Thing } from "./recorded-things.ts";

/** Of each resource, by its number, the numbers of earlier ones that it names. */
type Order = readonly (readonly number[])[];

const ORDERS: fc.Arbitrary<Order> = fc
  .integer({ min: 1, max: 9 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, index) => fc.subarray(Array.from({ length: index }, (_, n) => n))),
    ),
  );

/** Registers things in an order, with the transformation or without it. */
function thingsIn(order: Order, transformations: pulumi.ResourceTransformation[] = []): void {
  const made: Thing[] = [];
  for (const [index, before] of order.entries()) {
    const dependsOn = before.map((one) => made[one]!);
    made.push(new Thing(`t${index}`, {}, { dependsOn, transformations }));
  }
}

const closed = (resources: readonly PlannedResource[]) =>
  comparable({ schema: 1, stack: "dev", resources }).resources.map(({ dependencies }) => dependencies);

const edges = (resources: readonly PlannedResource[]): number =>
  resources.flatMap(({ dependencies }) => dependencies).length;

test("everything waits for the same as without it, and naming any less would lose some of that", async () => {
  await fc.assert(
    fc.asyncProperty(ORDERS, async (order) => {
      const whole = await recorded(() => {
        thingsIn(order);
      });
      const short = await recorded(() => {
        thingsIn(order, [shortestOrder()]);
      });
      expect(closed(short)).toEqual(closed(whole));
      for (const [index, one] of short.entries())
        for (const left of one.dependencies) {
          const dependencies = one.dependencies.filter((other) => other !== left);
          expect(closed(short.with(index, { ...one, dependencies }))).not.toEqual(closed(whole));
        }
    }),
    { numRuns: 40 },
  );
});

test("layers that each wait for all before them are named once", async () => {
  const order = [[], [], [0, 1], [0, 1, 2], [0, 1, 2, 3]];
  const whole = await recorded(() => {
    thingsIn(order);
  });
  const short = await recorded(() => {
    thingsIn(order, [shortestOrder()]);
  });
  expect([whole, short].map(edges)).toEqual([9, 4]);
});

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Group", name, {}, opts);
  }
}

test("what a component comes after is named by those that come after the component", async () => {
  const resources = await recorded(() => {
    const transformations = [shortestOrder()];
    const first = new Thing("first", {}, { transformations });
    const group = new Group("group", { dependsOn: [first], transformations });
    new Thing("inside", {}, { parent: group });
    new Thing("last", {}, { dependsOn: [group, first], transformations });
  });
  expect(resources.find(({ name }) => name === "last")?.dependencies).toContain("test:index:Thing::first");
});

test("an order that is known later is left as it is", async () => {
  const resources = await recorded(() => {
    const transformations = [shortestOrder()];
    const first = new Thing("first", {}, { transformations });
    const second = new Thing("second", {}, { dependsOn: [first], transformations });
    new Thing("last", {}, { dependsOn: pulumi.output([first, second]), transformations });
  });
  expect(resources.find(({ name }) => name === "last")?.dependencies).toHaveLength(2);
});
