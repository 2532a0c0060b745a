import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { exportState } from "../../cli/recover/state.ts";
import { lostStatePlan, remakeState } from "../../cli/recover/lost-state.ts";
import { recoverStack } from "../../cli/recover/recover.ts";
import { importFileText } from "../../cli/recover/recovery-text.ts";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import type { Plan } from "../../plan/plan.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { census, type OwnSandbox, run } from "./sandbox.ts";

const TALK = { mayCancel: () => Promise.resolve(false), tell: () => undefined };

async function loseState({ sandbox }: OwnSandbox): Promise<void> {
  await mustPulumi(sandbox, "stack", "rm", "dev", "--yes", "--force", "--preserve-config");
  await mustPulumi(sandbox, "stack", "init", "dev");
}

/** Owners of fields by object, as the state knows them. */
async function managers({ sandbox }: OwnSandbox): Promise<Readonly<Record<string, unknown>>> {
  const { deployment } = await exportState(sandboxTools(sandbox.dir), "dev");
  const { resources = [] } = deployment;
  const objects = resources.filter(
    ({ type, outputs }) => type.startsWith("kubernetes:") && outputs !== undefined,
  );
  return Object.fromEntries(objects.map(({ urn, outputs }) => [urn, outputs?.["__fieldManager"]]));
}

/** Everything the next update does, but to write the same again. */
async function nextUpdate({ sandbox }: OwnSandbox): Promise<readonly string[]> {
  const next = await run(sandbox, "up");
  expect(next).toMatchObject({ succeeded: true, messages: [] });
  return changes(next)
    .filter(({ op }) => op !== "update")
    .map(({ op, type, name }) => `${op} ${type} ${name}`)
    .sort();
}

/** Patches of objects that the cluster itself made: the one thing that is applied anew. */
const PATCHES = ["create kubernetes:core/v1:ServiceAccountPatch aurora--staging-account-default"];

async function isMadeAnew(own: OwnSandbox, plan: Plan): Promise<void> {
  const tools = sandboxTools(own.sandbox.dir);
  await expect(lostStatePlan(tools, plan)).rejects.toThrow(
    /^state of dev: expected a state without resources, for --lost-state, got \d+ resources; without that flag/,
  );
  const [before, owners] = [census(own.cloud), await managers(own)];
  await loseState(own);
  const recovery = await remakeState(tools, plan, TALK);
  expect(recovery.strays).toEqual([]);
  expect(recovery.resources.filter(({ outcome }) => outcome !== "finished")).toEqual([]);
  const names = recovery.resources.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["dev-vpc", "dev-traefik-release", "dev-traefik-gateway"]));
  const found = await managers(own);
  expect({ ...owners, ...found }).toEqual(owners);
  expect(await nextUpdate(own)).toEqual(PATCHES);
  expect(census(own.cloud)).toEqual(before);
}

async function isImported(own: OwnSandbox, plan: Plan): Promise<void> {
  const tools = sandboxTools(own.sandbox.dir);
  const before = census(own.cloud);
  await loseState(own);
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
  expect(await nextUpdate(own)).toEqual(PATCHES);
  expect(census(own.cloud)).toEqual(before);
}

/**
 * What is done when the state of a cluster that is up is lost: sentences and what proves them, of a sandbox and the plan
 * of dev in it. Each leaves the cluster as it found it, with a state.
 */
export const LOST_STATE: readonly (readonly [string, (own: OwnSandbox, plan: Plan) => Promise<void>])[] = [
  [
    "a cluster whose state is lost is made anew with all that is inside, and nothing exists twice",
    isMadeAnew,
  ],
  [
    "the printed file is one that pulumi import takes as it is, and after a recovery nothing is made twice",
    isImported,
  ],
];
