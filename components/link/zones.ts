import { VpcAssociationAuthorization } from "@pulumi/aws/route53/vpcAssociationAuthorization.js";
import { ZoneAssociation } from "@pulumi/aws/route53/zoneAssociation.js";
import { OTHER } from "./ends.ts";
import { type PlaceScope, providerOf } from "./place.ts";
import type { PlannedZone } from "./zone-plan.ts";

/**
 * Lets the network of one end ask for the names of the other's region. The zone's account allows it, where that is
 * another; the network's account joins.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs-different-accounts.html
 */
export function createZones({ parent, places }: PlaceScope, zones: readonly PlannedZone[]): void {
  for (const { name, end, awsRegion: vpcRegion, authorization } of zones) {
    const { privateZoneId: zoneId } = places[OTHER[end]];
    const { vpcId } = places[end];
    if (zoneId === undefined || vpcId === undefined) throw new Error(`${name} joins what was not given`);
    const args = { zoneId, vpcId, vpcRegion };
    const allowed =
      authorization === undefined
        ? []
        : [
            new VpcAssociationAuthorization(authorization, args, {
              parent,
              ...providerOf(places[OTHER[end]]),
            }),
          ];
    new ZoneAssociation(name, args, { parent, ...providerOf(places[end]), dependsOn: allowed });
  }
}
