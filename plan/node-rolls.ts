import { NODE_CLASS, NODE_POOL } from "../fleet/nodes/karpenter-vocabulary.ts";
import type { StackDiff } from "./fleet-diff.ts";
import { isMap } from "./json.ts";
import type { PlannedResource } from "./plan.ts";
import type { ResourceChange } from "./resource-change.ts";
import { isOfK3s, serverTexts, TEMPLATE } from "./server-rolls.ts";

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

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** Inputs of a managed group by whose change EKS replaces its machines. */
const GROUP_IMAGES = ["launchTemplate", "releaseVersion", "version"];

/**
 * Said of changes that look small and replace machines: Karpenter sees that nodes are not what their pool or class now
 * says, and replaces them. Limits, weights and budgets of a pool replace nothing.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#drift
 */
export function rollTexts(diff: StackDiff): readonly string[] {
  const { stack, changed } = diff;
  const how = "step by step within the pool's budgets, outside its frozen times";
  const classes = changedBelow(changed, typeOf(NODE_CLASS), "spec").map(
    (name) => `${stack}: rolls the nodes of all pools of node class ${name}, ${how}`,
  );
  const pools = changedBelow(changed, typeOf(NODE_POOL), "spec.template");
  const drifted =
    pools.length === 0
      ? []
      : [
          `${stack}: rolls nodes of ${counted(pools, "pool")} that no longer fit (${pools.join(", ")}), ${how}`,
        ];
  const nodes = [...classes, ...drifted, ...groupTexts(diff), ...serverTexts(diff)];
  return [...nodes, ...endedNodesTexts(diff)];
}

const counted = (names: readonly string[], noun: string): string =>
  names.length === 1 ? `1 ${noun}` : `${names.length} ${noun}s`;

/** Managed groups, whose machines are replaced in the update itself. */
function groupTexts({ stack, changed, replaced }: StackDiff): readonly string[] {
  const templates = changed
    .filter(({ after }) => after.type === TEMPLATE && !isOfK3s(after))
    .map(({ after }) => after.name);
  const images = GROUP_IMAGES.flatMap((path) => changedBelow(changed, NODE_GROUP, path));
  const rolled = [...new Set(images)];
  const others = replaced.filter(({ after }) => after.type === NODE_GROUP).map(({ after }) => after.name);
  const how = "in the update itself, as many at a time as the group says, frozen or not";
  return [
    ...templates.map((name) => `${stack}: rolls the nodes of all node groups of ${name}, ${how}`),
    ...(rolled.length === 0
      ? []
      : [`${stack}: rolls the nodes of ${counted(rolled, "node group")} (${rolled.join(", ")}), ${how}`]),
    ...(others.length === 0
      ? []
      : [
          `${stack}: replaces ${counted(others, "node group")} (${others.join(", ")}): a new one stands beside the old, whose nodes are then drained all at once`,
        ]),
  ];
}

/** Pools that leave: their nodes go with them. One of which an update had made nothing has none that it launched since. */
export function endedNodesTexts({ stack, deleted, fate }: StackDiff): readonly string[] {
  if (fate !== "stays") return [];
  const lost = deleted
    .filter(({ type, inputs }) => type === NODE_GROUP || (type === typeOf(NODE_POOL) && !isClosed(inputs)))
    .map((one) => (one.type === NODE_GROUP ? one.name : nameOf(one)));
  if (lost.length === 0) return [];
  const noun = deleted.some(({ type }) => type === NODE_GROUP) ? "node group" : "pool";
  return [
    `${stack}: ends all nodes of ${counted(lost, noun)} at once, whatever budgets say (${lost.join(", ")}); deploy max: 0 first, and remove the pool when it is empty`,
  ];
}

/** Whether a pool launches nothing more: its limit of processors is none. */
function isClosed({ spec = null }: PlannedResource["inputs"]): boolean {
  const limits = isMap(spec) ? (spec["limits"] ?? null) : null;
  return isMap(limits) && limits["cpu"] === "0";
}
