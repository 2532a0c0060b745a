import { isIPv4 } from "node:net";
import { z } from "zod";
import { cidr, distinct } from "./scalars.ts";

const ATTACHMENT = "the id of an attachment such as tgw-attach-0a1b2c3d4e5f60718";

/** A network behind the same transit gateway that its owner has attached. */
export const foreignAttachment = z.strictObject({
  attachmentId: z
    .string({ error: ATTACHMENT })
    .regex(/^tgw-attach-([0-9a-f]{8}|[0-9a-f]{17})$/, { error: ATTACHMENT })
    .describe("Id of its attachment to the gateway of the cluster's region, which its owner makes."),
  cidrs: distinct(cidr)
    .min(1, { error: "at least one range" })
    .describe("Ranges behind the attachment that the cluster reaches."),
});

const ADDRESS = "the public IPv4 address of the other side's device, such as 198.51.100.7";
const ASN = "an AS number, 1..4294967294";

/** Numbers that AWS keeps for itself in some regions. @see https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html */
const KEPT_ASNS: readonly number[] = [7224, 9059, 10_124, 17_943];

/** A place outside the cloud. */
export const vpnSite = z.strictObject({
  address: z
    .string({ error: ADDRESS })
    .refine((text) => isIPv4(text) && isPublic(text), { error: ADDRESS })
    .describe("Public IPv4 address of the device at which both tunnels end; it cannot be changed."),
  cidrs: distinct(cidr)
    .min(1, { error: "at least one range" })
    .describe("Ranges of the site that the cluster reaches."),
  bgpAsn: z
    .int({ error: ASN })
    .min(1, { error: ASN })
    .max(4_294_967_294, { error: ASN })
    .refine((asn) => !KEPT_ASNS.includes(asn), { error: `${ASN}, but for ${KEPT_ASNS.join(", ")}` })
    .optional()
    .describe(
      "AS number of the device, which then speaks BGP. Range 1..4294967294. @default - static routes, without BGP",
    ),
});

/** Whether the world can send packets there: neither private, nor shared, local, kept for later or for many. */
function isPublic(address: string): boolean {
  const [a = 0, b = 0] = address.split(".").map(Number);
  const isPrivate = a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  const isShared = a === 100 && b >= 64 && b <= 127;
  return !isPrivate && !isShared && a !== 0 && a !== 127 && !(a === 169 && b === 254) && a < 224;
}

export type VpnSite = z.infer<typeof vpnSite>;
