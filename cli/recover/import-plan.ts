import { type Plan, type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { isMadeAnew } from "./made-anew.ts";
import type { FrameResource } from "./state-frame.ts";

/**
 * A resource in the file that `pulumi import --file` reads.
 *
 * @see https://www.pulumi.com/docs/iac/guides/migration/import/#bulk-import-operations
 */
interface ImportLine {
  readonly type: string;
  /** By which other lines call it; unique in the file. */
  readonly name: string;
  /** Name in the program. @default - the same as `name` */
  readonly logicalName?: string;
  /** Absent for components and providers, which are made and not read. */
  readonly id?: string;
  /** Whether it is one of the program's components. @default false */
  readonly component?: true;
  /** Name of the line of its parent. @default - the stack */
  readonly parent?: string;
  /** Name of the line of its provider. @default - it has none */
  readonly provider?: string;
  /** Settings of a provider. @default - none */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** What would be imported, and what cannot be, by type and name. */
export interface ImportPlan {
  /** URNs of providers below a component, by the names that lines have for them. */
  readonly nameTable: Readonly<Record<string, string>>;
  /**
   * Settings of those providers. Pulumi says to list them among the resources instead, and then makes them before the
   * component that they belong to, which it refuses itself.
   *
   * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/import.go for `registerProviders`
   */
  readonly providerInputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Components and the other providers first, then what was found. */
  readonly resources: readonly ImportLine[];
  /** What the program wants and nobody has. */
  readonly missing: readonly string[];
  /** Patches and targets: the next update applies each anew, and nothing is made twice. */
  readonly anew: readonly string[];
  /** What the account has under such a name, with its id: nothing says whose it is, so people decide. */
  readonly undecided: readonly string[];
}

/** Ids of what was found, by key. */
export interface FoundIds {
  readonly own: ReadonlyMap<string, string>;
  /** Of what says nothing of whose it is. */
  readonly anybodys: ReadonlyMap<string, string>;
}

/** What a stack would have before anything is read. */
export interface ImportFrame {
  readonly resources: readonly FrameResource[];
  /** By key. */
  readonly urns: ReadonlyMap<string, string>;
}

/** The whole import of a stack: its frame, and what was found by key. */
export function importPlan(
  { resources }: Plan,
  frame: ImportFrame,
  { own: found, anybodys }: FoundIds,
): ImportPlan {
  const inside = resources.filter(({ type, custom }) => custom && !type.startsWith("pulumi:"));
  const below = frame.resources.filter(({ custom, parent }) => custom && parent !== undefined);
  const above = frame.resources.filter((one) => !below.includes(one));
  const listed = [...above, ...inside.filter((one) => found.has(resourceKey(one)))];
  const names = uniqueNames([...listed, ...below]);
  const nameOf = (one: FrameResource): string => names.get(resourceKey(one)) ?? one.name;
  const others = inside.filter((one) => !found.has(resourceKey(one)));
  const lost = others.filter((one) => !anybodys.has(resourceKey(one)));
  const told = (one: PlannedResource): string => `${one.type} ${one.name}`;
  return {
    nameTable: Object.fromEntries(below.map((one) => [nameOf(one), frame.urns.get(resourceKey(one)) ?? ""])),
    providerInputs: Object.fromEntries(below.map((one) => [nameOf(one), one.inputs])),
    resources: listed.map((one) => importLine(one, names, found.get(resourceKey(one)))),
    missing: lost.filter(({ type }) => !isMadeAnew(type)).map(told),
    anew: lost.filter(({ type }) => isMadeAnew(type)).map(told),
    undecided: others.flatMap((one) => {
      const id = anybodys.get(resourceKey(one));
      return id === undefined ? [] : [`${told(one)} (${id})`];
    }),
  };
}

type Listed = FrameResource & Pick<PlannedResource, "provider">;

function importLine(one: Listed, names: ReadonlyMap<string, string>, id: string | undefined): ImportLine {
  const { type, custom, parent, provider, inputs } = one;
  const name = names.get(resourceKey(one)) ?? one.name;
  const parentName = parent === undefined ? undefined : names.get(parent);
  const providerName = provider === undefined ? undefined : names.get(provider);
  return {
    type,
    name,
    ...(name === one.name ? {} : { logicalName: one.name }),
    ...(id === undefined ? {} : { id }),
    ...(custom ? {} : { component: true }),
    ...(parentName === undefined ? {} : { parent: parentName }),
    ...(providerName === undefined ? {} : { provider: providerName }),
    ...(custom && id === undefined ? { inputs } : {}),
  };
}

/** Names by key: the program's own where nothing else has it, else with the type behind it. */
function uniqueNames(listed: readonly FrameResource[]): ReadonlyMap<string, string> {
  const byName = Map.groupBy(listed, ({ name }) => name);
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const one of listed) {
    const key = resourceKey(one);
    const kind = one.type.slice(one.type.lastIndexOf(":") + 1);
    const wishes = byName.get(one.name)?.length === 1 ? [one.name] : [`${one.name}-${kind}`];
    const name = wishes.find((wish) => !taken.has(wish)) ?? key;
    taken.add(name);
    names.set(key, name);
  }
  return names;
}
