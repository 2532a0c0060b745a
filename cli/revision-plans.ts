import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { InputError } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { stackEntries } from "../fleet/stack-names.ts";
import { checkedFleet } from "../stacks/checked-fleet.ts";
import { textDigest } from "../plan/cache/fact-digest.ts";
import { programDigest } from "../plan/cache/program-digest.ts";
import type { PlanSource } from "../plan/plan-source.ts";
import { foreignPlans } from "./plans/foreign-plans.ts";
import { PROGRAM, thisProgram } from "./plans/place.ts";
import { plannableFleet, plannedStacks } from "./plans/planned-stacks.ts";
import { below, differs, extract, holds, type Revision, treeOf } from "./revision.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** The command by which a program of another revision is asked for its plans; what it prints has a schema version. */
const PLAN_COMMAND = "cli/commands/plan.ts";

export interface RevisionPlans {
  readonly plans: readonly PlanSource[];
  /** What a reader must know of how they were made. */
  readonly notes: readonly string[];
  /** The revision's inventory. @default - nobody asked for it, or today's program does not understand it */
  readonly fleet?: Fleet;
}

export interface PlansAsked {
  /** Stacks that are wanted; those without an entry are left out. All when it is empty. */
  readonly stacks: readonly string[];
  readonly today: string;
  /** Takes only the data from the revision and plans it with the program that is running. */
  readonly dataOnly: boolean;
  /** Whether plans of before count. @default true */
  readonly isCached?: boolean;
  /** Whether the inventory is wanted, too. @default false */
  readonly wantsFleet?: boolean;
}

/**
 * What the program of a revision would have registered for the inventory of that revision. A change may touch both, so
 * each side is planned by its own program, in a process of its own, from a copy outside the repository.
 *
 * @throws InputError when the revision has no inventory, or one with faults.
 */
export async function plansAt(revision: Revision, asked: PlansAsked): Promise<RevisionPlans> {
  if (!(await holds(revision, join(revision.inventory, "fleet.yaml")))) throw noInventory(revision);
  const program = below(revision.repository, PROGRAM);
  const ownProgram = await programAt(revision, program, asked.dataOnly);
  const paths = [
    ...new Set([revision.inventory, ...(ownProgram.root === undefined ? [] : [ownProgram.root])]),
  ];
  return await withTemporaryFolder("atoll-diff-", async (folder, signal) => {
    await extract(revision, paths, { folder, signal });
    const inventory = join(folder, revision.inventory);
    const root = ownProgram.root === undefined ? undefined : join(folder, ownProgram.root);
    const plans =
      root === undefined || programDigest(root) === (await thisProgram())
        ? await plansOfData(revision, inventory, asked)
        : await plansOfProgram(revision, { root, inventory, signal }, asked);
    if (asked.wantsFleet !== true) return { plans, notes: ownProgram.notes };
    return { plans, ...fleetAt(revision, inventory, { today: asked.today, notes: ownProgram.notes }) };
  });
}

/** A revision may have an inventory that only its own program understands. */
function fleetAt(
  { name }: Revision,
  inventory: string,
  { today, notes }: { readonly today: string; readonly notes: readonly string[] },
): Omit<RevisionPlans, "plans"> {
  try {
    return { fleet: checkedFleet(inventory, today), notes };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const note = `today's program does not understand the inventory of ${name}; rules that ask it for facts were not applied`;
    return { notes: [...notes, note] };
  }
}

interface ProgramChoice {
  /** Folder of the program below the root of the repository; undefined for the one that is running. */
  readonly root?: string;
  readonly notes: readonly string[];
}

async function programAt(
  revision: Revision,
  root: string | undefined,
  dataOnly: boolean,
): Promise<ProgramChoice> {
  if (dataOnly) return { notes: ["both sides are planned with today's program; its own changes don't show"] };
  if (root === undefined) return { notes: [] };
  if (!(await holds(revision, join(root, PLAN_COMMAND)))) {
    const note = `the program of ${revision.name} cannot plan yet; both sides are planned with today's program`;
    return { notes: [note] };
  }
  const isOther = await differs(revision, join(root, "package-lock.json"));
  const note = `package-lock.json differs; the program of ${revision.name} ran with today's packages`;
  return { root, notes: isOther ? [note] : [] };
}

async function plansOfData(
  revision: Revision,
  inventory: string,
  { stacks, today, isCached = true }: PlansAsked,
): Promise<readonly PlanSource[]> {
  try {
    const own = join(revision.repository, revision.inventory);
    const fleet = await plannableFleet(inventory, today, isCached, own);
    const entries = stackEntries(fleet);
    const wanted = entries.filter((entry) => stacks.length === 0 || stacks.includes(entry));
    return await plannedStacks(fleet, wanted, isCached);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, file: `${revision.name}:${fault.file}` }));
    throw new InputError(faults);
  }
}

interface OwnProgram {
  readonly root: string;
  readonly inventory: string;
  readonly signal: AbortSignal;
}

async function plansOfProgram(
  revision: Revision,
  { root, inventory, signal }: OwnProgram,
  { stacks, today, isCached = true }: PlansAsked,
): Promise<readonly PlanSource[]> {
  const packages = readFileSync(join(PROGRAM, "package-lock.json"), "utf8");
  const parts = [programDigest(root), textDigest(packages), await treeOf(revision), today, ...stacks];
  return await foreignPlans(isCached ? parts : [...parts, randomUUID()], async (folder) => {
    const installed = join(root, "node_modules");
    if (!existsSync(installed)) symlinkSync(join(PROGRAM, "node_modules"), installed);
    const args = [
      "cli/main.ts",
      "plan",
      "--out",
      folder,
      "--skip-unknown",
      "--inventory",
      inventory,
      ...stacks,
    ];
    const env = { NO_COLOR: "1", FORCE_COLOR: undefined };
    const { exitCode, stderr } = await execa(process.execPath, args, {
      cwd: root,
      env,
      stdin: "ignore",
      reject: false,
      cancelSignal: signal,
    });
    if (signal.aborted) throw new Error("told to stop");
    if (exitCode !== 0) throw failureOf(revision, stderr);
  });
}

function failureOf({ name }: Revision, stderr: string): Error {
  const faults = [...stderr.matchAll(/^error (.*?): expected (.*)$/gm)].map(
    ([, file = "", expected = ""]) => ({ file: `${name}:${file}`, path: "", expected }),
  );
  if (faults.length > 0) return new InputError(faults);
  return new Error(`the program of ${name} failed; --data-only plans with today's:\n${stderr}`);
}

function noInventory({ name, inventory }: Revision): InputError {
  const expected = "a revision that holds this inventory";
  return new InputError([{ file: `${name}:${join(inventory, "fleet.yaml")}`, path: "", expected }]);
}
