import { readdirSync } from "node:fs";
import type { Fleet } from "../../fleet/inventory.ts";
import type { PolicyCheck } from "../../plan/policy-check.ts";
import type { PlannedRelease } from "../../plan/rendered/planned-release.ts";
import { factsOf } from "../../policy/facts.ts";
import { rulesAt } from "../../policy/levels.ts";
import { type Judged, judgedStack } from "../../policy/report.ts";
import type { Rule } from "../../policy/rule.ts";
import { Cache } from "../catalog/cache.ts";
import { catalogFolder } from "../catalog/folder.ts";
import { helmOnPath } from "../rendering/helm-on-path.ts";
import { type ReleaseObjects, releaseObjects } from "./rendered-objects.ts";

/** What the rules say of stacks, and of what their charts render. */
export interface RenderedCheck {
  readonly check: PolicyCheck;
  /** Why releases were not looked into, and how many it kept out. */
  readonly notRendered: ReadonlyMap<string, number>;
}

export interface CheckedWith {
  readonly fleet: Fleet;
  /** Of all planned stacks. */
  readonly releases: readonly PlannedRelease[];
  readonly rules: readonly Rule[];
  /** Day on which exceptions must still hold, such as "2026-11-27". */
  readonly today: string;
  /** Folder of archives. @default - `.catalog` of the checkout, where it holds any */
  readonly folder?: string | undefined;
  /** @default - the one on PATH, if any */
  readonly helm?: string | undefined;
}

/**
 * Adds what the rules over single objects say of what charts render. It is advice: a chart is somebody else's text, and
 * its namespace's Pod Security refuses at the latest what may not run.
 */
export async function withRenderedObjects(check: PolicyCheck, given: CheckedWith): Promise<RenderedCheck> {
  const { fleet, releases, folder } = given;
  const { path, shown } = catalogFolder(folder);
  if (folder === undefined && !holdsArchives(path))
    return {
      check,
      notRendered: new Map([[`no archives of charts in ${shown}: run atoll catalog pull`, releases.length]]),
    };
  const helm = given.helm ?? helmOnPath();
  const found = await releaseObjects(releases, {
    cache: new Cache(path),
    folder: shown,
    helm,
    minors: minorsOf(fleet, check),
  });
  const byStack = Map.groupBy(found, ({ release }) => release.stack);
  const judged = new Map([...byStack].map(([stack, of]) => [stack, judgedObjects(stack, of, given)]));
  const needed = new Set([...judged.values()].flat().map(({ exception }) => exception));
  const stacks = check.stacks.map((one) => {
    const objects = (byStack.get(one.stack) ?? []).flatMap((of) => ("objects" in of ? of.objects : []));
    return {
      ...one,
      resources: one.resources + objects.length,
      judged: [...one.judged, ...(judged.get(one.stack) ?? [])],
    };
  });
  const unused = check.unused.filter((exception) => !needed.has(exception));
  return { check: { ...check, stacks, unused }, notRendered: reasonsOf(found) };
}

function judgedObjects(
  stack: string,
  found: readonly ReleaseObjects[],
  { fleet, rules, today }: CheckedWith,
): readonly Judged[] {
  const facts = factsOf(fleet, stack);
  const held = rulesAt(rules, fleet.settings.policy.levels, facts.environment);
  // Rules over a stack ask what stands beside an object; of that, one release is not the whole.
  const advice = held
    .filter(({ scope }) => scope === "resource")
    .map((rule): Rule => ({ ...rule, level: "advisory" }));
  const objects = found.flatMap((of) => ("objects" in of ? of.objects : []));
  return judgedStack(objects, { rules: advice, exceptions: fleet.exceptions ?? [], facts, today, stack });
}

/** A cell has the minor of its cluster. */
function minorsOf(
  { clusters }: Pick<Fleet, "clusters">,
  { stacks }: Pick<PolicyCheck, "stacks">,
): ReadonlyMap<string, string> {
  const known = new Map([...clusters.values()].map(({ id, kubernetes }) => [id, kubernetes]));
  return new Map(
    stacks.flatMap(({ stack }) => {
      const minor = known.get(stack.split(".")[0] ?? "");
      return minor === undefined ? [] : [[stack, minor] as const];
    }),
  );
}

function reasonsOf(found: readonly ReleaseObjects[]): ReadonlyMap<string, number> {
  const reasons = new Map<string, number>();
  for (const one of found)
    if ("notRendered" in one) reasons.set(one.notRendered, (reasons.get(one.notRendered) ?? 0) + 1);
  return reasons;
}

function holdsArchives(path: string): boolean {
  try {
    return readdirSync(path).some((name) => name.endsWith(".tgz"));
  } catch {
    return false;
  }
}
