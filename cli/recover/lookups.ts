import type { Plan } from "../../plan/plan.ts";
import { isAnybodys } from "./account-lookups.ts";
import { isInsideCluster } from "./cluster-wishes.ts";
import { KnownThings } from "./known-things.ts";
import { withResolvedInputs } from "./resolved-inputs.ts";
import type { Searches } from "./searches.ts";
import type { ExportedState } from "./state.ts";
import { type Unfinished, unfinishedResources } from "./unfinished.ts";

/** One resource that the state does not have, and under which ids it exists. */
export interface Lookup {
  readonly one: Unfinished;
  readonly ids: readonly string[];
  /** Name under which Pulumi owns the fields of a Kubernetes object. @default - it is none */
  readonly manager?: string | undefined;
  /** Whether people decide whose it is: nothing says that it was begun, or by whom. */
  readonly isAnybodys: boolean;
}

/** Where to look, and from what. */
export interface Where {
  readonly before: ExportedState;
  readonly searches: Searches;
  /** Whether the state is one of before, which does not know what was begun last. */
  readonly isOld: boolean;
}

/** Looks for everything that is unfinished, where the program's providers lead. */
export async function lookUp(plan: Plan, { before, searches, isOld }: Where): Promise<readonly Lookup[]> {
  const known = new KnownThings(before);
  const lookup = async (one: Unfinished, asked = one): Promise<Lookup> => {
    const { ids, manager } = await searches.find(asked);
    const unknown = ids.filter((id) => !known.hasId(one.type, id));
    return { one, ids: unknown, manager, isAnybodys: !one.begun && isAnybodys(one.type) };
  };
  const lookups: Lookup[] = [];
  for (const one of unfinishedResources(plan, before)) lookups.push(await lookup(one));
  if (isOld) await lookAgain(lookups, before, { lookup, isAtHome: (one) => searches.isAtHome(one) });
  return lookups;
}

/** How a second look is done, and where. */
interface Again {
  readonly lookup: (one: Unfinished, asked: Unfinished) => Promise<Lookup>;
  readonly isAtHome: (one: Unfinished) => boolean;
}

/**
 * What has no tags is found inside what it belongs to, which may itself have been found just now. An old state does not
 * say whether it was begun; between two things of this stack, and inside its cluster, nobody else makes one. What a
 * whole account has under a name is told to people, and not taken.
 */
async function lookAgain(
  lookups: Lookup[],
  { deployment }: ExportedState,
  { lookup, isAtHome }: Again,
): Promise<void> {
  const ids = new Map<string, string>();
  for (const { urn, id } of deployment.resources ?? [])
    if (id !== undefined) ids.set(urn.split("::").slice(3).join("::"), id);
  for (const { one, ids: found } of lookups) if (found[0] !== undefined) ids.set(one.name, found[0]);
  for (const [index, { one, ids: found }] of lookups.entries()) {
    if (found.length > 0 || one.begun || !isAtHome(one)) continue;
    // The names of what is inside a cluster are its ids; what else it holds need not be known.
    const asked = isInsideCluster(one.type) ? one : withResolvedInputs(one, ids);
    lookups[index] = await lookup(one, { ...asked, begun: true });
  }
}
