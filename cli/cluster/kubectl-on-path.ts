import type { Cluster } from "../../fleet/inventory.ts";
import type { Tools } from "../recover/tools.ts";
import type { ClusterTools } from "./cluster-access.ts";
import { startKubectlProxy } from "./kubectl-proxy.ts";

/**
 * The command lines of the person who calls, with the kubectl on PATH.
 *
 * @param cluster entry of the cluster, which knows the way in; undefined for a stack without one
 */
export function withKubectl(tools: Tools, cluster: Cluster | undefined): ClusterTools {
  const kubectl = { command: "kubectl", env: process.env };
  const access = cluster?.access;
  return {
    ...tools,
    ...(access?.mode === "tunnel" ? { proxyUrl: access.proxyUrl } : {}),
    openCluster: (name, config) => startKubectlProxy(kubectl, name, config),
  };
}
