import type { Inventory, Tenant } from "../inventory.ts";
import { provesTenantNames } from "./proven-names.ts";

/** Applications that are meant to be reached from outside, in clusters that can prove no name of theirs. */
export function unreachedWarnings(inventory: Inventory): readonly string[] {
  const mute = new Set(
    [...inventory.clusters.values()].filter((one) => !provesTenantNames(inventory, one)).map(({ id }) => id),
  );
  return [...inventory.tenants.values()].flatMap((tenant) => {
    const names = Object.keys(tenant.applications).filter((name) => isUnreached(mute, tenant, name));
    if (names.length === 0) return [];
    const why = "no certificate can be had for names there; set certificates and hostedZone in fleet.yaml";
    return [`tenants/${tenant.id}.yaml: nobody outside its clusters reaches ${names.join(", ")}: ${why}`];
  });
}

function isUnreached(
  mute: ReadonlySet<string>,
  { applications, environments }: Tenant,
  application: string,
): boolean {
  const entry = applications[application];
  if (entry?.public !== true) return false;
  return Object.entries(environments).some(
    ([name, { cluster }]) => (entry.environments?.includes(name) ?? true) && mute.has(cluster),
  );
}
