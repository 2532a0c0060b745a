import * as pulumi from "@pulumi/pulumi";
import { GUARD_NAMES } from "../fleet/guard-vocabulary.ts";
import { TENANT_ROLES } from "../fleet/tenant-vocabulary.ts";
import { missing, type ShownOutput } from "./stack-outputs.ts";

/** What must be in a cluster before a namespace of a tenant is. */
const ASKED = [...GUARD_NAMES, ...Object.values(TENANT_ROLES)];

/**
 * The way into a cluster for a cell of it, which nobody gets before the cluster's stack shows every guard and role that
 * this program knows: whatever the cell makes is made by this way, so none of it is there before them.
 */
export function guardedWay(
  cluster: string,
  shown: ShownOutput,
  kubeconfig: pulumi.Output<string>,
): pulumi.Output<string> {
  const guards = pulumi.unsecret(shown("tenantGuards"));
  return pulumi.all([kubeconfig, guards]).apply(([way, names]) => {
    const lacking = absent(names);
    if (lacking.length === 0) return way;
    throw missing(
      `cluster ${cluster} lacks ${lacking.join(", ")}, without which no namespace of a tenant is made; bring it up first: pulumi up --stack ${cluster}`,
    );
  });
}

/** Of what must be there, what an output does not name. */
function absent(names: string): readonly string[] {
  const there = new Set(names.split(","));
  return ASKED.filter((name) => !there.has(name));
}
