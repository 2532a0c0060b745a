import { type Fault, InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { cellStacks, unknownStack } from "../../fleet/stack-names.ts";
import { diffSides, type FleetDiff } from "../../plan/fleet-diff.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { policyChanges } from "../../plan/policy-changes.ts";
import type { Plan } from "../../plan/plan.ts";
import { type PlanSource, sourceOf } from "../../plan/plan-source.ts";
import { insideOfCharts } from "../rendering/inside-of-charts.ts";
import { findRevision } from "../revision.ts";
import { betweenRevisions, bothSides, type BothSides } from "./both-sides.ts";
import { previewedDiff } from "./previews.ts";
import { revisionNames } from "./revision-names.ts";
import { savedPlans } from "./saved-plans.ts";

/** What a person asks to be compared. */
export interface Asked {
  readonly base?: string;
  readonly head?: string;
  readonly inventory: string;
  /** All when it is empty. */
  readonly stacks: readonly string[];
  readonly plans: readonly string[];
  readonly previews: readonly string[];
  readonly isMergeBase: boolean;
  readonly dataOnly: boolean;
  readonly charts: string | undefined;
  /** Whether plans of before count. */
  readonly isCached: boolean;
  readonly today: string;
}

export interface Compared {
  readonly diff: FleetDiff;
  /** What it is compared with, in a few words. */
  readonly revision: string;
  readonly notes: readonly string[];
}

/** Compares what is asked for. @throws InputError for all that is wrong with it, files and inventories included. */
export async function compared(asked: Asked): Promise<Compared> {
  refuseMixed(asked);
  if (asked.previews.length > 0) {
    const all = previewedDiff(asked.previews);
    const diff = { ...all, changed: all.changed.filter(({ stack }) => isWanted(asked, stack)) };
    refuseUnknown(asked, [...all.changed.map(({ stack }) => stack), ...(all.still ?? [])]);
    return { diff, revision: "the state", notes: ["from previews of the engine; rules were not applied"] };
  }
  if (asked.plans.length > 0) return await ofSavedPlans(asked);
  return await ofRevisions(asked);
}

async function ofRevisions(asked: Asked): Promise<Compared> {
  const { base, head, isMergeBase } = revisionNames(asked.base ?? "", asked.head, asked.isMergeBase);
  const other = isMergeBase ? (head ?? "HEAD") : undefined;
  const was = await findRevision(asked.inventory, base, other);
  const is = head === undefined ? undefined : await findRevision(asked.inventory, head);
  const sides =
    is === undefined ? await bothSides(was, asked.inventory, asked) : await betweenRevisions(was, is, asked);
  return await diffOfSides(sides, asked, base);
}

async function ofSavedPlans(asked: Asked): Promise<Compared> {
  const [base = "", head = ""] = asked.plans;
  const [before, after] = bothRead(base, head);
  refuseUnknown(
    asked,
    [...before, ...after].map(({ stack }) => stack),
  );
  const wanted = (plans: readonly Plan[]) =>
    plans.filter(({ stack }) => isWanted(asked, stack)).map(sourceOf);
  const note = "from saved plans, without an inventory; rules that ask it for facts were not applied";
  return await diffOfSides({ before: wanted(before), after: wanted(after), notes: [note] }, asked, base);
}

/** All faults of both sides at once. */
function bothRead(base: string, head: string): readonly [readonly Plan[], readonly Plan[]] {
  const faults: Fault[] = [];
  const read = (path: string): readonly Plan[] => {
    try {
      return savedPlans(path);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  };
  const sides = [read(base), read(head)] as const;
  if (faults.length > 0) throw new InputError(faults);
  return sides;
}

async function diffOfSides(
  { fleet, before, after, notes }: BothSides,
  { today, charts: folder }: Asked,
  revision: string,
): Promise<Compared> {
  const plain = diffSides(before, after);
  const changed = new Set(plain.changed.map(({ stack }) => stack));
  const plansOf = (side: readonly PlanSource[]) =>
    side
      .values()
      .filter(({ stack }) => changed.has(stack))
      .map((one) => one.read());
  const charts = await insideOfCharts(plain, {
    fleet: fleet ?? { clusters: new Map() },
    ...{ after: [...plansOf(after)], revision, folder },
  });
  const check = (side: readonly PlanSource[]) => policyCheck(fleet, plansOf(side), today);
  const policy = policyChanges(check(before), check(after));
  const environments = fleet === undefined ? {} : { environments: environmentsOf(fleet) };
  return { diff: { ...plain, charts, policy, ...environments }, revision, notes };
}

/** Environment of each cluster, and of its cells. */
function environmentsOf({ clusters }: Fleet): ReadonlyMap<string, string> {
  return new Map(
    [...clusters.values()].flatMap((cluster) =>
      [cluster.id, ...cellStacks(cluster)].map((stack): [string, string] => [stack, cluster.environment]),
    ),
  );
}

const isWanted = ({ stacks }: Asked, stack: string): boolean => stacks.length === 0 || stacks.includes(stack);

function refuseUnknown({ stacks }: Asked, known: readonly string[]): void {
  const unknown = stacks.filter((stack) => !known.includes(stack));
  if (unknown.length > 0)
    throw new InputError(unknown.map((stack) => unknownStack(stack, [...new Set(known)])));
}

/** Revisions, saved plans and previews are three ways to say what to compare; one at a time. */
function refuseMixed({ base, plans, previews }: Asked): void {
  const given = [
    ...(base === undefined ? [] : ["a revision"]),
    ...(plans.length === 0 ? [] : ["--plans"]),
    ...(previews.length === 0 ? [] : ["--preview"]),
  ];
  if (given.length !== 1) {
    const expected = "one of: a revision such as main, --plans <base> <head>, --preview <file...>";
    const got = given.length === 0 ? "none of them" : given.join(" and ");
    throw new InputError([{ file: "atoll diff", path: "", expected, got }]);
  }
  if (plans.length !== 0 && plans.length !== 2) {
    const expected = "two paths: the plans before, and those after";
    throw new InputError([{ file: "--plans", path: "", expected, got: String(plans.length) }]);
  }
}
