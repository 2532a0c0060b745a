import type { Inventory } from "../inventory.ts";

/** A name of a tenant's own domain, and where its entry says so. */
export interface NamedHost {
  readonly host: string;
  readonly tenant: string;
  readonly application: string;
  readonly environment: string;
  readonly where: { readonly file: string; readonly at: readonly (string | number)[] };
}

/** Every name that a tenant has written for an application. */
export function namedHosts({ tenants }: Pick<Inventory, "tenants">): readonly NamedHost[] {
  return [...tenants.values()].flatMap(({ id, applications }) =>
    Object.entries(applications).flatMap(([application, { hosts }]) =>
      Object.entries(hosts).flatMap(([environment, names]) =>
        names.map((host, index) => ({
          host,
          tenant: id,
          application,
          environment,
          where: {
            file: `tenants/${id}.yaml`,
            at: ["applications", application, "hosts", environment, index],
          },
        })),
      ),
    ),
  );
}
