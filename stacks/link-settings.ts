import type { EndArgs } from "../components/link/link.ts";
import type { Acceptance, Allowance, EndSettings, LinkSettings } from "../components/link/settings.ts";
import { reachableRanges } from "../fleet/addresses/linked-ranges.ts";
import type { Fleet, Link } from "../fleet/inventory.ts";
import { ownerAccepts } from "../fleet/link-sides.ts";
import { networkPlan, privateZones } from "../fleet/network-plan.ts";
import { isAccountNumber } from "../fleet/schema/link.ts";
import { type Place, placeOf } from "./network-settings.ts";

/** Where one end is; without a role where the account is somebody else's. */
export type EndPlace = Omit<Place, "role"> & Partial<Pick<Place, "role">>;

/** What one link looks like: its entry, and the ranges of its ends in the lock. */
export function linkSettings(fleet: Fleet, link: Link): LinkSettings {
  const acceptance = acceptanceOf(fleet, link);
  return {
    ends: { requester: clusterEnd(fleet, link.from), accepter: accepterEnd(fleet, link) },
    acceptance,
    dnsResolution: link.dnsResolution ?? acceptance !== "owner",
    allow: link.allow.map((one): Allowance => {
      const { into, protocol, port, why = `link ${link.id}` } = one;
      const end = into === link.from ? "requester" : "accepter";
      return { into: end, protocol, why, ...(port === undefined ? {} : { port }) };
    }),
  };
}

/** Account and AWS region of both ends. */
export function endPlaces(fleet: Fleet, link: Link): Readonly<Record<"requester" | "accepter", EndPlace>> {
  const { from, to } = link;
  const requester = clusterPlace(fleet, from);
  if (to.network === undefined) return { requester, accepter: clusterPlace(fleet, to.cluster ?? "") };
  const { account, awsRegion } = to.network;
  if (isAccountNumber(account)) return { requester, accepter: { accountId: account, awsRegion } };
  const named = fleet.settings.accounts[account];
  if (named === undefined) throw new Error(`${link.id} leads to no account`);
  return { requester, accepter: { accountId: named.id, role: named.role, awsRegion } };
}

function acceptanceOf(fleet: Fleet, link: Link): Acceptance {
  if (ownerAccepts(link) !== undefined) return "owner";
  const { requester, accepter } = endPlaces(fleet, link);
  const same = requester.accountId === accepter.accountId && requester.awsRegion === accepter.awsRegion;
  return same ? "automatic" : "other-provider";
}

function clusterPlace(fleet: Fleet, id: string): Place {
  const cluster = fleet.clusters.get(id);
  if (cluster === undefined) throw new Error(`${id} is no cluster`);
  return placeOf(fleet, cluster);
}

function clusterEnd(fleet: Fleet, id: string): EndSettings {
  const { accountId, awsRegion } = clusterPlace(fleet, id);
  const locked = fleet.lock.clusters[id];
  if (locked === undefined) throw new Error(`${id} is not in the lock`);
  const tables = privateZones(networkPlan(fleet, id)).map((zone) => `private-${zone}`);
  return { accountId, awsRegion, ranges: reachableRanges(locked), tables };
}

function accepterEnd(fleet: Fleet, link: Link): EndSettings {
  const { network, cluster = "" } = link.to;
  if (network === undefined) return clusterEnd(fleet, cluster);
  const { accountId, awsRegion } = endPlaces(fleet, link).accepter;
  return { accountId, awsRegion, ranges: network.cidrs, tables: network.routeTableIds };
}

/** Ids of a network that the fleet does not run: its entry has them all. */
export function foreignEnd({ to }: Link): Omit<EndArgs, "provider"> | undefined {
  if (to.network === undefined) return undefined;
  const { vpcId, routeTableIds } = to.network;
  return { vpcId, routeTableIds: Object.fromEntries(routeTableIds.map((id) => [id, id])) };
}
