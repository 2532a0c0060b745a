import { type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const RELEASE = /^1\.\d+\.\d+-\d{8}$|^\d+\.\d+\.\d+-[0-9a-f]{8}$/;

/** An image of one's own stands in the template. */
function findings(inputs: Value): readonly Finding[] {
  const kind = inputs.at("amiType");
  if (kind.known === "CUSTOM") return [];
  return must(inputs.at("releaseVersion"), "a release such as 1.35.8-20260930", (known) => {
    return typeof known === "string" && RELEASE.test(known);
  }).map((found) => (kind.isUnknown ? unknown(kind, found.expected) : found));
}

export const requireNodeReleases: ResourceRule = {
  id: "require-node-releases",
  level: "mandatory",
  group: "supply-chain",
  scope: "resource",
  what: "A group of managed nodes names the release of its image, and its minor",
  why: "nodes that start tomorrow would otherwise be of another image than those of today",
  remedy: "take releaseVersion from the catalog in fleet/",
  answers: [
    "EKS-BP image security: images that are known",
    "fault: nodes of one group that are not the same",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/eks-linux-ami-versions.html",
  appliesTo: (type) => type === "aws:eks/nodeGroup:NodeGroup",
  check: findings,
};
