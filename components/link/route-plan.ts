import { ENDS, inName, OTHER } from "./ends.ts";
import type { CommonSettings, End } from "./settings.ts";

/** A route of a VPC to the other end. */
export interface PlannedRoute {
  readonly name: string;
  /** The end whose table it is. */
  readonly end: End;
  readonly table: string;
  /** A range of the other end. */
  readonly cidr: string;
}

/** Every route of both ends' tables to the ranges of the other. */
export function plannedRoutes(name: string, ends: CommonSettings["ends"]): readonly PlannedRoute[] {
  return ENDS.flatMap((end) => routesTo(name, ends, end, ends[OTHER[end]].ranges));
}

/** Routes of one end's tables to some ranges. */
export function routesTo(
  name: string,
  ends: CommonSettings["ends"],
  end: End,
  ranges: readonly string[],
): readonly PlannedRoute[] {
  return ends[end].tables.flatMap((table) =>
    ranges.map((cidr) => ({ name: `${name}-route-${end}-${table}-${inName(cidr)}`, end, table, cidr })),
  );
}
