import { must } from "../../finding.ts";
import { isBinding } from "../../rbac-rules.ts";
import type { ResourceRule } from "../../rule.ts";

const BROAD: ReadonlySet<unknown> = new Set(["cluster-admin", "admin", "edit", "system:masters"]);

export const forbidClusterAdmin: ResourceRule = {
  id: "forbid-cluster-admin",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "Nobody gets cluster-admin, or the roles admin and edit that Kubernetes brings",
  why: "they grow with every kind that an operator adds to them, and nobody reads what they have become",
  remedy: "write a role with what is needed",
  answers: [
    "CIS-EKS 4.1.1: cluster-admin is given where it is needed alone",
    "threat: what the role edit grants",
  ],
  see: "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",
  appliesTo: isBinding,
  check: (binding) =>
    must(binding.at("roleRef", "name"), "a role of the program's own", (known) => !BROAD.has(known)),
};
