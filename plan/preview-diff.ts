import { diffPlans } from "./diff.ts";
import type { Fate, StackDiff } from "./fleet-diff.ts";
import { ownFacts } from "./groups/own-facts.ts";
import type { LeafChange } from "./leaves.ts";
import { type Plan, type PlannedResource, resourceKey } from "./plan.ts";
import type { PreviewFile, PreviewFileState, PreviewFileStep } from "./preview-file.ts";
import { isLeftOut, type PreviewState, resourceOfState } from "./preview.ts";
import { typeOfUrn } from "./request.ts";
import type { ResourceChange } from "./resource-change.ts";

const STACK = "pulumi:pulumi:Stack";

/** What the engine does, by its own words; a replacement is told in up to three steps. */
const OPERATIONS: Readonly<Record<string, "added" | "changed" | "deleted" | "replaced" | "same" | "none">> = {
  create: "added",
  import: "added",
  update: "changed",
  delete: "deleted",
  replace: "replaced",
  "create-replacement": "replaced",
  "delete-replaced": "replaced",
  "import-replacement": "replaced",
  same: "same",
  read: "none",
  "read-replacement": "none",
  "read-discard": "none",
  refresh: "none",
  "remove-pending-replace": "none",
};

/** Operations in a preview that nobody has told us about. */
export function unknownOperations({ steps }: PreviewFile): readonly string[] {
  return [...new Set(steps.map(({ op }) => op).filter((op) => !Object.hasOwn(OPERATIONS, op)))];
}

/** Stacks that a preview is of: more than one when two were written into one file. */
export function stacksOfPreview({ steps }: PreviewFile): readonly string[] {
  return [...new Set(steps.map(({ urn }) => /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? ""))];
}

/** What the engine would do to a stack, as a diff: what is replaced, the provider has decided. */
export function previewDiff(stack: string, { steps }: PreviewFile): StackDiff {
  const told = steps.filter(({ urn }) => !isLeftOut(typeOfUrn(urn)));
  const replaced = [...Map.groupBy(told.filter(is("replaced")), ({ urn }) => urn).values()].map(replacement);
  const kept = told.filter(is("same")).flatMap(keepingOf);
  const pairs = [...told.filter(is("changed")).flatMap(changeOf), ...kept];
  const states = (side: "oldState" | "newState"): Plan => ({
    schema: 1,
    stack,
    resources: told.flatMap((step) => resourcesOf(step[side])),
  });
  return {
    stack,
    fate: fateOf(steps),
    replaced: replaced.flat().sort(byKey),
    deleted: told.filter(is("deleted")).flatMap(({ oldState }) => resourcesOf(oldState)),
    changed: pairs.sort(byKey),
    added: told.filter(is("added")).flatMap(({ newState }) => resourcesOf(newState)),
    unchanged: told.filter(is("same")).length - kept.length,
    own: ownFacts(...ownPlans(states("oldState"), states("newState"))),
  };
}

/** A side without resources says nothing of what is the stack's own. */
function ownPlans(before: Plan, after: Plan): readonly [Plan | undefined, Plan | undefined] {
  const some = (plan: Plan): Plan | undefined => (plan.resources.length === 0 ? undefined : plan);
  return [some(before) ?? (some(after) === undefined ? before : undefined), some(after)];
}

const is =
  (what: (typeof OPERATIONS)[string]) =>
  ({ op }: PreviewFileStep): boolean =>
    OPERATIONS[op] === what;

/** The stack is a resource itself, and comes and goes with all the others. */
function fateOf(steps: readonly PreviewFileStep[]): Fate {
  const op = steps.find(({ urn }) => typeOfUrn(urn) === STACK)?.op;
  return op === "create" ? "comes" : op === "delete" ? "goes" : "stays";
}

function resourcesOf(state: PreviewFileState | null | undefined): readonly PlannedResource[] {
  if (state === undefined || state === null) return [];
  const given = Object.entries(state).filter(([, value]) => value !== null && value !== undefined);
  return [resourceOfState(Object.fromEntries(given) as unknown as PreviewState)];
}

function replacement(steps: readonly PreviewFileStep[]): readonly ResourceChange[] {
  const [before] = steps.flatMap(({ oldState }) => resourcesOf(oldState));
  const [after] = steps.flatMap(({ newState }) => resourcesOf(newState));
  if (before === undefined || after === undefined) return [];
  const reasons = [...new Set(steps.flatMap(({ replaceReasons }) => replaceReasons ?? []))].sort();
  const detailed = steps.flatMap(({ detailedDiff }) =>
    Object.entries(detailedDiff ?? {}).flatMap(([path, { kind }]) =>
      kind.endsWith("-replace") ? [path] : [],
    ),
  );
  const [cause = "the provider says so"] = [...new Set(detailed)].sort();
  const causes = reasons.length > 0 ? reasons : [cause];
  return [{ before, after, leaves: leavesOf(before, after), causes, follows: [] }];
}

function changeOf({ oldState, newState, detailedDiff }: PreviewFileStep): readonly ResourceChange[] {
  const [before] = resourcesOf(oldState);
  const [after] = resourcesOf(newState);
  if (before === undefined || after === undefined) return [];
  const leaves = leavesOf(before, after);
  // What differs may be a computed value, of which no input tells.
  const follows = leaves.length > 0 ? [] : Object.keys(detailedDiff ?? { "(not told)": {} }).sort();
  return [{ before, after, leaves, causes: [], follows }];
}

/** Options that decide what a deletion does. */
const KEEPING = /^\((?:protect|retainOnDelete)\)$/;

/** The engine calls the same what no provider hears of, a protection that comes or goes included. */
function keepingOf(step: PreviewFileStep): readonly ResourceChange[] {
  return changeOf(step).flatMap((change) => {
    const leaves = change.leaves.filter(({ path }) => KEEPING.test(path));
    return leaves.length === 0 ? [] : [{ ...change, leaves, follows: [] }];
  });
}

/** Inputs of the engine's side tell nothing. */
const ENGINE_ONLY = /^(?:__defaults|__internal|tagsAll)\b/;

function leavesOf(before: PlannedResource, after: PlannedResource): readonly LeafChange[] {
  const plan = (one: PlannedResource): Plan => ({
    schema: 1,
    stack: "",
    resources: [{ ...one, ...(after.parent === undefined ? {} : { parent: after.parent }) }],
  });
  const { changed, replaced } = diffPlans(plan(before), plan(after));
  return [...changed, ...replaced]
    .flatMap(({ leaves }) => leaves)
    .filter(({ path }) => !path.split(/[.[]/).some((step) => ENGINE_ONLY.test(step)));
}

function byKey({ after: a }: ResourceChange, { after: b }: ResourceChange): number {
  return resourceKey(a) < resourceKey(b) ? -1 : 1;
}
