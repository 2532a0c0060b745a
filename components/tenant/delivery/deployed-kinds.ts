import { rolePlan, type Rule } from "../role-plan.ts";

/** A kind as projects of Argo CD name it. */
export interface DeployedKind {
  readonly group: string;
  readonly kind: string;
}

/** Kinds by the resource that roles know them by; what is not in it is never deployed. */
const KINDS: Readonly<Record<string, DeployedKind>> = {
  "/configmaps": { group: "", kind: "ConfigMap" },
  "/persistentvolumeclaims": { group: "", kind: "PersistentVolumeClaim" },
  "/services": { group: "", kind: "Service" },
  "apps/deployments": { group: "apps", kind: "Deployment" },
  "apps/statefulsets": { group: "apps", kind: "StatefulSet" },
  "autoscaling/horizontalpodautoscalers": { group: "autoscaling", kind: "HorizontalPodAutoscaler" },
  "batch/cronjobs": { group: "batch", kind: "CronJob" },
  "batch/jobs": { group: "batch", kind: "Job" },
  "external-secrets.io/externalsecrets": { group: "external-secrets.io", kind: "ExternalSecret" },
  "gateway.networking.k8s.io/httproutes": { group: "gateway.networking.k8s.io", kind: "HTTPRoute" },
  "policy/poddisruptionbudgets": { group: "policy", kind: "PodDisruptionBudget" },
};

/**
 * What a tenant may deploy: the kinds that the deployer of its namespace may write. An empty list would allow all of
 * them, so they are named.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function deployedKinds(): DeployedKind[] {
  const rules = rolePlan().find(({ name }) => name === "developer")?.rules ?? [];
  const written = new Set(rules.flatMap(writtenResources));
  return Object.entries(KINDS)
    .filter(([resource]) => written.has(resource))
    .map(([, kind]) => ({ ...kind }));
}

function writtenResources({ apiGroups, resources, verbs }: Rule): readonly string[] {
  if (!verbs.includes("create")) return [];
  return apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`));
}
