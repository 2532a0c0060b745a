import { STACK_TAG } from "../../fleet/tags.ts";
import type { Cloud, Thing } from "../aws/cloud.ts";
import { text } from "../aws/kind.ts";
import * as tokens from "../aws/tokens.ts";
import { CNI_INTERFACE } from "../aws/types/network-interfaces.ts";

/** EKS marks what it makes with a cluster, and takes away with it. */
const CLUSTER_MARK = "aws:eks:cluster-name";

/** Ids of the things of one type that a stack made. */
function ownIds(things: readonly Thing[], stack: string, type: string): ReadonlySet<string> {
  return new Set(
    things.filter((thing) => thing.type === type && thing.tags[STACK_TAG] === stack).map(({ id }) => id),
  );
}

/**
 * Things inside a stack's VPCs that neither the stack made nor AWS itself: while they are there, subnets and VPCs stay.
 * The security group and the interfaces of a control plane live as long as their cluster, so they are not among them.
 */
export function foreignAmong(things: readonly Thing[], stack: string): readonly Thing[] {
  const vpcs = ownIds(things, stack, tokens.VPC);
  const subnets = ownIds(things, stack, tokens.SUBNET);
  const clusters = new Set(things.filter(({ type }) => type === tokens.CLUSTER).map(({ id }) => id));
  return things.filter((thing) => {
    if (thing.type === tokens.NETWORK_INTERFACE)
      return subnets.has(text(thing, "subnetId")) && !clusters.has(text(thing, "cluster"));
    // What AWS makes with a VPC has no tags.
    if (!vpcs.has(text(thing, "vpcId")) || Object.keys(thing.tags).length === 0) return false;
    return thing.tags[STACK_TAG] !== stack && !clusters.has(thing.tags[CLUSTER_MARK] ?? "");
  });
}

/** Whether an interface is one that the network plugin made for pods, by its description. */
function isOfPlugin(thing: Thing): boolean {
  return thing.type === tokens.NETWORK_INTERFACE && text(thing, "description").startsWith(CNI_INTERFACE);
}

/** Whether a security group is one that EKS made for a cluster: a foreign one has outlived it. */
function isOfCluster({ type, tags }: Thing): boolean {
  return type === tokens.SECURITY_GROUP && tags[CLUSTER_MARK] !== undefined;
}

/** Whether a foreign thing will be free, or is about to be: then waiting for it makes sense. */
export function isPassing(thing: Thing): boolean {
  return isOfPlugin(thing) || isOfCluster(thing);
}

/** Whether a foreign thing was made by a controller that is done with it, so that deleting it harms nobody. */
export function isLeftBehind(thing: Thing, things: readonly Thing[]): boolean {
  if (isOfPlugin(thing)) return text(thing, "status") === "available";
  return isOfCluster(thing) && !things.some((one) => guards(thing.id, one));
}

function guards(group: string, { type, state }: Thing): boolean {
  const groups = state["groups"];
  return type === tokens.NETWORK_INTERFACE && Array.isArray(groups) && groups.includes(group);
}

/** Deletes what controllers left behind in a stack's VPCs, and says what that was. */
export function deleteLeftBehind(cloud: Cloud, stack: string): readonly Thing[] {
  return cloud.transaction(() => {
    const things = cloud.list();
    const free = foreignAmong(things, stack).filter((thing) => isLeftBehind(thing, things));
    for (const { type, account, region, id } of free) {
      cloud.delete({ type, account, region, id });
      if (type !== tokens.SECURITY_GROUP) continue;
      for (const rule of [tokens.INGRESS_RULE, tokens.EGRESS_RULE])
        cloud.delete({ type: rule, account, region, state: { securityGroupId: id } });
    }
    return free;
  });
}

/** As people know it: `NetworkInterface eni-0a1b, in-use, aws-K8S-i-0c2d, in subnet-0e3f`. */
export function thingText(thing: Thing): string {
  const name = thing.tags["Name"] ?? text(thing, "description");
  const place = text(thing, "subnetId") || text(thing, "vpcId");
  const facts = [text(thing, "status"), name, place === "" ? "" : `in ${place}`];
  const shortType = thing.type.slice(thing.type.lastIndexOf(":") + 1);
  return [`${shortType} ${thing.id}`, ...facts].filter((fact) => fact !== "").join(", ");
}
