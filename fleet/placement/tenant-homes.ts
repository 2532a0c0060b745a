import type { Tenant } from "../inventory.ts";

/** One place that a tenant has: that of an environment, or that of its standby. */
export interface TenantHome {
  readonly environment: string;
  readonly isStandby: boolean;
  /** Path of what names the cluster in the tenant's file. */
  readonly at: readonly string[];
  readonly cluster: string;
  readonly cell?: number;
  /** First day on which it may leave. */
  readonly retireAfter?: string;
}

/** Every place that a tenant has; a standby after its environment, with which it may leave. */
export function tenantHomes({ environments }: Pick<Tenant, "environments">): readonly TenantHome[] {
  return Object.entries(environments).flatMap(([environment, { standby, ...main }]): TenantHome[] => {
    const home = {
      environment,
      isStandby: false,
      at: ["environments", environment, "cluster"],
      ...placed(main),
    };
    if (standby === undefined) return [home];
    const day = standby.retireAfter ?? main.retireAfter;
    const at = ["environments", environment, "standby", "cluster"];
    return [home, { environment, isStandby: true, at, ...placed({ ...standby, retireAfter: day }) }];
  });
}

function placed({
  cluster,
  cell,
  retireAfter,
}: {
  readonly cluster: string;
  readonly cell?: number | undefined;
  readonly retireAfter?: string | undefined;
}): Pick<TenantHome, "cluster" | "cell" | "retireAfter"> {
  return {
    cluster,
    ...(cell === undefined ? {} : { cell }),
    ...(retireAfter === undefined ? {} : { retireAfter }),
  };
}
