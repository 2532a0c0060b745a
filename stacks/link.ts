import { Link } from "../components/link/link.ts";
import type { Fleet, Link as LinkEntry } from "../fleet/inventory.ts";
import { handWork } from "../fleet/links/link-sides.ts";
import { clusterPlace, zonePlaces } from "./link-ends.ts";
import type { LinkOutputs } from "./link-outputs.ts";
import { linkProviders } from "./link-providers.ts";
import { endPlaces, foreignEnd, linkSettings } from "./link-settings.ts";
import { type StackReader, stackReader } from "./stack-outputs.ts";
import { deployTransitLink } from "./transit-link.ts";
import { deployVpnLink } from "./vpn-link.ts";

/** Registers what connects two networks. Their own stacks are read, and never changed. */
export function deployLink(fleet: Fleet, link: LinkEntry): LinkOutputs {
  const left = handWork(link);
  return { ...deployKind(fleet, link, stackReader()), ...(left === undefined ? {} : { handWork: left }) };
}

function deployKind(fleet: Fleet, link: LinkEntry, read: StackReader): LinkOutputs {
  if (link.kind === "transit-gateway") return deployTransitLink(fleet, link, read);
  return link.kind === "vpn" ? deployVpnLink(fleet, link, read) : deployPeering(fleet, link, read);
}

function deployPeering(fleet: Fleet, link: LinkEntry, read: StackReader): LinkOutputs {
  const providerAt = linkProviders(fleet, link);
  const { requester, accepter } = endPlaces(fleet, link);
  const provider = providerAt("aws", requester);
  const { role } = accepter;
  const farProvider = role === undefined ? undefined : providerAt("aws-accepter", { ...accepter, role });
  const { cluster = "" } = link.to;
  const zones = zonePlaces(fleet, link, read);
  const places = {
    requester: { provider, ...clusterPlace(fleet, link.from, read(link.from)), ...zones.requester },
    accepter: {
      ...(farProvider === undefined ? {} : { provider: farProvider }),
      ...(foreignEnd(link) ?? clusterPlace(fleet, cluster, read(cluster))),
      ...zones.accepter,
    },
  };
  return { connectionId: new Link(link.id, { ...linkSettings(fleet, link), places }).connectionId };
}
