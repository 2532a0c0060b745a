import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { FaultBox, type FaultKind } from "../../../sandbox/aws/fault-box.ts";
import { Faults } from "../../../sandbox/kubernetes/faults.ts";

const TARGET = { type: "kubernetes:core/v1:Namespace", name: "shop" } as Parameters<Faults["run"]>[1];

function boxWith(kind: FaultKind) {
  const box = new FaultBox(new DatabaseSync(":memory:"));
  box.add({ operation: "create", kind, name: "shop", milliseconds: 1 });
  return { faults: new Faults(box), struck: () => box.list().map(({ struck }) => struck) };
}

test("a reply is lost once the API server has done what was asked, and not before", async () => {
  const { faults, struck } = boxWith("lost-reply");
  let isDone: () => void = () => undefined;
  const work = new Promise<void>((resolve) => (isDone = resolve));
  void faults.run("create", TARGET, () => work);
  await turn();
  expect(struck()).toEqual([0]);
  isDone();
  await turn();
  expect(struck()).toEqual([1]);
});

test("a slow request counts while it is on its way", async () => {
  const { faults, struck } = boxWith("slow");
  const counted: (readonly number[])[] = [];
  await faults.run("create", TARGET, () => Promise.resolve(counted.push(struck())));
  expect(counted).toEqual([[1]]);
});

test("a request that is refused counts", async () => {
  const { faults, struck } = boxWith("fail");
  const run = faults.run("create", TARGET, () => Promise.resolve());
  await expect(run).rejects.toThrow("Internal error occurred: injected by the simulator");
  expect(struck()).toEqual([1]);
});
