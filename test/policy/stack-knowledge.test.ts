import { expect, test } from "vitest";
import { stackKnowledge } from "../../policy/stack-knowledge.ts";

const TODAY = new Date().toISOString().slice(0, 10);
const urn = (stack: string): string =>
  `urn:pulumi:${stack}::atoll::atoll:network:Network$aws:ec2/vpc:Vpc::vpc`;

const facts = async (inventory: string, stack: string) =>
  (await stackKnowledge(inventory, urn(stack), TODAY)).facts;

test("the inventory says whether a stack protects what it holds, and what it is for", async () => {
  expect(await facts("inventory", "prod")).toEqual({ protect: true, environment: "production" });
  expect(await facts("inventory", "dev")).toEqual({ protect: false, environment: "development" });
});

test("what several clusters share is held to the rules of the one that most depends on", async () => {
  expect(await facts("inventory", "eu-central")).toEqual({ protect: true, environment: "production" });
});

test("a link protects, too, until it retires", async () => {
  expect(await facts("examples/enterprise", "eu-us")).toEqual({ protect: true, environment: "production" });
});

test("of a stack that the inventory lacks, or from a folder that is none, nothing is known", async () => {
  const nothing = { facts: {}, levels: {}, exceptions: [] };
  expect(await stackKnowledge("inventory", urn("other"), TODAY)).toEqual({ stack: "other", ...nothing });
  expect(await stackKnowledge("docs", urn("prod"), TODAY)).toEqual({ stack: "prod", ...nothing });
});
