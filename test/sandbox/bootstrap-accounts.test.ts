import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootstrap, type Bootstrap } from "../../cli/bootstrap/bootstrap.ts";
import { sandboxPlaces } from "../../cli/sandbox/bootstrap-backends.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { sandboxProcesses } from "../../sandbox/engine/processes.ts";
import { copyOfInventory } from "./inventories.ts";
import { type OwnSandbox, ownSandbox, samplePlan } from "./sandbox.ts";
import { until } from "./until.ts";

// Two accounts, the first of which holds the state. The tests build on each other, in the order in which they stand.
const STATE = "111122223333";
const OTHER = "444455556666";
const ROLE = "aws:iam/role:Role";

const dir = copyOfInventory((folder) => {
  const settings = join(folder, "fleet.yaml");
  const second = `  second: { id: "${OTHER}", role: atoll-deployer, bootstrapRole: OrganizationAccountAccessRole }\n`;
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^accounts:\n/m, `accounts:\n${second}`));
});

let own: OwnSandbox;

beforeAll(async () => {
  own = await ownSandbox();
});

afterAll(() => own.remove());

/** A bootstrap of one account, and what it has told. */
async function jobOf(account: string): Promise<{ readonly job: Bootstrap; readonly told: string[] }> {
  const stack = `bootstrap.${account}`;
  const places = await sandboxPlaces(own.sandbox.dir, stack, { inventory: dir, account: STATE });
  const told: string[] = [];
  const talk = {
    mayCancel: () => Promise.resolve(true),
    tell: (what: string) => {
      told.push(what);
    },
  };
  const mayMake = (): Promise<boolean> => Promise.resolve(true);
  const plan = await samplePlan(stack, dir);
  return { job: { ...places, plan, stateStack: "bootstrap.workloads", talk, mayMake }, told };
}

/** The command line of Pulumi that brings a stack up. */
function updating(): readonly number[] {
  return sandboxProcesses(own.sandbox).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("bin/pulumi\0-C\0");
    } catch {
      return false;
    }
  });
}

/** Whether every state of the sandbox can be read: one that is being written cannot. */
function statesAreWhole(): boolean {
  const files = readdirSync(own.sandbox.dir, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.pulumi\/stacks\/.+\.json$/.test(file))
    .every((file) => isJson(readFileSync(join(own.sandbox.dir, file), "utf8")));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Kills the update between two writes of its state; a kill in one is what test/sandbox/killed-cli.test.ts is about. */
async function killBetweenWrites(): Promise<void> {
  const pids = updating();
  const tell = (signal: NodeJS.Signals): void => {
    for (const pid of pids) process.kill(pid, signal);
  };
  tell("SIGSTOP");
  while (!statesAreWhole()) {
    tell("SIGCONT");
    await sleep(5);
    tell("SIGSTOP");
  }
  tell("SIGKILL");
}

const rolesIn = (account: string): readonly string[] =>
  own.cloud
    .list({ type: ROLE, account })
    .map(({ id }) => id)
    .sort();

test("a run that is killed while AWS makes a bucket leaves no second one: the next finds what is there", async () => {
  const { job, told } = await jobOf("workloads");
  own.cloud.faults.add({ operation: "create", kind: "lost-reply", type: tokens.BUCKET });
  let ended: string | undefined;
  const run = bootstrap(job)
    .catch((error: unknown) => String(error))
    .then((end) => (ended = end));
  while (ended === undefined && own.cloud.faults.list()[0]?.struck !== 1) await sleep(20);
  await killBetweenWrites();
  expect(await run).toContain("pulumi up of bootstrap.workloads");
  await until(() => sandboxProcesses(own.sandbox).length === 0);
  own.cloud.faults.clear();
  const before = own.cloud.count({ type: tokens.BUCKET });
  expect(before).toBeGreaterThan(0);

  told.length = 0;
  expect(await bootstrap(job)).toBe("done");
  expect(told[0]).toBe("finishing what a killed run left");
  expect(own.cloud.count({ type: tokens.BUCKET })).toBe(2);
  expect(rolesIn(STATE)).toEqual([
    "atoll-deployer",
    "atoll-deployer-reader",
    "atoll-lagoon-deploy",
    "atoll-lagoon-preview",
    "atoll-lagoon-state-replication",
  ]);
});

test("a second account gets its roles, which trust those of the first, and nothing of it changes there", async () => {
  const before = own.cloud.list({ account: STATE });
  const { job } = await jobOf("second");
  expect(await bootstrap(job)).toBe("done");
  expect(rolesIn(OTHER)).toEqual(["atoll-deployer", "atoll-deployer-reader"]);
  const trust = JSON.stringify(own.cloud.find({ type: ROLE, account: OTHER, id: "atoll-deployer" })?.state);
  expect(trust).toContain(`arn:aws:iam::${STATE}:role/atoll-lagoon-deploy`);
  expect(trust).not.toContain("atoll-lagoon-preview");
  expect(own.cloud.list({ account: STATE })).toEqual(before);
});

test("and another run of it has nothing to do", async () => {
  const { job } = await jobOf("second");
  expect(await bootstrap(job)).toBe("nothing-to-do");
});
