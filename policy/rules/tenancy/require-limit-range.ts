import type { StackRule } from "../../rule.ts";
import { missingInTenants } from "../../tenant-namespaces.ts";

export const requireLimitRange: StackRule = {
  id: "require-limit-range",
  level: "mandatory",
  group: "tenancy",
  scope: "stack",
  what: "Every tenant's namespace has limits for a single container",
  why: "one container could otherwise take all that the quota leaves, and one that says nothing is refused",
  remedy: "add a LimitRange for containers; the tier table of fleet/ has the sizes",
  answers: ["EKS-BP multi tenancy: limit ranges", "threat: pods without requests or limits"],
  see: "https://kubernetes.io/docs/concepts/policy/limit-range/",
  check: (resources) =>
    missingInTenants(resources, {
      type: "kubernetes:core/v1:LimitRange",
      path: ["spec", "limits"],
      expected: "a LimitRange with a default and a maximum for containers",
      accepts: ({ items }) =>
        items.some(
          (limit) =>
            limit.at("type").known === "Container" &&
            limit.at("default").keys.length > 0 &&
            limit.at("max").keys.length > 0,
        ),
    }),
};
