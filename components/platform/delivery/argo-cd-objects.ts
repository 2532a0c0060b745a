import {
  ARGO_CD_API,
  DEPLOYER_ACCOUNT,
  OWN_CLUSTER_SERVER,
  PATCH_FORCE,
} from "../../../fleet/charts/delivery-vocabulary.ts";
import { TENANT_NAMESPACES } from "../../../fleet/names.ts";
import type { DeliverySettings } from "../../../fleet/schema/delivery.ts";
import type { AddOnObject } from "../contract.ts";
import type { PlatformSettings } from "../settings.ts";

/** Project of all applications that tenants have. */
const TENANTS_PROJECT = "tenants";

/** What tenants may deploy: exactly what the deployer of their namespace may write. */
const TENANT_KINDS = [
  { group: "", kind: "ConfigMap" },
  { group: "", kind: "PersistentVolumeClaim" },
  { group: "", kind: "Service" },
  { group: "apps", kind: "Deployment" },
  { group: "apps", kind: "StatefulSet" },
  { group: "autoscaling", kind: "HorizontalPodAutoscaler" },
  { group: "batch", kind: "CronJob" },
  { group: "batch", kind: "Job" },
] as const;

/** Seconds between two looks at the central repository. */
const POLL_SECONDS = 180;

/** The closed default project, and with a central repository the project and the one set of applications of tenants. */
export function argoCdObjects({ delivery, labels }: PlatformSettings): readonly AddOnObject[] {
  if (delivery === undefined) return [defaultProject()];
  return [defaultProject(), tenantsProject(delivery), applications(delivery, labels.cluster)];
}

/**
 * Argo CD makes this project as it starts, open to everything, and whatever names no project lands in it. An empty list
 * of kinds that are allowed would mean all of them, so all are denied.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project
 */
function defaultProject(): AddOnObject {
  const everything = [{ group: "*", kind: "*" }];
  return {
    role: "project-default",
    apiVersion: ARGO_CD_API,
    kind: "AppProject",
    name: "default",
    namespaced: true,
    madeByController: true,
    annotations: { [PATCH_FORCE]: "true" },
    body: {
      spec: {
        description: "Closed: every application names a project of its own.",
        sourceRepos: [],
        sourceNamespaces: [],
        destinations: [],
        clusterResourceWhitelist: [],
        clusterResourceBlacklist: everything,
        namespaceResourceBlacklist: everything,
      },
    },
  };
}

/** Namespaces of tenants alone, kinds of tenants alone, and each written as the deployer of its own namespace. */
function tenantsProject({ sources }: DeliverySettings): AddOnObject {
  const destination = { server: OWN_CLUSTER_SERVER, namespace: TENANT_NAMESPACES };
  return {
    role: "project-tenants",
    apiVersion: ARGO_CD_API,
    kind: "AppProject",
    name: TENANTS_PROJECT,
    namespaced: true,
    body: {
      spec: {
        description: "Applications of tenants, from the central repository.",
        sourceRepos: [...sources].sort(),
        destinations: [destination],
        destinationServiceAccounts: [{ ...destination, defaultServiceAccount: DEPLOYER_ACCOUNT }],
        namespaceResourceWhitelist: TENANT_KINDS.map((one) => ({ ...one })),
      },
    },
  };
}

/**
 * One application for each file below the cluster's folder. Its namespace is the name of the folder around the file,
 * never a word in it, and an application that goes leaves what runs.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Git/
 */
function applications({ repository, revision, path }: DeliverySettings, cluster: string): AddOnObject {
  return {
    role: "applications",
    apiVersion: ARGO_CD_API,
    kind: "ApplicationSet",
    name: TENANTS_PROJECT,
    namespaced: true,
    body: {
      spec: {
        goTemplate: true,
        goTemplateOptions: ["missingkey=error"],
        generators: [
          {
            git: {
              repoURL: repository,
              revision,
              files: [{ path: `${path}/${cluster}/*/*.yaml` }],
              requeueAfterSeconds: POLL_SECONDS,
            },
          },
        ],
        syncPolicy: { applicationsSync: "sync", preserveResourcesOnDeletion: true },
        template: application(),
      },
    },
  };
}

function application(): Readonly<Record<string, unknown>> {
  const namespace = "{{ .path.basename }}";
  return {
    metadata: { name: `${namespace}.{{ trimSuffix ".yaml" .path.filename }}` },
    spec: {
      project: TENANTS_PROJECT,
      source: {
        repoURL: "{{ .repository }}",
        targetRevision: "{{ .revision }}",
        path: "{{ .folder }}",
      },
      destination: { server: OWN_CLUSTER_SERVER, namespace },
      syncPolicy: {
        // What a repository no longer holds goes, but never everything at once.
        automated: { prune: true, selfHeal: true, allowEmpty: false },
        syncOptions: ["ServerSideApply=true", "CreateNamespace=false", "FailOnSharedResource=true"],
        retry: { limit: 5, backoff: { duration: "10s", factor: 2, maxDuration: "5m" } },
      },
    },
  };
}
