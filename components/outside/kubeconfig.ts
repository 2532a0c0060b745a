import type { Fault } from "../../fleet/check.ts";
import { clusterFaults, userFaults } from "./kubeconfig-faults.ts";
import { type KubeconfigFiles, resolvedCluster, resolvedUser } from "./kubeconfig-files.ts";
import type { Kubeconfig } from "./kubeconfig-schema.ts";
import { parsedKubeconfig, WHOLE_KUBECONFIG } from "./kubeconfig-text.ts";

/** A kubeconfig that can be used anywhere on this machine. */
export interface OutsideKubeconfig {
  /** With the current context only, and without relative paths; holds credentials. */
  readonly text: string;
  /** Address of the API server. */
  readonly server: string;
}

type Read = { readonly faults: readonly Fault[] } | { readonly kubeconfig: OutsideKubeconfig };

/**
 * What a kubeconfig gives: its current context alone, so that no other cluster's credentials come into a state. Its
 * authority is read from where it is, keys and programs stay where they are.
 */
export function readKubeconfig(text: string, files: KubeconfigFiles): Read {
  const reading = parsedKubeconfig(text);
  if ("faults" in reading) return reading;
  const { config, fault } = reading;
  const name = config["current-context"];
  const context = config.contexts.find((one) => one.name === name);
  if (context === undefined) {
    const expected = "the name of one of its contexts";
    return { faults: [fault(["current-context"], expected, "see kubectl config get-contexts")] };
  }
  const cluster = indexOf(config.clusters, context.context.cluster);
  const user = indexOf(config.users, context.context.user);
  const [ownCluster, ownUser] = [config.clusters[cluster], config.users[user]];
  if (ownCluster === undefined || ownUser === undefined) {
    const at = ["contexts", config.contexts.indexOf(context), "context"];
    const hint = `take it whole: ${WHOLE_KUBECONFIG}`;
    return { faults: [fault(at, "a cluster and a user that it holds", hint)] };
  }
  const resolved = resolvedCluster(ownCluster.cluster, files);
  const faults = [
    ...clusterFaults(resolved, (at, ...said) => fault(["clusters", cluster, "cluster", ...at], ...said)),
    ...userFaults(ownUser.user, files, (at, ...said) => fault(["users", user, "user", ...at], ...said)),
  ];
  if (faults.length > 0) return { faults };
  const own = minified({
    "current-context": name,
    contexts: [context],
    clusters: [{ ...ownCluster, cluster: resolved }],
    users: [{ ...ownUser, user: resolvedUser(ownUser.user, files) }],
  });
  return { kubeconfig: { text: own, server: resolved.server } };
}

const minified = (config: Kubeconfig): string =>
  JSON.stringify({ apiVersion: "v1", kind: "Config", ...config });

const indexOf = (list: readonly { readonly name: string }[], name: string): number =>
  list.findIndex((one) => one.name === name);
