import { GUARD_PARAMETERS } from "../../../fleet/guard-vocabulary.ts";
import { databaseObjectName } from "../../../fleet/names.ts";
import { quotaOf } from "../../../fleet/tenants/quota.ts";
import type { ClusterFacts } from "../../cluster/cluster.ts";
import { DEFAULT_FROZEN, DEFAULT_OWN_NODES, type TenantSettings } from "../settings.ts";

/**
 * What guards must know of one namespace, as annotations of it: no tenant can write a Namespace, and a guard that finds
 * nothing refuses. Ids, hosts and registries hold no comma.
 */
export function guardParameters(
  settings: TenantSettings,
  { storageClass }: Pick<ClusterFacts, "storageClass">,
): Readonly<Record<string, string>> {
  const { registries, applications = [], databases = [], leastReplicas } = settings;
  const hosts = applications.flatMap((one) => one.hosts);
  const names = GUARD_PARAMETERS;
  return {
    [names.storageClass]: storageClass,
    [names.pods]: `${quotaOf(settings).pods}`,
    ...((settings.frozen ?? DEFAULT_FROZEN) ? { [names.asleep]: "true" } : {}),
    ...((settings.ownNodes ?? DEFAULT_OWN_NODES) ? { [names.nodes]: "own" } : {}),
    ...(registries === undefined ? {} : { [names.registries]: registries.join(",") }),
    ...(hosts.length === 0 ? {} : { [names.hosts]: hosts.join(",") }),
    ...(databases.length === 0
      ? {}
      : { [names.databases]: databases.map(({ name }) => databaseObjectName(name)).join(",") }),
    ...(leastReplicas === undefined ? {} : { [names.leastReplicas]: `${leastReplicas}` }),
  };
}
