import { type Fault, InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { stackView } from "../../fleet/stack-view.ts";
import { type PlanRecord, PlanStore } from "../cache/plan-store.ts";
import { loadPlanner } from "./load-planner.ts";
import type { PlannedStack } from "./planned-stack.ts";
import type { WorkerAnswer } from "./worker-answer.ts";
import { planInWorkers, workersFor } from "./workers.ts";

export interface PlanFleetOptions {
  /** Folder of the plans that are kept. */
  readonly folder: string;
  /** Digest of the program that runs. */
  readonly program: string;
  /** Whether plans of before count. @default true */
  readonly isCached?: boolean;
  /** Threads that plan. @default as many as are worth it */
  readonly workers?: number;
  /** Hears of each stack that had to be planned, as it ends, with how many there are. */
  readonly told?: (stack: string, index: number, of: number) => void;
}

/**
 * Plans of stacks, in the order in which they are named. Those that stand on nothing that has changed are taken from the
 * store; the others are planned in threads. Memory stays that of a few plans, whatever the number of stacks.
 *
 * @throws InputError with the faults of all stacks, and an Error when the program itself fails.
 */
export async function planFleet(
  fleet: Fleet,
  stacks: readonly string[],
  options: PlanFleetOptions,
): Promise<readonly PlannedStack[]> {
  const { folder, program, isCached = true, told = () => undefined } = options;
  const store = new PlanStore(folder, program);
  const records = new Map<string, PlanRecord>();
  if (isCached)
    for (const stack of stacks) {
      const found = store.find(stackView(fleet, stack), stack);
      if (found !== undefined) records.set(stack, found);
    }
  const known = new Set(records.keys());
  const left = stacks.filter((stack) => !known.has(stack));
  let done = 0;
  const keep = (record: PlanRecord): void => {
    records.set(record.stack, record);
    told(record.stack, done, left.length);
    done += 1;
  };
  await planLeft(fleet, left, { store, options, keep });
  return stacks.flatMap((stack) => {
    const record = records.get(stack);
    if (record === undefined) return [];
    const { digest, totals } = record;
    return { stack, digest, totals, isKnown: known.has(stack), read: () => store.read(record) };
  });
}

interface Left {
  readonly store: PlanStore;
  readonly options: PlanFleetOptions;
  readonly keep: (record: PlanRecord) => void;
}

async function planLeft(
  fleet: Fleet,
  left: readonly string[],
  { store, options, keep }: Left,
): Promise<void> {
  if (left.length === 0) return;
  const { folder, program, workers = workersFor(left.length) } = options;
  const faults: Fault[] = [];
  const failures: string[] = [];
  const told = (answer: WorkerAnswer): void => {
    if ("record" in answer) keep(answer.record);
    else if ("faults" in answer) faults.push(...answer.faults);
    else failures.push(`${answer.stack}: ${answer.failure}`);
  };
  if (workers === 0) {
    const { answered } = await loadPlanner();
    for (const stack of left) told(await answered(store, fleet, stack));
  } else await planInWorkers(left, workers, { fleet, store: { folder, program } }, told);
  if (faults.length > 0) throw new InputError(faults);
  if (failures.length > 0) throw new Error(failures.join("\n\n"));
}
