import * as tokens from "../../sandbox/aws/tokens.ts";
import { OTHER_REGION } from "./bucket-recipes.ts";
import { REGION } from "./network.ts";
import type { Companion, Recipe } from "./one-of-each.ts";

/** Key of the VPC in another region that asks the zone, too. */
export const OTHER_VPC = "VPC in another region";

export function zoneCompanions(): Readonly<Record<string, readonly Companion[]>> {
  return {
    [tokens.ZONE_ASSOCIATION]: [
      [OTHER_VPC, tokens.VPC, () => ({ cidrBlock: "10.1.0.0/16", region: OTHER_REGION })],
    ],
  };
}

/** Inputs of one private zone, a record in it, and of another VPC that asks it. */
export function dnsRecipes(): readonly Recipe[] {
  return [
    [
      tokens.ZONE,
      (id) => ({
        name: "dev.example.com",
        comment: "dev",
        vpcs: [{ vpcId: id(tokens.VPC), vpcRegion: REGION }],
      }),
    ],
    [
      tokens.RECORD,
      (id) => ({
        zoneId: id(tokens.ZONE),
        ...{ name: "api", type: "A", ttl: 60, records: ["10.0.0.9"] },
        setIdentifier: "dev",
        weightedRoutingPolicies: [{ weight: 100 }],
      }),
      ({ outputs }) => `${outputs["zoneId"] as string}_api.dev.example.com_A_dev`,
    ],
    [
      tokens.ZONE_ASSOCIATION,
      (id) => ({ zoneId: id(tokens.ZONE), vpcId: id(OTHER_VPC), vpcRegion: OTHER_REGION }),
      ({ outputs }) => `${outputs["zoneId"] as string}:${outputs["vpcId"] as string}:${OTHER_REGION}`,
    ],
    [
      tokens.ZONE_AUTHORIZATION,
      (id) => ({ zoneId: id(tokens.ZONE), vpcId: id(OTHER_VPC), vpcRegion: OTHER_REGION }),
      ({ outputs }) => `${outputs["zoneId"] as string}:${outputs["vpcId"] as string}`,
    ],
  ];
}
