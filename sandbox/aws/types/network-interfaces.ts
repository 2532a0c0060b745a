import type { Cloud, Place, Thing } from "../cloud.ts";
import { newId } from "../ids.ts";
import { neighbours, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** What an interface is for: who made it says so in its description. */
interface Purpose {
  readonly description: string;
  readonly subnetId: string;
  readonly groups: readonly string[];
  /** Cluster whose control plane it belongs to. @default none */
  readonly cluster?: string;
  /** Id of the machine or the load balancer that it belongs to. @default none: without a cluster, too, it was left behind */
  readonly owner?: string;
  /** Its address. @default not said */
  readonly privateIp?: string;
}

/** Adds a network interface that no program made. */
export function putInterface(cloud: Cloud, place: Place, purpose: Purpose): string {
  const id = newId(cloud, "eni");
  const { account, region } = place;
  const { cluster = "", owner = "", ...rest } = purpose;
  const status = cluster === "" && owner === "" ? "available" : "in-use";
  const state = { ...rest, cluster, owner, status };
  cloud.put({ type: tokens.NETWORK_INTERFACE, id, account, region, state, tags: {} });
  return id;
}

/** Interfaces that a security group guards: it cannot go before they do. */
export function interfacesWithGroup(call: Call, groupId: string): readonly Thing[] {
  return neighbours(call, tokens.NETWORK_INTERFACE).filter(({ state }) =>
    (state["groups"] as readonly string[]).includes(groupId),
  );
}

/** Takes away the interfaces of a machine or a load balancer. */
export function deleteInterfacesOf({ cloud, account, region }: Call, owner: string): void {
  cloud.delete({ type: tokens.NETWORK_INTERFACE, account, region, state: { owner } });
}
