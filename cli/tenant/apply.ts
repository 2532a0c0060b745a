import { createInterface } from "node:readline/promises";
import pc from "picocolors";
import { InputError, visibleLines } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { stackEntries } from "../../fleet/stack-names.ts";
import { hostStacks } from "../../fleet/tenants/host-stacks.ts";
import { diffText } from "../../plan/diff-text.ts";
import { diffFleets, type FleetDiff } from "../../plan/fleet-diff.ts";
import { resourceKey } from "../../plan/plan.ts";
import { planStacks } from "../../plan/plan-stack.ts";
import { changesText } from "../lock/lock-text.ts";
import { printJson } from "../report.ts";
import { type ChangedFile, type Proposal, proposed, writeProposal } from "./proposal.ts";

/** How a change of an entry is asked for. */
export interface ApplyOptions {
  readonly inventory: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Shows what a change of a tenant's file does, and writes it with its lock once somebody agrees.
 *
 * @returns the fleet after it; undefined where nothing was written
 * @throws InputError when anything of it is refused: nothing is written then
 */
export async function applied(
  before: Fleet,
  id: string,
  file: ChangedFile,
  options: ApplyOptions,
): Promise<Fleet | undefined> {
  const proposal = await proposed(before, file);
  const plans = await planned(proposal, id);
  if (options.json !== true) console.log(proposalText(proposal, plans));
  const isAgreed =
    proposal.files.length > 0 && options.dryRun !== true && (options.yes === true || (await agreed(options)));
  if (isAgreed) writeProposal(before.dir, proposal);
  if (options.json === true) printJson(proposalJson(proposal, plans, isAgreed));
  const paths = proposal.files.map(({ path }) => `${options.inventory}/${path}`);
  console.error(isAgreed ? `wrote ${paths.join(", ")}` : "nothing was written");
  return isAgreed ? proposal.after : undefined;
}

/** Only stacks that have slices of the tenant can differ, so no other is planned. */
async function planned({ before, after }: Proposal, id: string): Promise<FleetDiff> {
  const stacks = [...new Set([...hostStacks(before, id), ...hostStacks(after, id)])].sort();
  const plansOf = async (fleet: Fleet) => {
    const entries = new Set(stackEntries(fleet));
    return await planStacks(
      fleet,
      stacks.filter((stack) => entries.has(stack)),
    );
  };
  return diffFleets(await plansOf(before), await plansOf(after));
}

function proposalText({ files, diff, lockChanges }: Proposal, plans: FleetDiff): string {
  if (files.length === 0) return "no changes: it says so already";
  return [visibleLines(diff), "", changesText(lockChanges), "", diffText(plans)].join("\n");
}

function proposalJson({ files, diff, lockChanges }: Proposal, plans: FleetDiff, isWritten: boolean) {
  const stacks = plans.changed.map(({ stack, added, changed, replaced, deleted, unchanged }) => ({
    stack,
    added: added.map(resourceKey),
    changed: changed.map(({ after }) => resourceKey(after)),
    replaced: replaced.map(({ after }) => resourceKey(after)),
    deleted: deleted.map(resourceKey),
    unchanged,
  }));
  const paths = files.map(({ path }) => path);
  return { written: isWritten, files: paths, diff, lock: lockChanges, stacks };
}

async function agreed({ json }: ApplyOptions): Promise<boolean> {
  if (!process.stdin.isTTY || json === true) {
    const expected = "--yes or --dry-run, for nobody can be asked here";
    throw new InputError([{ file: "tenant", path: "", expected }]);
  }
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await questions.question(pc.bold("Write this? (yes/no) "));
  questions.close();
  return answer.trim() === "yes";
}
