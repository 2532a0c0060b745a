import type { SecretSource } from "../components/platform/secrets/secret-source.ts";
import { hasIdentity } from "../fleet/dns/name-zone.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { platformSecretPrefix } from "../fleet/names.ts";
import { placeOf } from "./network-settings.ts";

/** Where secrets lie; where nobody can prove who he is to AWS, people make the Secrets. */
export function secretSource(fleet: Fleet, cluster: Cluster): { readonly secrets?: SecretSource } {
  if (!hasIdentity(cluster)) return {};
  const { accountId, awsRegion } = placeOf(fleet, cluster);
  return { secrets: { accountId, awsRegion, prefix: platformSecretPrefix(fleet.settings) } };
}
