import type { Fleet, Tenant } from "./inventory.ts";
import { hostedTenants } from "./placement/hosted-tenants.ts";
import { cellOf } from "./stack-names.ts";

const NONE: ReadonlyMap<string, Tenant> = new Map();

/**
 * A fleet as one stack has to know it: all of it, but of the tenants only those that its cluster carries. What another
 * tenant's entry says is nothing to the stack, so a change there leaves its plan as it is.
 */
export function stackView(fleet: Fleet, stack: string): Fleet {
  const cluster = fleet.clusters.get(stack) ?? cellOf(fleet, stack)?.cluster;
  return { ...fleet, tenants: cluster === undefined ? NONE : hostedTenants(fleet, cluster.id) };
}
