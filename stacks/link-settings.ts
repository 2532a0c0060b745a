import type { Acceptance, LinkSettings } from "../components/link/settings.ts";
import type { EndArgs } from "../components/link/place.ts";
import type { Fleet, Link } from "../fleet/inventory.ts";
import { ownerAccepts } from "../fleet/links/link-sides.ts";
import { isAccountNumber } from "../fleet/schema/link.ts";
import { allowances, clusterEnd, clusterOf, joiningEnds } from "./link-ends.ts";
import { type Place, placeOf } from "./network-settings.ts";

/** Where one end is; without a role where the account is somebody else's. */
export type EndPlace = Omit<Place, "role"> & Partial<Pick<Place, "role">>;

/** What one peering looks like: its entry, and the ranges of its ends in the lock. */
export function linkSettings(fleet: Fleet, link: Link): LinkSettings {
  const acceptance = acceptanceOf(fleet, link);
  return {
    ends: { requester: clusterEnd(fleet, link.from), accepter: accepterEnd(fleet, link) },
    acceptance,
    dnsResolution: link.dnsResolution ?? acceptance !== "owner",
    allow: allowances(link),
    zones: joiningEnds(fleet, link),
  };
}

interface EndPlaces {
  readonly requester: Place;
  readonly accepter: EndPlace;
}

/** Account and AWS region of both ends. */
export function endPlaces(fleet: Fleet, link: Link): EndPlaces {
  const { from, to } = link;
  const requester = placeOf(fleet, clusterOf(fleet, from));
  if (to.network === undefined)
    return { requester, accepter: placeOf(fleet, clusterOf(fleet, to.cluster ?? "")) };
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

function accepterEnd(fleet: Fleet, link: Link): LinkSettings["ends"]["accepter"] {
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
