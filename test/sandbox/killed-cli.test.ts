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

test("the CLI is killed when 1 resource is done, and when 20 more are: nothing is lost or made twice", async () => {
  const { sandbox, cloud } = await freshDev();
  for (const count of [1, 20]) {
    let made = 0;
    const update = beginUpdate(sandbox, ({ op }) => {
      if (op === "create") made += 1;
    });
    await until(() => made >= count);
    await killed(sandbox, update);
    const { owner, strays } = await recoverDev(sandbox);
    expect(owner?.pid).toBe(update.pid);
    expect(strays).toEqual([]);
  }
  await expectConvergence(sandbox, cloud);
});

test("the CLI is killed while it writes the state: a cut-off file is mended, and what came later is found", async () => {
  const ROUNDS = [
    {
      name: "dev-nat-a-address",
      ...{ file: "dev.json", length: 1_000 },
      told: "dev.json: its last backup is taken back, the rest was looked up",
    },
    {
      name: "dev-nat-a",
      ...{ file: "dev.json.attrs", length: 0 },
      told: "dev.json.attrs: removed, the state beside it is whole",
    },
  ];
  const { sandbox, cloud } = await freshDev();
  const folder = join(sandbox.state, ".pulumi", "stacks", "atoll");
  for (const { name, file, length, told } of ROUNDS) {
    const pid = await killInside(sandbox, cloud, { name });
    truncateSync(join(folder, file), length);
    const { owner, restored, strays } = await recoverDev(sandbox);
    expect(owner?.pid).toBe(pid);
    expect(restored).toBe(join(folder, told));
    expect(strays).toEqual([]);
  }
  await expectConvergence(sandbox, cloud);
});
