import { InputError } from "../../fleet/check.ts";
import { SYSTEM_NAMESPACE } from "../../fleet/eks-vocabulary.ts";
import type { Cluster, Identity, Permission } from "./cluster.ts";

/** Rights of what launches nodes. @throws InputError when the cluster has none to give. */
export function launcherIdentity(
  cluster: Cluster,
  serviceAccount: string,
  permissions: readonly Permission[],
): Identity {
  const identity = cluster.grantIdentity(SYSTEM_NAMESPACE, serviceAccount, permissions);
  if (!("refused" in identity)) return identity;
  const expected = `a cluster whose pods can have rights in the cloud, which ${serviceAccount} needs`;
  throw new InputError([
    { file: cluster.facts.id, path: "nodes.autoscaler", expected, hint: identity.refused },
  ]);
}
