import type { Cloud, Place, Thing } from "../cloud.ts";
import { newId } from "../ids.ts";
import { neighbours, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";

/** What an interface is for: who made it says so in its description. */
interface Purpose {
  readonly description: string;
  readonly subnetId: string;
  readonly groups: readonly string[];
  /** Cluster whose control plane it belongs to. @default none: somebody left it behind */
  readonly cluster?: string;
}

/** Adds a network interface that no program made. */
export function putInterface(cloud: Cloud, place: Place, purpose: Purpose): string {
  const id = newId(cloud, "eni");
  const { account, region } = place;
  const { cluster = "", ...rest } = purpose;
  const state = { ...rest, cluster, status: cluster === "" ? "available" : "in-use" };
  cloud.put({ type: tokens.NETWORK_INTERFACE, id, account, region, state, tags: {} });
  return id;
}

/** Interfaces that a security group guards: it cannot go before they do. */
export function interfacesWithGroup(call: Call, groupId: string): readonly Thing[] {
  return neighbours(call, tokens.NETWORK_INTERFACE).filter(({ state }) =>
    (state["groups"] as readonly string[]).includes(groupId),
  );
}
