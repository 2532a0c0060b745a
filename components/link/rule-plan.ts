import { inName, OTHER } from "./ends.ts";
import type { Allowance, CommonSettings, End } from "./settings.ts";

export interface PlannedRule extends Omit<Allowance, "into"> {
  readonly name: string;
  /** The end whose nodes are reached. */
  readonly end: End;
  /** A range of the other end. */
  readonly cidr: string;
}

/** What the nodes of both ends let in, for each range of the other. */
export function plannedRules(name: string, { ends, allow }: CommonSettings): readonly PlannedRule[] {
  return allow.flatMap(({ into, ...what }) => {
    const key = what.port === undefined ? what.protocol : `${what.protocol}-${what.port}`;
    return ends[OTHER[into]].ranges.map((cidr) => {
      return { name: `${name}-rule-${into}-${key}-from-${inName(cidr)}`, end: into, cidr, ...what };
    });
  });
}
