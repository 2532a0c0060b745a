import { GROUPS_PER_CLUSTER, GROUPS_PER_K3S_CLUSTER } from "../../fleet/nodes/autoscaler-vocabulary.ts";
import type { ExplainedNodes, ExplainedPool } from "../../fleet/nodes/explained-nodes.ts";

/** What is said of a cluster whose nodes are those of groups. */
export function groupTexts({ kind, pools }: ExplainedNodes): readonly string[] {
  const own = pools.flatMap(({ groups }) => groups).length;
  if (kind === "k3s")
    return [
      `Cluster Autoscaler sizes autoscaling groups, one for each pool, zone and kind of capacity: ${own} of ${GROUPS_PER_K3S_CLUSTER}.`,
    ];
  const count = own + 1;
  return [
    `Cluster Autoscaler sizes managed groups, one for each pool, zone and kind of capacity: ${count} of ${GROUPS_PER_CLUSTER}, the system's among them.`,
  ];
}

/** Processors that one node counts for. */
export function processors(count: number): string {
  return count === 1 ? "1 processor" : `${count} processors`;
}

/** What the groups of a pool may launch, and how its nodes are divided. */
export function poolGroupTexts({ groups, why, cpusPerNode }: ExplainedPool): readonly string[] {
  const [first] = groups;
  const types = [...(first?.types ?? [])];
  const last = types.pop() ?? "";
  const which = types.length === 0 ? last : `${types.join(", ")} or ${last}`;
  const total = groups.reduce((sum, { max }) => sum + max, 0);
  const parts = groups.map(({ key, max }) => `${key} ${max}`).join(", ");
  return [
    `may launch: ${which}, which Cluster Autoscaler takes for alike`,
    `at most: ${total} nodes of ${processors(cpusPerNode)} (${why})`,
    `  of them in groups: ${parts}`,
  ];
}

/** When nodes of groups go: by another's rules than those of Karpenter. */
export function groupChangeTexts(
  kind: ExplainedNodes["kind"],
  { disruption, nextFreezes }: ExplainedPool,
): readonly string[] {
  const { consolidation, consolidateAfterMinutes, percent } = disruption;
  const minutes = consolidateAfterMinutes === 1 ? "1 minute" : `${consolidateAfterMinutes} minutes`;
  const when =
    consolidation === "WhenEmpty"
      ? `when it has been empty for ${minutes}; nodes in use are left alone`
      : `when its pods ask for less than half of it and have had room elsewhere for ${minutes}`;
  return [
    `a node goes ${when}`,
    kind === "k3s"
      ? "no update replaces a node: new ones get the new image, and an old one goes when it is drained"
      : `a node is replaced when an update brings another image or template; at most ${percent} % of a group go at a time`,
    ...(nextFreezes.length === 0
      ? []
      : ["times in which nodes are left alone are not kept: only Karpenter knows them"]),
    "no node is too old: nothing ends it for its age",
  ];
}
