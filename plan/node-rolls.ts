import { NODE_CLASS, NODE_POOL } from "../fleet/karpenter-vocabulary.ts";
import type { StackDiff } from "./fleet-diff.ts";
import { isMap } from "./json.ts";
import type { PlannedResource } from "./plan.ts";
import type { ResourceChange } from "./resource-change.ts";

const typeOf = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string =>
  `kubernetes:${apiVersion}:${kind}`;

/** Name inside the cluster. */
function nameOf({ inputs: { metadata = null }, name }: PlannedResource): string {
  const inside = isMap(metadata) ? metadata["name"] : undefined;
  return typeof inside === "string" ? inside : name;
}

/** Objects of one type of which something below this path changes. */
function changedBelow(changed: readonly ResourceChange[], type: string, path: string): readonly string[] {
  return changed
    .filter(({ after, leaves }) => after.type === type && leaves.some((leaf) => leaf.path.startsWith(path)))
    .map(({ after }) => nameOf(after));
}

/**
 * Said of changes that look small and replace machines: Karpenter sees that nodes are not what their pool or class now
 * says, and replaces them. Limits, weights and budgets of a pool replace nothing.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#drift
 */
export function rollTexts({ stack, changed }: StackDiff): readonly string[] {
  const how = "step by step within the pool's budgets, outside its frozen times";
  const classes = changedBelow(changed, typeOf(NODE_CLASS), "spec").map(
    (name) => `${stack}: rolls the nodes of all pools of node class ${name}, ${how}`,
  );
  const pools = changedBelow(changed, typeOf(NODE_POOL), "spec.template");
  if (pools.length === 0) return classes;
  const noun = pools.length === 1 ? "1 pool" : `${pools.length} pools`;
  return [...classes, `${stack}: rolls nodes of ${noun} that no longer fit (${pools.join(", ")}), ${how}`];
}
