import {
  ARGO_CD_API,
  ARGO_CD_NAMESPACE,
  DEPLOYER_ACCOUNT,
  OWN_CLUSTER_SERVER,
} from "../../../fleet/charts/delivery-vocabulary.ts";
import { DEFAULT_DELIVERED, DEFAULT_FROZEN, DEFAULT_SUSPENDED } from "../settings.ts";
import type { SliceContext, SliceObject } from "../slice-object.ts";
import { deployedKinds } from "./deployed-kinds.ts";
import { projectGroups, projectPolicies, type ProjectRight } from "./project-policies.ts";
import { syncWindows } from "./sync-windows.ts";

/** Developers see their applications, read their logs, and deploy what the repository says now instead of soon. */
const RIGHTS: Readonly<Record<"developer" | "viewer", readonly ProjectRight[]>> = {
  developer: [
    { resource: "applications", action: "get" },
    { resource: "applications", action: "sync" },
    { resource: "logs", action: "get" },
  ],
  viewer: [
    { resource: "applications", action: "get" },
    { resource: "logs", action: "get" },
  ],
};

/** Whether nothing is deployed for now, whatever repositories say. */
export function isHeld({
  settings: { suspended = DEFAULT_SUSPENDED, frozen = DEFAULT_FROZEN, delivered = DEFAULT_DELIVERED },
}: SliceContext): boolean {
  return suspended || frozen || !delivered;
}

/**
 * The walls around what a tenant deploys: one namespace, written as its deployer; kinds that the deployer may write; the
 * repositories that its entry names; and rights of the tenant's people in Argo CD, which so hold for this project alone.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 */
export function projectObject(context: SliceContext): SliceObject {
  const { settings, namespace } = context;
  const destination = { server: OWN_CLUSTER_SERVER, namespace };
  const { applications = [], windows = [], developers, viewers } = settings;
  const role = (name: "developer" | "viewer", groups: readonly string[]) => ({
    name,
    groups: projectGroups(groups),
    policies: projectPolicies(namespace, name, RIGHTS[name]),
  });
  return {
    role: "project",
    needs: "argo-cd",
    namespace: ARGO_CD_NAMESPACE,
    apiVersion: ARGO_CD_API,
    kind: "AppProject",
    name: namespace,
    namespaced: true,
    body: {
      spec: {
        description: `Applications of ${settings.tenant} in ${settings.environment}.`,
        sourceRepos: [...new Set(applications.map(({ repository }) => repository))].sort(),
        destinations: [destination],
        destinationServiceAccounts: [{ ...destination, defaultServiceAccount: DEPLOYER_ACCOUNT }],
        namespaceResourceWhitelist: deployedKinds(),
        roles: [role("developer", developers), role("viewer", viewers)],
        syncWindows: syncWindows(windows, isHeld(context)),
      },
    },
  };
}
