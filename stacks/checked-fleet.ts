import { InputError } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { loadFleet } from "../fleet/load.ts";
import { located } from "../fleet/read/locate.ts";
import { NO_MEMORY, type ReadMemory } from "../fleet/read/memory.ts";
import { stackFindings } from "./stack-findings.ts";

/**
 * A fleet whose every stack can be planned: what the loader accepts, and what only the components can judge.
 *
 * @param memory What is known of files that were read before.
 * @throws InputError with every fault of the run, by file and line.
 */
export function checkedFleet(dir: string, today: string, memory: ReadMemory = NO_MEMORY): Fleet {
  const fleet = loadFleet(dir, today, memory);
  const findings = stackFindings(fleet);
  if (findings.length > 0) throw new InputError(located(dir, findings));
  return fleet;
}
