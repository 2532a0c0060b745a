import type { GuardedKinds } from "../guard.ts";

const CHANGES = ["CREATE", "UPDATE"] as const;

/** Pods, and what describes pods: who deploys hears at once what else only the pod would be told. */
export const WORKLOADS: readonly GuardedKinds[] = [
  { apiGroups: [""], resources: ["pods"], operations: CHANGES },
  { apiGroups: [""], resources: ["pods/ephemeralcontainers"], operations: ["UPDATE"] },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets"], operations: CHANGES },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], operations: CHANGES },
];
