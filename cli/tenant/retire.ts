import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { isoDate } from "../../fleet/schema/scalars.ts";
import { type Retirement, retirementOf, type RetirementState } from "../../fleet/tenants/retirement.ts";
import { knownPath, removedEntry, settledEntry } from "./entry-changes.ts";
import type { ChangedFile } from "./proposal.ts";

/** What `atoll tenant retire` is told. */
export interface RetireChoice {
  /** First day on which the entry may go. */
  readonly after?: string;
  /** The tenant's id, typed by whoever removes its entry. */
  readonly confirm?: string;
}

/** The next step of a retirement as a change of the tenant's file; undefined where it is only asked about. */
export function retireStep(fleet: Fleet, id: string, choice: RetireChoice): ChangedFile | undefined {
  const { after, confirm } = choice;
  if (after !== undefined && confirm !== undefined) throw refused("--after or --confirm", "both");
  if (after !== undefined) {
    if (!isoDate.safeParse(after).success) throw refused("--after with a day such as 2026-11-24", after);
    // Who was asleep stays so: only databases wake, for their last backup.
    const { lifecycle, frozen } = fleet.tenants.get(id) ?? {};
    const sleeps = lifecycle === "suspended" || frozen === true;
    return settledEntry(fleet, id, {
      lifecycle: "retiring",
      ...(sleeps ? { frozen: true } : {}),
      retireAfter: after,
    });
  }
  if (confirm === undefined) return undefined;
  knownPath(fleet, id);
  const { state, until } = knownRetirement(fleet, id);
  if (state !== "removable")
    throw refused("a tenant whose day of removal has come", `${id}, which is ${stateText({ state, until })}`);
  if (confirm !== id) throw refused(`--confirm ${id}`, `--confirm ${confirm}`);
  return removedEntry(fleet, id);
}

/** Where a tenant stands. @throws InputError for one that neither the inventory nor its lock knows */
export function knownRetirement(fleet: Fleet, id: string): Retirement {
  const found = retirementOf(fleet, id);
  if (found !== undefined) return found;
  knownPath(fleet, id);
  throw refused("a tenant", id);
}

/** State and next steps, for people. */
export function retirementText(id: string, retirement: Retirement): string {
  const steps = retirement.next.map((step) => `  ${step}`);
  return [
    `tenant ${id} is ${stateText(retirement)}`,
    ...(steps.length === 0 ? [] : ["next:", ...steps]),
  ].join("\n");
}

const WORDS: Readonly<Record<RetirementState, string>> = {
  active: "active",
  suspended: "suspended",
  retiring: "retiring",
  removable: "retiring, and may be removed",
  gone: "gone from the inventory",
};

function stateText({
  state,
  until,
}: {
  readonly state: RetirementState;
  readonly until?: string | undefined;
}) {
  return until === undefined ? WORDS[state] : `${WORDS[state]}; its day of removal is ${until}`;
}

function refused(expected: string, got: string): InputError {
  return new InputError([{ file: "retire", path: "", expected, got }]);
}
