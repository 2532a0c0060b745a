import type { VpnSite } from "../../fleet/schema/link-gateways.ts";
import type { CommonSettings } from "./settings.ts";

/** A VPN to a site: plain values, for they decide which resources exist. */
export interface VpnLinkSettings extends CommonSettings {
  /** The device on the other side. */
  readonly site: Pick<VpnSite, "address" | "bgpAsn">;
  /** Where the tunnels end: at the transit gateway of the cluster's region, or at one of its VPC's own. */
  readonly through: "transit-gateway" | "vpn-gateway";
  /** Ranges of the site that the network does not look for behind its gateway yet. */
  readonly missing: readonly string[];
  /** Refuses to delete what has the addresses and keys of the tunnels. */
  readonly protect: boolean;
  /** Whether somebody is told when no tunnel is up. */
  readonly alarm: boolean;
}
