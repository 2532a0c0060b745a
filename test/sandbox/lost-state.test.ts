import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportState } from "../../cli/recover/state.ts";
import { lostStatePlan, remakeState } from "../../cli/recover/lost-state.ts";
import { recoverStack } from "../../cli/recover/recover.ts";
import { importFileText } from "../../cli/recover/recovery-text.ts";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import type { Plan } from "../../plan/plan.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { census, INVENTORY, type OwnSandbox, ownSandbox, run, samplePlan } from "./sandbox.ts";

/** A whole cluster is read, written and read again. */
const MILLISECONDS = 600_000;

const TALK = { mayCancel: () => Promise.resolve(false), tell: () => undefined };

// A whole cluster, brought up once and lost twice: each test leaves it as it found it, with a state.
let own: OwnSandbox;
let plan: Plan;

beforeAll(async () => {
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", INVENTORY);
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true });
  plan = await samplePlan("dev");
});

afterAll(() => own.remove());

async function loseState(): Promise<void> {
  await mustPulumi(own.sandbox, "stack", "rm", "dev", "--yes", "--force", "--preserve-config");
  await mustPulumi(own.sandbox, "stack", "init", "dev");
}

/** Owners of fields by object, as the state knows them. */
async function managers(): Promise<Readonly<Record<string, unknown>>> {
  const { deployment } = await exportState(sandboxTools(own.sandbox.dir), "dev");
  const { resources = [] } = deployment;
  const objects = resources.filter(
    ({ type, outputs }) => type.startsWith("kubernetes:") && outputs !== undefined,
  );
  return Object.fromEntries(objects.map(({ urn, outputs }) => [urn, outputs?.["__fieldManager"]]));
}

/** Everything the next update does, but to write the same again. */
async function nextUpdate(): Promise<readonly string[]> {
  const next = await run(own.sandbox, "up");
  expect(next).toMatchObject({ succeeded: true, messages: [] });
  return changes(next)
    .filter(({ op }) => op !== "update")
    .map(({ op, type, name }) => `${op} ${type} ${name}`)
    .sort();
}

/** Patches of objects that the cluster itself made: the one thing that is applied anew. */
const PATCHES = ["aurora--staging", "cobalt--staging", "driftwood--preview"].map(
  (slice) => `create kubernetes:core/v1:ServiceAccountPatch ${slice}-account-default`,
);

test(
  "a cluster whose state is lost is made anew with all that is inside, and nothing exists twice",
  async () => {
    const tools = sandboxTools(own.sandbox.dir);
    await expect(lostStatePlan(tools, plan)).rejects.toThrow(
      /^state of dev: expected a state without resources, for --lost-state, got \d+ resources; without that flag/,
    );
    const [before, owners] = [census(own.cloud), await managers()];
    await loseState();
    const recovery = await remakeState(tools, plan, TALK);
    expect(recovery.strays).toEqual([]);
    expect(recovery.resources.filter(({ outcome }) => outcome !== "finished")).toEqual([]);
    const names = recovery.resources.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["dev-vpc", "dev-traefik-release", "dev-traefik-gateway"]));
    const found = await managers();
    expect({ ...owners, ...found }).toEqual(owners);
    expect(await nextUpdate()).toEqual(PATCHES);
    expect(census(own.cloud)).toEqual(before);
  },
  MILLISECONDS,
);

test(
  "the printed file is one that pulumi import takes as it is, and after a recovery nothing is made twice",
  async () => {
    const tools = sandboxTools(own.sandbox.dir);
    const before = census(own.cloud);
    await loseState();
    const found = await lostStatePlan(tools, plan);
    expect(found.missing).toEqual([]);
    expect(found.anew.map((one) => `create ${one}`)).toEqual(PATCHES);
    const file = join(own.sandbox.dir, "import.json");
    writeFileSync(file, importFileText(found));
    const words = ["--file", file, "--protect=false", "--generate-code=false", "--yes", "--skip-preview"];
    await mustPulumi(own.sandbox, "import", "--stack", "dev", ...words);
    rmSync(file);
    const recovery = await recoverStack(tools, plan, TALK);
    expect(recovery).toMatchObject({ resources: [], strays: [] });
    expect(await nextUpdate()).toEqual(PATCHES);
    expect(census(own.cloud)).toEqual(before);
  },
  MILLISECONDS,
);
