import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** Within these, a chart that works is up, and a run that waits for one that does not still ends. */
const [SHORTEST_SECONDS, LONGEST_SECONDS] = [60, 1800];

function findings(release: Value): readonly Finding[] {
  return [
    ...must(release.at("atomic"), "true", (known) => known === true),
    ...must(release.at("skipAwait"), "false", (known) => known !== true),
    ...must(
      release.at("timeout"),
      `${SHORTEST_SECONDS} to ${LONGEST_SECONDS} seconds`,
      (known) => typeof known === "number" && known >= SHORTEST_SECONDS && known <= LONGEST_SECONDS,
    ),
  ];
}

export const requireAtomicReleases: ResourceRule = {
  id: "require-atomic-releases",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "A release that does not come up is taken back, within a time",
  why: "half of an add-on stays otherwise, and the next update starts from what nobody wrote",
  remedy: "set atomic: true and a timeout; leave skipAwait out",
  answers: [
    "fault: an add-on that does not start",
    "EKS-BP cluster upgrades: add-ons that can be taken back",
  ],
  see: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/",
  appliesTo: (type) => type === "kubernetes:helm.sh/v3:Release",
  check: findings,
};
