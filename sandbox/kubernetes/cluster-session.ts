import { ProviderError } from "../provider/error.ts";
import { isUnknown, type Properties } from "../provider/properties.ts";
import { ApiConnection } from "./api-connection.ts";
import { UnreachableError } from "./api-error.ts";
import { Api } from "./api.ts";
import { clusterAccess } from "./kubeconfig.ts";
import type { Resolve } from "./name-resolution.ts";
import { kubeconfigText, text } from "./settings.ts";

/** One configured provider: the API server it speaks to, and what it may do there. */
export interface ClusterSession {
  /** @throws UnreachableError when the settings lead to no API server. */
  readonly api: () => Api;
  readonly configMapsMayChange: boolean;
  readonly secretsMayChange: boolean;
  /** Take over fields of other managers everywhere. */
  readonly force: boolean;
  /** Objects that exist already become the stack's. */
  readonly adoptsAll: boolean;
  /** Objects of a cluster that cannot be reached count as deleted. */
  readonly forgetsUnreachable: boolean;
  readonly namespace: string;
}

export function openCluster(settings: Properties, resolve: Resolve): ClusterSession {
  const reached = reach(settings, resolve);
  return {
    api: () => {
      if (reached instanceof Error) throw reached;
      return reached;
    },
    configMapsMayChange: settings["enableConfigMapMutable"] === true,
    secretsMayChange: settings["enableSecretMutable"] === true,
    force: settings["enablePatchForce"] === true,
    adoptsAll: settings["upsertExistingObjects"] === true,
    forgetsUnreachable: settings["deleteUnreachable"] === true,
    namespace: reached instanceof Error ? (text(settings, "namespace") ?? "default") : reached.namespace,
  };
}

/** A kubeconfig that is missing or broken is told when somebody needs the cluster: previews go on without it. */
function reach(settings: Properties, resolve: Resolve): Api | UnreachableError {
  const kubeconfig = kubeconfigText(settings);
  if (kubeconfig === undefined) return new UnreachableError("the provider has no kubeconfig");
  if (isUnknown(kubeconfig)) return new UnreachableError("the kubeconfig is not known yet");
  try {
    const access = clusterAccess(kubeconfig, text(settings, "context"));
    return new Api(new ApiConnection(access, resolve), text(settings, "namespace") ?? access.namespace);
  } catch (error) {
    return new UnreachableError(error instanceof Error ? error.message : String(error), error);
  }
}

/** Does something with what exists under an id; nothing where its cluster is gone and the provider is told so. */
export async function unlessUnreachable<Result>(
  session: ClusterSession,
  id: string,
  work: (api: Api) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work(session.api());
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    if (session.forgetsUnreachable) return undefined;
    throw new ProviderError(
      `${error.message}; if the cluster and ${id} are gone for good, set the provider's deleteUnreachable for one run`,
    );
  }
}
