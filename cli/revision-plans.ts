import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { InputError } from "../fleet/check.ts";
import { stackEntries } from "../fleet/stack-names.ts";
import { checkedFleet } from "../stacks/checked-fleet.ts";
import { parsePlans } from "../plan/plan-file.ts";
import type { Plan } from "../plan/plan.ts";
import { planStacks } from "../plan/plan-stack.ts";
import { below, differs, extract, holds, type Revision } from "./revision.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

/** Root of the program that is running. */
const PROGRAM = join(import.meta.dirname, "..");

/** The command by which a program of another revision is asked for its plans; what it prints has a schema version. */
const PLAN_COMMAND = "cli/commands/plan.ts";

export interface RevisionPlans {
  readonly plans: readonly Plan[];
  /** What a reader must know of how they were made. */
  readonly notes: readonly string[];
}

export interface PlansAsked {
  /** Stacks that are wanted; those without an entry are left out. All when it is empty. */
  readonly stacks: readonly string[];
  readonly today: string;
  /** Takes only the data from the revision and plans it with the program that is running. */
  readonly dataOnly: boolean;
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
    const plans =
      ownProgram.root === undefined
        ? await plansOfData(revision, inventory, asked)
        : await plansOfProgram(revision, { root: join(folder, ownProgram.root), inventory, signal }, asked);
    return { plans, notes: ownProgram.notes };
  });
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
  { stacks, today }: PlansAsked,
): Promise<readonly Plan[]> {
  try {
    const fleet = checkedFleet(inventory, today);
    const entries = stackEntries(fleet);
    const wanted = entries.filter((entry) => stacks.length === 0 || stacks.includes(entry));
    return await planStacks(fleet, wanted);
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
  { stacks }: PlansAsked,
): Promise<readonly Plan[]> {
  const packages = join(root, "node_modules");
  if (!existsSync(packages)) symlinkSync(join(PROGRAM, "node_modules"), packages);
  const args = ["cli/main.ts", "plan", "--json", "--skip-unknown", "--inventory", inventory, ...stacks];
  const env = { NO_COLOR: "1", FORCE_COLOR: undefined };
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, {
    cwd: root,
    env,
    stdin: "ignore",
    reject: false,
    cancelSignal: signal,
    maxBuffer: Number.MAX_SAFE_INTEGER,
  });
  if (signal.aborted) throw new Error("told to stop");
  if (exitCode === 0) return parsePlans(stdout);
  const faults = [...stderr.matchAll(/^error (.*?): expected (.*)$/gm)].map(
    ([, file = "", expected = ""]) => ({
      file: `${revision.name}:${file}`,
      path: "",
      expected,
    }),
  );
  if (faults.length > 0) throw new InputError(faults);
  throw new Error(`the program of ${revision.name} failed; --data-only plans with today's:\n${stderr}`);
}

function noInventory({ name, inventory }: Revision): InputError {
  const expected = "a revision that holds this inventory";
  return new InputError([{ file: `${name}:${join(inventory, "fleet.yaml")}`, path: "", expected }]);
}
