import { describe, expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { expectConvergence } from "./convergence.ts";
import { beginUpdate, programs } from "./kill.ts";
import { freshDev, recoverDev, runSaving } from "./sandbox.ts";
import { until } from "./until.ts";

describe("the program is killed", () => {
  test.each([0, 15])(
    "when %i resources are done: the next update finishes, without a recovery",
    async (count) => {
      const { sandbox, cloud } = await freshDev();
      let done = 0;
      const update = beginUpdate(sandbox, () => {
        done += 1;
      });
      await until(() => done >= count && programs(sandbox).length > 0);
      for (const pid of programs(sandbox)) process.kill(pid, "SIGKILL");
      const report = await update.result;
      expect(report.succeeded).toBe(false);
      expect(report.messages.join("\n")).toContain("the program was ended by SIGKILL");
      await expectConvergence(sandbox, cloud);
    },
  );
});

describe("the provider dies after AWS made a VPC", () => {
  test("the engine knows nothing of it; a recovery finds it by its tags", async () => {
    const { sandbox, cloud } = await freshDev();
    cloud.faults.add({ operation: "create", kind: "crash", type: tokens.VPC });
    expect((await runSaving(sandbox, "up")).succeeded).toBe(false);
    const { owner, resources } = await recoverDev(sandbox);
    expect(owner).toBeUndefined();
    const vpc = resources.find(({ name }) => name === "dev-vpc");
    expect(vpc).toMatchObject({ type: tokens.VPC, outcome: "finished" });
    await expectConvergence(sandbox, cloud);
  });

  test("without a recovery, the next update makes a second one: the check of these tests can fail", async () => {
    const { sandbox, cloud } = await freshDev();
    cloud.faults.add({ operation: "create", kind: "crash", type: tokens.VPC });
    expect((await runSaving(sandbox, "up")).succeeded).toBe(false);
    await runSaving(sandbox, "up");
    expect(cloud.count({ type: tokens.VPC })).toBe(2);
    const { strays } = await recoverDev(sandbox);
    expect(strays.map(({ tags }) => tags["Name"])).toContain("dev-vpc");
  });
});
