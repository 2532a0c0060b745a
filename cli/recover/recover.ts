import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { resourceKey } from "../../plan/plan.ts";
import { keyOfUrn } from "../../plan/request.ts";
import { RESOURCE_TAG } from "../../fleet/tags.ts";
import { CloudSearch, type TaggedResource } from "./cloud-search.ts";
import { idOfArn, idOfInputs, isFoundByTags } from "./import-ids.ts";
import { exportState, importState, type ExportedState } from "./state.ts";
import { must, type Tools } from "./tools.ts";
import { pendingCreates, type Unfinished, unfinishedResources, withFound } from "./unfinished.ts";

/** What a recovery found out about one resource. */
export interface Recovered {
  readonly type: string;
  readonly name: string;
  /**
   * - `finished`: it exists, and the state has it now.
   * - `never-made`: a create was begun, and nothing came of it.
   * - `ambiguous`: the cloud has several that say they are it; nothing was done.
   */
  readonly outcome: "finished" | "never-made" | "ambiguous";
  readonly ids: readonly string[];
}

export interface Recovery {
  readonly resources: readonly Recovered[];
  /** What carries the stack's tag and is in no state. */
  readonly strays: readonly TaggedResource[];
}

interface Lookup {
  readonly one: Unfinished;
  readonly ids: readonly string[];
}

/**
 * Finishes what a killed operation left: takes what exists in the cloud into the state, clears what does not, and reads
 * everything anew. The lock must be free. Changes nothing in the cloud.
 *
 * @param tell hears what is going on
 */
export async function recoverStack(
  tools: Tools,
  plan: Plan,
  tell: (what: string) => void,
): Promise<Recovery> {
  const { stack } = plan;
  const before = await exportState(tools, stack);
  const searches = await openSearches(tools, plan);
  tell("looking up what the program wants and the state does not have");
  const lookups: Lookup[] = [];
  for (const one of unfinishedResources(plan, before)) {
    const search = searches.get(one.provider ?? "");
    if (search !== undefined) lookups.push({ one, ids: await idsInCloud(one, search, idsOf(before)) });
  }
  await takeIn(tools, stack, { before, lookups });
  tell("refreshing: reading every resource of the state");
  await must(tools.pulumi(["refresh", "--stack", stack, "--yes", "--skip-preview"]), "pulumi refresh");
  const after = await exportState(tools, stack);
  return { resources: outcomes(lookups, after), strays: await strays(searches, after) };
}

/** Puts what was found into the state. Without a find, and without a pending create, the state stays as it is. */
async function takeIn(
  tools: Tools,
  stack: string,
  { before, lookups }: { readonly before: ExportedState; readonly lookups: readonly Lookup[] },
): Promise<void> {
  const found = lookups.flatMap(({ one: { entry }, ids }) => {
    const [id] = ids;
    return entry === undefined || id === undefined || ids.length > 1 ? [] : [{ entry, id }];
  });
  if (found.length + pendingCreates(before).length > 0)
    await importState(tools, stack, withFound(before, found));
}

async function openSearches(tools: Tools, plan: Plan): Promise<ReadonlyMap<string, CloudSearch>> {
  const providers = plan.resources.filter(({ type }) => type === "pulumi:providers:aws");
  const open = async (provider: PlannedResource) =>
    [resourceKey(provider), await CloudSearch.open(tools, plan.stack, provider)] as const;
  return new Map(await Promise.all(providers.map(open)));
}

const idsOf = ({ deployment }: ExportedState): ReadonlySet<string> =>
  new Set((deployment.resources ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])));

/** Ids under which a resource exists, as far as can be told without reading it. */
async function idsInCloud(
  { type, name, inputs }: Unfinished,
  search: CloudSearch,
  known: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (isFoundByTags(type)) {
    const named = (await search.tagged()).filter(({ tags }) => tags[RESOURCE_TAG] === name);
    const ids = named.map(({ arn }) => idOfArn(type, arn));
    return ids.filter((id) => id !== undefined).filter((id) => !known.has(id));
  }
  const own = await ownId(type, name, { inputs, search });
  return own === undefined || known.has(own) ? [] : [own];
}

async function ownId(
  type: string,
  name: string,
  { inputs, search }: { readonly inputs: Unfinished["inputs"]; readonly search: CloudSearch },
): Promise<string | undefined> {
  if (type === "aws:iam/role:Role") {
    const { name: roleName } = inputs;
    return typeof roleName === "string" && (await search.isOwnRole(roleName, name)) ? roleName : undefined;
  }
  if (type === "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation") {
    const { vpcId, cidrBlock } = inputs;
    if (typeof vpcId !== "string" || !vpcId.startsWith("vpc-") || typeof cidrBlock !== "string")
      return undefined;
    return search.rangeAssociation(vpcId, cidrBlock);
  }
  return idOfInputs(type, inputs);
}

function outcomes(lookups: readonly Lookup[], after: ExportedState): readonly Recovered[] {
  const known = new Map((after.deployment.resources ?? []).map(({ urn, id }) => [keyOfUrn(urn), id]));
  return lookups.flatMap(({ one, ids }): readonly Recovered[] => {
    const { type, name, begun } = one;
    const id = known.get(resourceKey(one));
    if (id !== undefined) return [{ type, name, outcome: "finished", ids: [id] }];
    if (ids.length > 1) return [{ type, name, outcome: "ambiguous", ids }];
    return begun ? [{ type, name, outcome: "never-made", ids: [] }] : [];
  });
}

/** What carries the stack's tag, and no resource of the state is it. */
async function strays(
  searches: ReadonlyMap<string, CloudSearch>,
  after: ExportedState,
): Promise<readonly TaggedResource[]> {
  const ids = idsOf(after);
  const arns = new Set((after.deployment.resources ?? []).map(({ outputs }) => outputs?.["arn"]));
  const tagged = await Promise.all([...searches.values()].map((search) => search.tagged()));
  const isKnown = (arn: string): boolean => {
    const resource = arn.split(":").slice(5).join(":").replace(/:\*$/, "");
    return arns.has(arn) || ids.has(arn) || ids.has(resource.replace(/^[a-z-]+[/:]/, ""));
  };
  return tagged.flat().filter(({ arn }) => !isKnown(arn));
}
