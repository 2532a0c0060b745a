import { expect } from "vitest";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { ownCensus } from "./census.ts";
import { census, runSaving } from "./sandbox.ts";

/** The next update makes what is missing, nothing twice, and then there is nothing left to do. */
export async function expectConvergence(sandbox: Sandbox, cloud: Cloud): Promise<void> {
  const finished = await runSaving(sandbox, "up");
  expect(finished).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(finished).filter(({ op }) => op !== "create")).toEqual([]);
  expect(census(cloud)).toEqual(await ownCensus("dev"));
}
