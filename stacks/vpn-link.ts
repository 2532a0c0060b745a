import type { VpnLinkSettings } from "../components/link/vpn-settings.ts";
import { VpnLink } from "../components/link/vpn-link.ts";
import type { Fleet, Link, Region } from "../fleet/inventory.ts";
import type { ClusterGateway } from "../fleet/links/link-gateways.ts";
import { hasAlertTopic } from "../fleet/regions/region-outputs.ts";
import { allowances, clusterEnd, clusterOf, clusterPlace } from "./link-ends.ts";
import { gatewayArgs, gatewayOf, gatewayPlace, missingRanges } from "./link-gateways.ts";
import type { LinkOutputs } from "./link-outputs.ts";
import { linkProviders } from "./link-providers.ts";
import { placeOf } from "./network-settings.ts";
import type { StackReader } from "./stack-outputs.ts";

/** Registers a VPN from a cluster's network to a site, at the gateway of its region where it has one. */
export function deployVpnLink(fleet: Fleet, link: Link, read: StackReader): LinkOutputs {
  const { from, id } = link;
  const cluster = clusterOf(fleet, from);
  const found = gatewayOf(fleet, from);
  const teller = tellingRegion(fleet, cluster.region, found);
  const providerAt = linkProviders(fleet, link);
  const provider = providerAt("aws", placeOf(fleet, cluster));
  const gateway =
    found === undefined
      ? undefined
      : { read, provider: providerAt("aws-gateway", gatewayPlace(fleet, found.owner)) };
  const { connectionId, keysArn } = new VpnLink(id, {
    ...vpnLinkSettings(fleet, link, found),
    alarm: teller !== undefined,
    place: { provider, ...clusterPlace(fleet, from, read(from)) },
    ...(found === undefined || gateway === undefined ? {} : { gateway: gatewayArgs(from, found, gateway) }),
    ...(teller === undefined ? {} : { alertTopicArn: read(teller.id)("alertTopicArn") }),
  });
  return { connectionId, keysArn };
}

/** The region in whose account the tunnels are, if it tells anything. */
function tellingRegion(fleet: Fleet, region: string, gateway?: ClusterGateway): Region | undefined {
  const owner = gateway?.owner ?? fleet.regions.get(region);
  return owner !== undefined && hasAlertTopic(owner) ? owner : undefined;
}

function vpnLinkSettings(fleet: Fleet, link: Link, gateway?: ClusterGateway): Omit<VpnLinkSettings, "alarm"> {
  const { from, to, lifecycle, id } = link;
  const { site } = to;
  if (site === undefined) throw new Error(`${id} leads to no site`);
  const requester = clusterEnd(fleet, from);
  const { accountId, awsRegion } = requester;
  return {
    ends: { requester, accepter: { accountId, awsRegion, ranges: site.cidrs, tables: [] } },
    site,
    through: gateway === undefined ? "vpn-gateway" : "transit-gateway",
    missing: missingRanges(fleet, from, site.cidrs),
    protect: lifecycle !== "retiring",
    allow: allowances(link),
  };
}
