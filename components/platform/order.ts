import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { AddOnContract } from "./contract.ts";

/** What ordering needs of a contract. */
export type Ordered = Pick<AddOnContract, "name" | "requires" | "after" | "conflicts" | "ready">;

/** Kinds of monitors and rules, which every add-on declares that runs something. */
const MONITORS: AddOnName = "prometheus-operator-crds";

/** What comes before an add-on wherever it is there: what it requires, what it follows, and the kinds of its monitors. */
export function before({ requires, after = [], ready }: Ordered): readonly AddOnName[] {
  const monitors = ready.kind === "crds" ? [] : [MONITORS];
  return [...new Set([...requires, ...after, ...monitors])].sort();
}

/** What stands in the way of installing these add-ons together: one sentence each, by the add-on it is about. */
export interface OrderFault {
  readonly name: string;
  readonly expected: string;
  readonly hint: string;
}

/** The contracts so that each comes after all it requires or follows; alphabetical where that leaves a choice. */
export function inOrder<T extends Ordered>(contracts: readonly T[]): readonly T[] {
  const byName = new Map(contracts.map((one) => [one.name as string, one]));
  const ordered = new Set<T>();
  const visit = (one: T, above: ReadonlySet<T>): void => {
    if (ordered.has(one) || above.has(one)) return;
    for (const name of before(one)) {
      const required = byName.get(name);
      if (required !== undefined) visit(required, new Set([...above, one]));
    }
    ordered.add(one);
  };
  for (const one of [...contracts].sort((a, b) => (a.name < b.name ? -1 : 1))) visit(one, new Set());
  return [...ordered];
}

/** Requirements that are switched off, neighbours that exclude each other, and circles. */
export function orderFaults(contracts: readonly Ordered[]): readonly OrderFault[] {
  const names = new Set<string>(contracts.map(({ name }) => name));
  const missing = contracts.flatMap(({ name, requires }) =>
    requires
      .filter((required) => !names.has(required))
      .map((required) => ({
        name,
        expected: `${required} to be switched on, which ${name} requires`,
        hint: `switch ${required} on, or ${name} off`,
      })),
  );
  const conflicting = contracts.flatMap(({ name, conflicts }) =>
    conflicts
      .filter((other) => names.has(other))
      .map((other) => ({
        name,
        expected: `no ${other} beside ${name}`,
        hint: "switch one of them off",
      })),
  );
  return [...missing, ...conflicting, ...circles(contracts)];
}

/** Each circle once, named by the add-on through which it is found first. */
function circles(contracts: readonly Ordered[]): readonly OrderFault[] {
  const byName = new Map<string, Ordered>(contracts.map((one) => [one.name, one]));
  const done = new Set<string>();
  const walk = (name: string, above: readonly string[]): readonly OrderFault[] => {
    const since = above.indexOf(name);
    if (since >= 0) {
      const circle = [...above.slice(since), name].join(" -> ");
      return [{ name, expected: `no circle of requirements: ${circle}`, hint: "remove one of the arrows" }];
    }
    if (done.has(name)) return [];
    const one = byName.get(name);
    const found = one === undefined ? [] : before(one).flatMap((next) => walk(next, [...above, name]));
    done.add(name);
    return found;
  };
  return contracts.flatMap(({ name }) => walk(name, []));
}
