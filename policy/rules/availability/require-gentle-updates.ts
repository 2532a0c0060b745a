import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

const MOST_PERCENT = 50;

/** AWS takes one node at a time where nothing is said. */

export const requireGentleUpdates: ResourceRule = {
  id: "require-gentle-updates",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "An update of nodes takes down at most half of a group at once",
  why: "pods find no room, and what has two of each is gone for a while",
  remedy: "set updateConfig.maxUnavailablePercentage to at most 50",
  answers: ["EKS-BP reliability: updates of nodes keep workloads up"],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html",
  appliesTo: (type) => type === "aws:eks/nodeGroup:NodeGroup",
  check: (inputs) =>
    must(
      inputs.at("updateConfig", "maxUnavailablePercentage"),
      `at most ${MOST_PERCENT}`,
      (known) => known === undefined || (typeof known === "number" && known <= MOST_PERCENT),
    ),
};
