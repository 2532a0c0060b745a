import { CustomerGateway } from "@pulumi/aws/ec2/customerGateway.js";
import { VpnConnection, type VpnConnectionArgs } from "@pulumi/aws/ec2/vpnConnection.js";
import type * as pulumi from "@pulumi/pulumi";
import { resourceTags } from "../../fleet/tags.ts";
import {
  KEY_STORAGE,
  STATIC_DEVICE_ASN,
  TUNNEL_OPTIONS,
  VPN_TYPE,
} from "../../fleet/links/vpn-vocabulary.ts";
import type { VpnDecisions } from "./vpn-plan.ts";
import type { VpnLinkSettings } from "./vpn-settings.ts";

/** Where the tunnels end on AWS's side. */
export type TunnelEnd = Pick<VpnConnectionArgs, "transitGatewayId" | "vpnGatewayId">;

/**
 * The device of the other side, and two tunnels to it. AWS makes up the keys and keeps them in Secrets Manager. What is
 * lost with the connection are its addresses and keys, which the device has. Outputs that could hold a key are secret by
 * the SDK's own word; a test with the real engine looks at the state.
 */
export function createTunnels(
  { deviceName, connectionName }: VpnDecisions,
  { site: { address, bgpAsn }, protect }: Pick<VpnLinkSettings, "site" | "protect">,
  end: TunnelEnd,
  opts: pulumi.CustomResourceOptions,
): VpnConnection {
  const device = new CustomerGateway(
    deviceName,
    {
      type: VPN_TYPE,
      ipAddress: address,
      ...deviceNumber(bgpAsn ?? STATIC_DEVICE_ASN),
      // Two devices at one address are one to AWS, unless their names differ.
      deviceName,
      tags: resourceTags(deviceName),
    },
    opts,
  );
  return new VpnConnection(
    connectionName,
    {
      type: VPN_TYPE,
      customerGatewayId: device.id,
      ...end,
      staticRoutesOnly: bgpAsn === undefined,
      presharedKeyStorage: KEY_STORAGE,
      ...tunnelOptions(1),
      ...tunnelOptions(2),
      tags: resourceTags(connectionName),
    },
    { ...opts, protect },
  );
}

/** The last number that AWS takes under its first name. */
const LAST_SHORT_ASN = 2_147_483_647;

const deviceNumber = (asn: number) =>
  asn > LAST_SHORT_ASN ? { bgpAsnExtended: `${asn}` } : { bgpAsn: `${asn}` };

type TunnelValue = (typeof TUNNEL_OPTIONS)[keyof typeof TUNNEL_OPTIONS];

/** The same options under the names of one tunnel. */
function tunnelOptions(tunnel: 1 | 2): Readonly<Record<string, TunnelValue>> {
  const named = Object.entries(TUNNEL_OPTIONS).map(
    ([option, value]) => [`tunnel${tunnel}${option}`, value] as const,
  );
  return Object.fromEntries(named);
}
