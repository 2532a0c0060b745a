import type { Resource } from "./resource.ts";
import { Value } from "./value.ts";

/** Types that run several pods that are the same. */
export const REPLICATED: readonly string[] = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
];

/** How many pods of it run: one, where nothing is said. */
export function replicasOf(inputs: Value): Value {
  const replicas = inputs.at("spec", "replicas");
  return replicas.isAbsent ? new Value(replicas.path, 1) : replicas;
}

/** The inputs of a resource, readable without fear of what is unknown. */
export const inputsOf = ({ inputs }: Resource): Value => new Value("", inputs);

/**
 * Whether labels match a selector; undefined when one of them is not known yet.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: Value, labels: Value): boolean | undefined {
  if (selector.isUnknown || labels.isUnknown) return undefined;
  const wanted = selector.at("matchLabels");
  const answers = [
    ...wanted.keys.map((key) => sameText(wanted.at(key), labels.at(key))),
    ...selector.at("matchExpressions").items.map((expression) => holds(expression, labels)),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) || wanted.isUnknown ? undefined : true;
}

function sameText(one: Value, other: Value): boolean | undefined {
  if (one.isUnknown || other.isUnknown) return undefined;
  return one.text !== undefined && one.text === other.text;
}

function holds(expression: Value, labels: Value): boolean | undefined {
  const [key, operator] = [expression.at("key"), expression.at("operator")];
  if (key.isUnknown || operator.isUnknown) return undefined;
  const label = labels.at(key.text ?? "");
  if (operator.text === "Exists") return !label.isAbsent;
  if (operator.text === "DoesNotExist") return label.isAbsent;
  const { items } = expression.at("values");
  const isOne = items.map((value) => sameText(value, label));
  const isIn = isOne.includes(true) ? true : isOne.includes(undefined) ? undefined : false;
  return operator.text === "In" ? isIn : isIn === undefined ? undefined : !isIn;
}
