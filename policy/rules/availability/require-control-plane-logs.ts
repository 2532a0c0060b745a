import { breach, type Finding, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const WANTED = ["api", "audit", "authenticator"] as const;

function findings(inputs: Value): readonly Finding[] {
  const logs = inputs.at("enabledClusterLogTypes");
  const open = logs.items.find((one) => one.isUnknown);
  const missing = WANTED.filter((log) => !logs.items.some(({ known }) => known === log));
  if (missing.length === 0) return [];
  const expected = `the logs ${missing.join(", ")}`;
  return [open === undefined ? breach(logs, expected) : unknown(open, expected)];
}

export const requireControlPlaneLogs: ResourceRule = {
  id: "require-control-plane-logs",
  level: "mandatory",
  group: "availability",
  scope: "resource",
  what: "Every control plane writes down who asked what, and who was let in",
  why: "after a break-in, or a mistake, nobody could say who did it",
  remedy: "enable the logs api, audit and authenticator",
  answers: [
    "AWS EKS.8: audit logs of clusters are on",
    "CIS-EKS 2.1.1: audit logs are on",
    "EKS-BP detective controls: audit logs",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  appliesTo: (type) => type === "aws:eks/cluster:Cluster",
  check: findings,
};
