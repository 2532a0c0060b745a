import { expect, test } from "vitest";
import { stackFacts } from "../../policy/stack-facts.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const urn = (stack: string): string =>
  `urn:pulumi:${stack}::atoll::atoll:network:Network$aws:ec2/vpc:Vpc::vpc`;

test("the inventory says whether a stack protects what it holds", async () => {
  expect(await stackFacts("inventory", urn("prod"), TODAY)).toEqual({ protect: true });
  expect(await stackFacts("inventory", urn("dev"), TODAY)).toEqual({ protect: false });
});

test("a link protects, too, until it retires", async () => {
  expect(await stackFacts("examples/enterprise", urn("eu-us"), TODAY)).toEqual({ protect: true });
});

test("of a stack that the inventory lacks, or from a folder that is none, nothing is known", async () => {
  expect(await stackFacts("inventory", urn("other"), TODAY)).toEqual({});
  expect(await stackFacts("docs", urn("prod"), TODAY)).toEqual({});
});
