import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { heldBy } from "../../cli/bootstrap/backend.ts";
import { bootstrap, type Bootstrap, type Outcome } from "../../cli/bootstrap/bootstrap.ts";
import { sandboxPlaces } from "../../cli/sandbox/bootstrap-backends.ts";
import { INVENTORY, type OwnSandbox, ownSandbox, samplePlan } from "./sandbox.ts";

// One sandbox for all: the tests build on each other, in the order in which they stand.
const STACK = "bootstrap.workloads";
let own: OwnSandbox;
let job: Bootstrap;

beforeAll(async () => {
  own = await ownSandbox();
  const places = await sandboxPlaces(own.sandbox.dir, STACK, {
    inventory: INVENTORY,
    account: "111122223333",
  });
  const talk = { mayCancel: () => Promise.resolve(true), tell: () => undefined };
  const mayMake = (): Promise<boolean> => Promise.resolve(true);
  job = { ...places, plan: await samplePlan(STACK), stateStack: STACK, talk, mayMake };
});

afterAll(() => own.remove());

/** A run that ends where it would say this. */
function cutAt(words: string): Promise<Outcome> {
  const tell = (what: string): void => {
    if (what.startsWith(words)) throw new Error(`killed at ${words}`);
  };
  return bootstrap({ ...job, talk: { ...job.talk, tell } });
}

test("nothing is made when the person says no", async () => {
  expect(await bootstrap({ ...job, mayMake: () => Promise.resolve(false) })).toBe("refused");
  expect(own.cloud.list()).toEqual([]);
});

test("a run that ends before the state has moved leaves it on this machine", async () => {
  await expect(cutAt("moving")).rejects.toThrow("killed at moving");
  expect(own.cloud.list({ type: "aws:s3/bucket:Bucket" })).toHaveLength(2);
  expect(await heldBy(job.backends.bucket, STACK)).toBeUndefined();
});

test("one that ends before the moved state is proven leaves both", async () => {
  await expect(cutAt("proving")).rejects.toThrow("killed at proving");
  const [here, there] = [await heldBy(job.backends.local, STACK), await heldBy(job.backends.bucket, STACK)];
  expect(there).toEqual(here);
  expect(there!.length).toBeGreaterThan(40);
});

test("the next one goes on to the end, and makes nothing twice", async () => {
  expect(await bootstrap(job)).toBe("done");
  expect(existsSync(job.backends.localFolder)).toBe(false);
  expect(own.cloud.list({ type: "aws:s3/bucket:Bucket" })).toHaveLength(2);
});

test("and another one has nothing to do, and asks nothing", async () => {
  expect(await bootstrap({ ...job, mayMake: () => Promise.reject(new Error("asked")) })).toBe(
    "nothing-to-do",
  );
});
