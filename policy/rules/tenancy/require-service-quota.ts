import type { StackRule } from "../../rule.ts";
import { missingInTenants } from "../../tenant-namespaces.ts";

const CLOSED = ["services.loadbalancers", "services.nodeports"] as const;

const isNone = (known: unknown): boolean => known === "0" || known === 0;

export const requireServiceQuota: StackRule = {
  id: "require-service-quota",
  level: "mandatory",
  group: "tenancy",
  scope: "stack",
  what: "No tenant can make load balancers or open ports on nodes",
  why: "either is a way in that passes the platform's gateway, and each load balancer is paid for",
  remedy: 'set "services.loadbalancers" and "services.nodeports" to "0" in the quota',
  answers: [
    "threat: NodePort, LoadBalancer and external addresses",
    "bill: load balancers that tenants make",
  ],
  see: "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
  check: (resources) =>
    missingInTenants(resources, {
      type: "kubernetes:core/v1:ResourceQuota",
      path: ["spec", "hard"],
      expected: "a ResourceQuota without load balancers and node ports",
      accepts: (hard) => CLOSED.every((key) => isNone(hard.at(key).known)),
    }),
};
