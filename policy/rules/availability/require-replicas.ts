import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import { replicasOf } from "../../workloads.ts";

export const requireReplicas: ResourceRule = {
  id: "require-replicas",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "In production, every Deployment has at least two pods",
  why: "one pod is away whenever its node is drained, and nobody answers until another has started",
  remedy: "set replicas to 2 or more",
  answers: ["EKS-BP reliability: run multiple replicas", "fault: a node goes"],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/application.html",
  appliesTo: (type) => type === "kubernetes:apps/v1:Deployment",
  check: (inputs, _resource, { environment }) =>
    environment === "production"
      ? must(replicasOf(inputs), "at least 2", (known) => typeof known === "number" && known >= 2)
      : [],
};
