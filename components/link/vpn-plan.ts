import { inName } from "./ends.ts";
import { type PlannedRoute, routesTo } from "./route-plan.ts";
import { type PlannedRule, plannedRules } from "./rule-plan.ts";
import { type PlannedSide, plannedSide } from "./transit-plan.ts";
import type { VpnLinkSettings } from "./vpn-settings.ts";

/** Every resource of a VPN, by logical name. */
export interface VpnDecisions {
  readonly deviceName: string;
  readonly connectionName: string;
  /** The VPC's own gateway; absent behind a transit gateway. */
  readonly gatewayName?: string;
  /** At a transit gateway; absent without one. */
  readonly side?: PlannedSide;
  /** Ranges that the VPC's own gateway sends into the tunnels; with BGP the device says them. */
  readonly staticRoutes: readonly { readonly name: string; readonly cidr: string }[];
  readonly routes: readonly PlannedRoute[];
  readonly rules: readonly PlannedRule[];
  /** Absent where nobody would hear of it. */
  readonly alarmName?: string;
}

export function vpnDecisions(name: string, settings: VpnLinkSettings): VpnDecisions {
  const { ends, site, through, missing, alarm } = settings;
  const isOwn = through === "vpn-gateway";
  const isStatic = site.bgpAsn === undefined;
  return {
    deviceName: `${name}-device`,
    connectionName: `${name}-connection`,
    ...(isOwn ? { gatewayName: `${name}-gateway` } : { side: plannedSide(name, ends, "requester") }),
    staticRoutes:
      isOwn && isStatic
        ? ends.accepter.ranges.map((cidr) => ({ name: `${name}-static-${inName(cidr)}`, cidr }))
        : [],
    routes: routesTo(name, ends, "requester", isOwn ? ends.accepter.ranges : missing),
    rules: plannedRules(name, settings),
    ...(alarm ? { alarmName: `${name}-alarm` } : {}),
  };
}
