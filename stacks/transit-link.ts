import type { EndArgs } from "../components/link/place.ts";
import type { EndSettings } from "../components/link/settings.ts";
import { TransitLink } from "../components/link/transit-link.ts";
import type { PeerGateway, TransitLinkSettings } from "../components/link/transit-settings.ts";
import type { Fleet, Link } from "../fleet/inventory.ts";
import { type ClusterGateway, transitWay } from "../fleet/links/link-gateways.ts";
import { allowances, clusterEnd, clusterOf, clusterPlace, joiningEnds, zonePlaces } from "./link-ends.ts";
import { gatewayArgs, gatewayOf, gatewayPlace, missingRanges } from "./link-gateways.ts";
import type { LinkOutputs } from "./link-outputs.ts";
import { linkProviders } from "./link-providers.ts";
import { placeOf } from "./network-settings.ts";
import type { StackReader } from "./stack-outputs.ts";

interface Gateways {
  readonly near: ClusterGateway;
  readonly far?: ClusterGateway;
}

/** Registers the way between two networks over the gateways of their regions. */
export function deployTransitLink(fleet: Fleet, link: Link, read: StackReader): LinkOutputs {
  const gateways = gatewaysOf(fleet, link);
  const settings = transitLinkSettings(fleet, link, gateways);
  const providerAt = linkProviders(fleet, link);
  const zones = zonePlaces(fleet, link, read);
  const end = (id: string, name: string, { owner }: ClusterGateway) => {
    const provider = providerAt(name, placeOf(fleet, clusterOf(fleet, id)));
    const owned = providerAt(`${name}-gateway`, gatewayPlace(fleet, owner));
    return { place: { provider, ...clusterPlace(fleet, id, read(id)) }, provider: owned };
  };
  const { from, to } = link;
  const near = end(from, "aws", gateways.near);
  const far =
    to.cluster === undefined || gateways.far === undefined
      ? undefined
      : { ...end(to.cluster, "aws-accepter", gateways.far), id: to.cluster, gateway: gateways.far };
  const accepter: EndArgs = far?.place ?? { routeTableIds: {} };
  const made = new TransitLink(link.id, {
    ...settings,
    places: {
      requester: { ...near.place, ...zones.requester },
      accepter: { ...accepter, ...zones.accepter },
    },
    gateways: {
      requester: gatewayArgs(from, gateways.near, { read, ...near }),
      ...(far === undefined ? {} : { accepter: gatewayArgs(far.id, far.gateway, { read, ...far }) }),
    },
    ...(to.attachment === undefined ? {} : { foreignAttachmentId: to.attachment.attachmentId }),
  });
  return made.connectionId === undefined ? {} : { connectionId: made.connectionId };
}

function gatewaysOf(fleet: Fleet, { id, from, to }: Link): Gateways {
  const near = gatewayOf(fleet, from);
  const far = to.cluster === undefined ? undefined : gatewayOf(fleet, to.cluster);
  if (near === undefined || (to.cluster !== undefined && far === undefined))
    throw new Error(`${id} has a side without a gateway`);
  return far === undefined ? { near } : { near, far };
}

/** What one link over gateways looks like: its entry, the ranges in the lock, and what the gateways do already. */
function transitLinkSettings(fleet: Fleet, link: Link, { near, far }: Gateways): TransitLinkSettings {
  const { from, to } = link;
  const requester = clusterEnd(fleet, from);
  const accepter = to.cluster === undefined ? attachedEnd(link, requester) : clusterEnd(fleet, to.cluster);
  const way = transitWay(near, far);
  return {
    ends: { requester, accepter },
    way,
    missing: {
      requester: missingRanges(fleet, from, accepter.ranges),
      accepter: to.cluster === undefined ? [] : missingRanges(fleet, to.cluster, requester.ranges),
    },
    ...(way === "two-gateways" && far !== undefined ? { peer: peerOf(fleet, near, far) } : {}),
    allow: allowances(link),
    zones: joiningEnds(fleet, link),
  };
}

/** A network that somebody else attached to the gateway: it has ranges, and nothing that atoll knows. */
function attachedEnd({ to }: Link, { accountId, awsRegion }: EndSettings): EndSettings {
  return { accountId, awsRegion, ranges: to.attachment?.cidrs ?? [], tables: [] };
}

function peerOf(fleet: Fleet, near: ClusterGateway, far: ClusterGateway): PeerGateway {
  const [own, other] = [gatewayPlace(fleet, near.owner), gatewayPlace(fleet, far.owner)];
  return {
    awsRegion: other.awsRegion,
    ...(own.accountId === other.accountId ? {} : { accountId: other.accountId }),
  };
}
