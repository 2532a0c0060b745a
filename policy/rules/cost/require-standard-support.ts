import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requireStandardSupport: ResourceRule = {
  id: "require-standard-support",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "No cluster slips into extended support",
  why: "a control plane in extended support costs six times as much, and nobody has decided it",
  remedy: "set upgradePolicy.supportType to STANDARD",
  answers: [
    "AWS EKS.2: clusters run a supported version",
    "EKS-BP cluster upgrades: upgrade before support ends",
    "bill: $438 instead of $73 a month for each cluster",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/view-support-version.html",
  appliesTo: (type) => type === "aws:eks/cluster:Cluster",
  check: (inputs) =>
    must(inputs.at("upgradePolicy", "supportType"), '"STANDARD"', (known) => known === "STANDARD"),
};
