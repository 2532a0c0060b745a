import { z } from "zod";

const ZONE_ID = "the id of a zone of Cloudflare: 32 hexadecimal digits in small letters, quoted";
const SECRET = "the name of a Secret: lower-case letters, digits, hyphens and dots";

/** Where names and proofs are written when Cloudflare, not Route 53, answers for the fleet's zone. */
export const cloudflare = z
  .strictObject({
    zoneId: z
      .string({ error: ZONE_ID })
      .regex(/^[0-9a-f]{32}$/, { error: ZONE_ID })
      .describe("Id of the zone at Cloudflare that holds dnsZone."),
    tokenSecret: z
      .string({ error: SECRET })
      .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, { error: SECRET })
      .default("cloudflare-token")
      .describe(
        "Secret whose key token may edit that zone, in the namespaces cert-manager and external-dns. @default cloudflare-token",
      ),
  })
  .optional()
  .describe(
    "Cloudflare, where it answers for dnsZone: clusters whose region has no public zone write their names there. @default - Route 53 does",
  );
