import type { Cluster, Inventory, Link, Region } from "./inventory.ts";
import { bootstrapStack } from "./names.ts";

/** Says which stack owns a resource. */
export const STACK_TAG = "atoll:stack";

/** Says whose fleet it belongs to: two may share an account. */
export const ORGANISATION_TAG = "atoll:organisation";

/** Says which resource of the stack this is: its logical name, by which `atoll recover` finds it again. */
export const RESOURCE_TAG = "atoll:resource";

/** Says of a machine how its pods get their addresses, where that is not by the tags of subnets. */
export const POD_NETWORKING_TAG = "atoll:pod-networking";

/** Says which cluster's it is, machines of workers included. */
export const CLUSTER_TAG = "atoll:cluster";
const ENVIRONMENT_TAG = "atoll:environment";
/** Says which region's clusters share it. */
export const REGION_TAG = "atoll:region";

/** Tags by which every AWS resource of a cluster's stack says whose it is. */
export const OWNER_TAGS: readonly string[] = [
  ORGANISATION_TAG,
  CLUSTER_TAG,
  ENVIRONMENT_TAG,
  STACK_TAG,
  RESOURCE_TAG,
];

/** Tags by which every AWS resource of a region's stack says whose it is. */
export const REGION_OWNER_TAGS: readonly string[] = [ORGANISATION_TAG, REGION_TAG, STACK_TAG, RESOURCE_TAG];

/** Says which link made it: what stands between two networks belongs to neither. */
export const LINK_TAG = "atoll:link";

/** Tags by which every AWS resource of a link's stack says whose it is. */
export const LINK_OWNER_TAGS: readonly string[] = [ORGANISATION_TAG, LINK_TAG, STACK_TAG, RESOURCE_TAG];

/** Tags that every AWS resource of a link's stack carries, through its providers. */
export function linkTags(
  { settings }: Pick<Inventory, "settings">,
  { id }: Link,
): Readonly<Record<string, string>> {
  return { [ORGANISATION_TAG]: settings.organisation, [LINK_TAG]: id, [STACK_TAG]: id };
}

/** Tags by which a bill can be read; that of the single resource would make a line for each. */
export const COST_TAGS: readonly string[] = [
  ORGANISATION_TAG,
  REGION_TAG,
  CLUSTER_TAG,
  ENVIRONMENT_TAG,
  STACK_TAG,
];

/** Tags that every AWS resource of a cluster's stack carries, through its provider. */
export function clusterTags(inventory: Inventory, cluster: Cluster): Readonly<Record<string, string>> {
  return {
    [ORGANISATION_TAG]: inventory.settings.organisation,
    [CLUSTER_TAG]: cluster.id,
    [ENVIRONMENT_TAG]: cluster.environment,
    [STACK_TAG]: cluster.id,
  };
}

/** Tags that every AWS resource of a region's stack carries, through its provider. */
export function regionTags(inventory: Inventory, region: Region): Readonly<Record<string, string>> {
  return {
    [ORGANISATION_TAG]: inventory.settings.organisation,
    [REGION_TAG]: region.id,
    [STACK_TAG]: region.id,
  };
}

/** Tags by which what an account needs before any other stack says whose it is: it belongs to no cluster or region. */
export const BOOTSTRAP_TAG = "atoll:account";
export const BOOTSTRAP_OWNER_TAGS: readonly string[] = [
  ORGANISATION_TAG,
  BOOTSTRAP_TAG,
  STACK_TAG,
  RESOURCE_TAG,
];

/** Tags that every AWS resource of such a stack carries, through its provider. */
export function bootstrapTags(
  { settings }: Pick<Inventory, "settings">,
  account: string,
): Readonly<Record<string, string>> {
  return {
    [ORGANISATION_TAG]: settings.organisation,
    [BOOTSTRAP_TAG]: account,
    [STACK_TAG]: bootstrapStack(account),
  };
}

/** Tags of one resource: the name people see in the console, and the logical name. `extra` may replace the former. */
export function resourceTags(
  logicalName: string,
  extra: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { Name: logicalName, ...extra, [RESOURCE_TAG]: logicalName };
}
