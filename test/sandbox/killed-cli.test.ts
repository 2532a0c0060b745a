import { truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { expectConvergence } from "./convergence.ts";
import { beginUpdate, killed, killInside } from "./kill.ts";
import { freshDev, recoverDev } from "./sandbox.ts";
import { until } from "./until.ts";

describe("the CLI is killed while the replies to two creates are lost", () => {
  const ROUNDS = [
    [
      { type: tokens.VPC, name: "dev-vpc", id: /^vpc-/ },
      // Found by its name and its tags.
      { type: tokens.ROLE, name: "dev-flow-log-role", id: /^atoll-dev-flow-logs$/ },
    ],
    [
      { type: tokens.NAT_GATEWAY, name: "dev-nat-a", id: /^nat-/ },
      // Has no tags.
      { type: tokens.ROUTE, name: "dev-route-public-internet", id: /^r-rtb-|_0\.0\.0\.0/ },
    ],
  ];

  test("and again, late in the next update: what was made is found by its tags or by what it is called", async () => {
    const { sandbox, cloud } = await freshDev();
    for (const round of ROUNDS) {
      const pid = await killInside(sandbox, cloud, ...round.map(({ name }) => ({ name })));
      const { owner, resources, strays } = await recoverDev(sandbox);
      expect(owner).toMatchObject({ pid, user: expect.stringMatching(/./) as string });
      for (const { type, name, id } of round) {
        const own = resources.find((one) => one.name === name);
        expect(own).toMatchObject({ type, outcome: "finished", ids: [expect.stringMatching(id)] });
      }
      expect(strays).toEqual([]);
    }
    await expectConvergence(sandbox, cloud);
  });
});

describe("the CLI is killed", () => {
  test.each([1, 20])("when resource number %i is done", async (count) => {
    const { sandbox, cloud } = await freshDev();
    let done = 0;
    const update = beginUpdate(sandbox, () => {
      done += 1;
    });
    await until(() => done >= count);
    await killed(sandbox, update);
    const { owner, strays } = await recoverDev(sandbox);
    expect(owner?.pid).toBe(update.pid);
    expect(strays).toEqual([]);
    await expectConvergence(sandbox, cloud);
  });
});

describe("the CLI is killed while it writes the state to a local disk", () => {
  test.each([
    ["state", "dev.json", 1_000, "dev.json: its last backup is taken back, the rest was looked up"],
    ["attributes", "dev.json.attrs", 0, "dev.json.attrs: removed, the state beside it is whole"],
  ])("a cut-off file of its %s is mended, and what came later is found", async (_, name, length, done) => {
    const { sandbox, cloud } = await freshDev();
    const pid = await killInside(sandbox, cloud, { name: "dev-nat-a" });
    const folder = join(sandbox.state, ".pulumi", "stacks", "atoll");
    truncateSync(join(folder, name), length);
    const { owner, restored, strays } = await recoverDev(sandbox);
    expect(owner?.pid).toBe(pid);
    expect(restored).toBe(join(folder, done));
    expect(strays).toEqual([]);
    await expectConvergence(sandbox, cloud);
  });
});
