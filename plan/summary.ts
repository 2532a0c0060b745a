import { type Plan, type PlannedResource, resourceKey } from "./plan.ts";

/** How many resources of one type lie in one component. */
export interface TypeCount {
  /** `Network dev`; `stack` for what lies in none. */
  readonly component: string;
  /** `Subnet`, or `aws provider`. */
  readonly type: string;
  readonly count: number;
}

/** Resources of a plan by component and type, components themselves left out; both in alphabetical order. */
export function typeCounts({ resources }: Plan): readonly TypeCount[] {
  const all = new Map(resources.map((one) => [resourceKey(one), one]));
  const groups = new Map<string, TypeCount>();
  for (const resource of resources.filter(({ custom }) => custom)) {
    const [component, type] = [componentOf(resource, all), shortType(resource.type)];
    const key = `${component} ${type}`;
    groups.set(key, { component, type, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Sizes of a plan, in resources. */
export interface PlanTotals {
  readonly components: number;
  /** All that are no components, providers among them. */
  readonly resources: number;
  readonly isProtected: number;
  readonly imported: number;
}

export function planTotals({ resources }: Plan): PlanTotals {
  const custom = resources.filter((one) => one.custom);
  return {
    components: resources.length - custom.length,
    resources: custom.length,
    isProtected: custom.filter(({ protect }) => protect).length,
    imported: custom.filter(({ importId }) => importId !== undefined).length,
  };
}

function componentOf({ parent }: PlannedResource, all: ReadonlyMap<string, PlannedResource>): string {
  const above = parent === undefined ? undefined : all.get(parent);
  if (above === undefined) return "stack";
  return above.custom ? componentOf(above, all) : `${shortType(above.type)} ${above.name}`;
}

/** `Subnet` of `aws:ec2/subnet:Subnet`, `aws provider` of `pulumi:providers:aws`. */
export function shortType(type: string): string {
  const last = type.slice(type.lastIndexOf(":") + 1);
  return type.startsWith("pulumi:providers:") ? `${last} provider` : last;
}
