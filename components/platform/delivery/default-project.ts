import { ARGO_CD_API, PATCH_FORCE } from "../../../fleet/charts/delivery-vocabulary.ts";
import type { AddOnObject } from "../contract.ts";

/**
 * Argo CD makes this project as it starts, open to everything, and whatever names no project lands in it. An empty list
 * of kinds that are allowed would mean all of them, so all are denied.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project
 */
export function defaultProject(): AddOnObject {
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
