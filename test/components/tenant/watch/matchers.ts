import { parser } from "@prometheus-io/lezer-promql";

/** A label that an expression matches, and by what. */
export interface Matcher {
  readonly label: string;
  readonly value: string;
}

/** Every matcher of an expression, as Prometheus' own grammar reads it. */
export function matchersOf(expr: string): readonly Matcher[] {
  const found: Matcher[] = [];
  let label = "";
  parser.parse(expr).iterate({
    enter({ type, from, to, node }) {
      const here = expr.slice(from, to);
      const isMatched = node.parent?.name === "UnquotedLabelMatcher";
      if (isMatched && type.name === "LabelName") label = here;
      if (isMatched && type.name === "StringLiteral")
        found.push({ label, value: JSON.parse(here) as string });
    },
  });
  return found;
}
