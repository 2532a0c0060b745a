import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";

/** One answers for the fleet's zone: a name that is written where nobody asks leads nowhere. */
export function cloudflareFindings({ settings }: Pick<Inventory, "settings">): readonly Finding[] {
  const { cloudflare, hostedZone, certificates } = settings;
  if (cloudflare === undefined) return [];
  const hint = "keep the one that the registrar's name servers lead to";
  return [
    ...(hostedZone === undefined
      ? []
      : [
          {
            file: "fleet.yaml",
            at: ["hostedZone"],
            atKey: true,
            expected: "no zone of Route 53 beside cloudflare, for one of them answers for dnsZone",
            hint,
          },
        ]),
    ...(certificates?.hostedZoneId === undefined
      ? []
      : [
          {
            file: "fleet.yaml",
            at: ["certificates", "hostedZoneId"],
            atKey: true,
            expected: "no zone of Route 53 beside cloudflare, where names are proven then",
            hint: "leave it out; names below a region's public zone are proven in that one",
          },
        ]),
  ];
}
