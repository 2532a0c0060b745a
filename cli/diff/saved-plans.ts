import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Fault, InputError } from "../../fleet/check.ts";
import type { Plan } from "../../plan/plan.ts";
import { planFileFault, plansIn } from "../../plan/plan-file.ts";
import { textOrFault } from "../read-in.ts";

const WROTE = "write it again with atoll plan --out <dir>, or atoll plan --json > <file>";

/**
 * Plans that `atoll plan` saved: a folder of `--out`, or a file of `--json`.
 *
 * @throws InputError with every file that is no plan; a side without any plan is a fault, too, for else all stacks would
 * seem to go.
 */
export function savedPlans(path: string): readonly Plan[] {
  const faults: Fault[] = [];
  const plans = filesAt(path).flatMap((file) => {
    const text = textOrFault(file, { expected: "a plan as JSON", hint: WROTE });
    if (typeof text !== "string") {
      faults.push(text);
      return [];
    }
    const found = plansIn(text);
    if (found instanceof z.ZodError || found instanceof SyntaxError)
      faults.push({ file, ...planFileFault(text, found), hint: WROTE });
    return Array.isArray(found) ? (found as readonly Plan[]).map((plan) => ({ file, plan })) : [];
  });
  const byStack = Map.groupBy(plans, ({ plan }) => plan.stack);
  for (const [stack, all] of byStack)
    for (const { file } of all.slice(1))
      faults.push({
        file,
        path: stack,
        expected: `one plan of each stack; ${all[0]?.file ?? ""} has one, too`,
      });
  if (faults.length === 0 && plans.length === 0)
    faults.push({ file: path, path: "", expected: "at least one plan", got: "none", hint: WROTE });
  if (faults.length > 0) throw new InputError(faults);
  return plans.map(({ plan }) => plan);
}

function filesAt(path: string): readonly string[] {
  if (!existsSync(path)) {
    const expected = "a file or a folder of saved plans";
    throw new InputError([{ file: path, path: "", expected, got: "nothing at this path", hint: WROTE }]);
  }
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => join(path, name));
}
