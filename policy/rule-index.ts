import type { ResourceRule, Rule, StackRule } from "./rule.ts";

/** Rules by what they look at, so that a resource asks only those that have something to say about it. */
export class RuleIndex {
  readonly stackRules: readonly StackRule[];
  readonly #resourceRules: readonly ResourceRule[];
  readonly #byType = new Map<string, readonly ResourceRule[]>();
  readonly #places: ReadonlyMap<Rule, number>;

  constructor(rules: readonly Rule[]) {
    this.stackRules = rules.filter((rule) => rule.scope === "stack");
    this.#resourceRules = rules.filter((rule) => rule.scope === "resource");
    this.#places = new Map(rules.map((rule, place) => [rule, place]));
  }

  /** Rules about a type, in their order. Each rule is asked about a type once. */
  about(type: string): readonly ResourceRule[] {
    const known = this.#byType.get(type);
    if (known !== undefined) return known;
    const found = this.#resourceRules.filter((rule) => rule.appliesTo(type));
    this.#byType.set(type, found);
    return found;
  }

  /** Which rule comes first in reports, as a comparison. */
  compare(one: Rule, other: Rule): number {
    return (this.#places.get(one) ?? 0) - (this.#places.get(other) ?? 0);
  }
}

const INDEXES = new WeakMap<readonly Rule[], RuleIndex>();

/** The index of a list of rules, made when it is first asked for. */
export function indexOf(rules: readonly Rule[]): RuleIndex {
  const known = INDEXES.get(rules);
  if (known !== undefined) return known;
  const made = new RuleIndex(rules);
  INDEXES.set(rules, made);
  return made;
}
