import { Vpc } from "@pulumi/aws/ec2/vpc.js";
import type { Provider } from "@pulumi/aws/provider.js";
import { Record } from "@pulumi/aws/route53/record.js";
import { Zone } from "@pulumi/aws/route53/zone.js";
import { resourceTags } from "../../fleet/tags.ts";
import type { RegionOutputs } from "./outputs.ts";
import { child, keptChild, type RegionScope } from "./scope.ts";

type ZoneOutputs = Pick<RegionOutputs, "zoneId" | "nameServers" | "privateZoneId">;

/** The hosted zones that a region wants, and the record by which the zone above delegates the public one. */
export function createHostedZones(scope: RegionScope, parentProvider: Provider | undefined): ZoneOutputs {
  const { publicZone, privateZone } = scope.settings.dns ?? {};
  return {
    ...(publicZone === undefined ? {} : createPublicZone(scope, publicZone, parentProvider)),
    ...(privateZone === undefined ? {} : { privateZoneId: createPrivateZone(scope, privateZone).zoneId }),
  };
}

/** Seconds for which resolvers keep who serves the zone: it changes only when the zone is made again. */
const DELEGATION_SECONDS = 3_600;

function createPublicZone(
  scope: RegionScope,
  zoneName: string,
  parentProvider: Provider | undefined,
): Pick<Required<ZoneOutputs>, "zoneId" | "nameServers"> {
  const logical = `${scope.name}-zone`;
  const zone = new Zone(
    logical,
    {
      name: zoneName,
      comment: `Names of the clusters of ${scope.name}`,
      tags: resourceTags(logical),
    },
    keptChild(scope),
  );
  const { parentZoneId } = scope.settings.dns ?? {};
  if (parentZoneId !== undefined)
    new Record(
      `${logical}-delegation`,
      {
        zoneId: parentZoneId,
        name: zoneName,
        type: "NS",
        ttl: DELEGATION_SECONDS,
        records: zone.nameServers,
      },
      child(scope, parentProvider === undefined ? {} : { provider: parentProvider }),
    );
  return { zoneId: zone.zoneId, nameServers: zone.nameServers };
}

/** Range of a network without subnets, of the block that is set aside for measurements. @see https://www.rfc-editor.org/rfc/rfc2544 */
const HOLDER_RANGE = "198.18.0.0/28";

/**
 * A private zone must have a network from its first moment, and those of clusters come and go. So it gets one of its
 * own, in which nothing ever is; clusters then associate theirs, and this program leaves those associations alone.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-creating.html
 */
function createPrivateZone(scope: RegionScope, zoneName: string): Zone {
  const logical = `${scope.name}-private-zone`;
  const holder = new Vpc(
    `${logical}-vpc`,
    {
      cidrBlock: HOLDER_RANGE,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: resourceTags(`${logical}-vpc`),
    },
    keptChild(scope),
  );
  return new Zone(
    logical,
    {
      name: zoneName,
      comment: `Names for the networks of ${scope.name}`,
      vpcs: [{ vpcId: holder.id, vpcRegion: scope.settings.awsRegion }],
      tags: resourceTags(logical),
    },
    keptChild(scope, { ignoreChanges: ["vpcs"] }),
  );
}
