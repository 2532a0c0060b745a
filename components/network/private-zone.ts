import type { Provider } from "@pulumi/aws/provider.js";
import { ZoneAssociation } from "@pulumi/aws/route53/zoneAssociation.js";
import type * as pulumi from "@pulumi/pulumi";

export interface PrivateZoneArgs {
  /** AWS provider, guarded by account and region. */
  readonly provider: Provider;
  /** Id of the network that joins. */
  readonly vpcId: pulumi.Input<string>;
  /** AWS region code of the network, such as eu-central-1. */
  readonly awsRegion: string;
  /** Id of a private hosted zone of the same account. */
  readonly zoneId: pulumi.Input<string>;
}

/** Lets a network ask for the names of a private zone. */
export function associatePrivateZone(
  name: string,
  { provider, vpcId, awsRegion, zoneId }: PrivateZoneArgs,
): ZoneAssociation {
  return new ZoneAssociation(name, { zoneId, vpcId, vpcRegion: awsRegion }, { provider });
}
