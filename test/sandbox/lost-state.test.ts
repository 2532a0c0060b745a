import { expect, test } from "vitest";
import { lostStatePlan, remakeState } from "../../cli/recover/recover.ts";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { networkInventory } from "./inventories.ts";
import { census, freshDev, run, samplePlan } from "./sandbox.ts";

test("a state that is lost as a whole is made anew from what the cloud has, and nothing exists twice", async () => {
  const { sandbox, cloud } = await freshDev();
  expect(await run(sandbox, "up")).toMatchObject({ succeeded: true });
  const before = census(cloud);
  const plan = await samplePlan("dev", networkInventory());
  const tools = sandboxTools(sandbox.dir);
  await expect(lostStatePlan(tools, plan)).rejects.toThrow(
    /^state of dev: expected a state without resources, for --lost-state, got \d+ resources; without that flag/,
  );

  await mustPulumi(sandbox, "stack", "rm", "dev", "--yes", "--force", "--preserve-config");
  await mustPulumi(sandbox, "stack", "init", "dev");
  const { resources, missing } = await lostStatePlan(tools, plan);
  expect(missing).toEqual([]);
  expect(resources).toContainEqual(
    expect.objectContaining({
      type: "aws:ec2/vpc:Vpc",
      name: "dev-vpc",
      id: expect.stringMatching(/^vpc-/) as string,
    }),
  );
  const talk = { mayCancel: () => Promise.resolve(false), tell: () => undefined };
  const recovery = await remakeState(tools, plan, talk);
  expect(recovery.strays).toEqual([]);
  expect(recovery.resources.every(({ outcome }) => outcome === "finished")).toBe(true);

  const next = await run(sandbox, "up");
  expect(next).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(next).filter(({ op }) => op !== "update")).toEqual([]);
  expect(census(cloud)).toEqual(before);
});
