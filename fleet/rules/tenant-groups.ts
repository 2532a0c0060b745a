import type { Finding } from "../check.ts";
import type { Inventory, Tenant } from "../inventory.ts";
import { tenantGroup } from "../names.ts";

const ROLES = ["developers", "viewers"] as const;

/** Groups in the hands of two tenants, and groups that bear another tenant's usual name: both would open its doors. */
export function tenantGroupFindings(inventory: Inventory): readonly Finding[] {
  const usual = new Map(
    [...inventory.tenants.keys()].flatMap((id) => ROLES.map((role) => [tenantGroup(id, role), id] as const)),
  );
  const owners = new Map<string, string>();
  return [...inventory.tenants.values()].flatMap((tenant) =>
    namedGroups(tenant).flatMap(({ at, name }): readonly Finding[] => {
      const owner = owners.get(name) ?? usual.get(name) ?? tenant.id;
      owners.set(name, owner);
      if (owner === tenant.id) return [];
      const expected = "a group of this tenant alone";
      const got = `${JSON.stringify(name)}, which tenant ${owner} has`;
      return [{ file: `tenants/${tenant.id}.yaml`, at, expected, got }];
    }),
  );
}

interface NamedGroup {
  readonly at: readonly (string | number)[];
  readonly name: string;
}

function namedGroups({ groups }: Tenant): readonly NamedGroup[] {
  return ROLES.flatMap((role) =>
    (groups[role] ?? []).map((name, index) => ({ at: ["groups", role, index], name })),
  );
}
