import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

function findings(inputs: Value): readonly Finding[] {
  const config = inputs.at("accessConfig");
  const mode = must(config.at("authenticationMode"), '"API"', (known) => known === "API");
  if (config.isUnknown) return mode;
  const creator = config.at("bootstrapClusterCreatorAdminPermissions");
  return [...mode, ...must(creator, "false", (known) => known === false)];
}

export const requireAccessEntries: ResourceRule = {
  id: "require-access-entries",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Who may use a cluster is said by access entries alone, and its maker gets nothing by itself",
  why: "an entry in a ConfigMap that anybody with rights in kube-system can edit makes administrators, and no log of AWS tells it",
  remedy: "set authenticationMode to API and bootstrapClusterCreatorAdminPermissions to false",
  answers: [
    "CIS-EKS 4.1.7: the cluster access manager is used",
    "EKS-BP identity and access management: cluster access manager",
    "threat: an edit of aws-auth",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
  appliesTo: (type) => type === "aws:eks/cluster:Cluster",
  check: findings,
};
