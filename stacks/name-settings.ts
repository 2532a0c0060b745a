import type { NameProof, NameZone } from "../components/platform/ingress/certificates.ts";
import type { PlatformSettings } from "../components/platform/settings.ts";
import { hasIdentity, holdsFleetZone, nameZoneOf } from "../fleet/dns/name-zone.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone, tenantsDnsZone } from "../fleet/names.ts";
import { isPrivateOnly } from "../fleet/networks/private-only.ts";
import { regionNeeds } from "../fleet/regions/region-needs.ts";
import { placeOf } from "./network-settings.ts";
import type { ShownOutput } from "./stack-outputs.ts";

type Route53Zone = Extract<NameZone, { provider: "route53" }>;

/** Before anything is registered only whether there is a zone is asked, and not which. */
const NOT_READ = "not-read";

/** Into which zones pods of a cluster write: names of the cluster, and proofs that names are its own or its tenants'. */
export function nameSettings(
  fleet: Fleet,
  cluster: Cluster,
  shared: ShownOutput | undefined,
): Pick<PlatformSettings, "names" | "certificates"> {
  // Neither Let's Encrypt nor who answers for a zone has an endpoint.
  if (isPrivateOnly(cluster)) return {};
  const names = writtenZone(fleet, cluster, shared);
  const { certificates } = fleet.settings;
  const own = provenZone(fleet, cluster, shared);
  return {
    ...(names === undefined ? {} : { names }),
    ...(certificates === undefined || own === undefined
      ? {}
      : { certificates: { email: certificates.email, proofs: proofs(fleet, cluster, own) } }),
  };
}

function writtenZone(fleet: Fleet, cluster: Cluster, shared: ShownOutput | undefined): NameZone | undefined {
  switch (nameZoneOf(fleet, cluster)) {
    case "region":
      return route53(fleet, cluster, shared?.("zoneId") ?? NOT_READ);
    case "fleet":
      return fleetZone(fleet, cluster);
    case "cloudflare":
      return cloudflareZone(fleet);
    case undefined:
      return undefined;
  }
}

/** Names are proven in the region's own zone where there is one: rights on it reach no other region's names. */
function provenZone(fleet: Fleet, cluster: Cluster, shared: ShownOutput | undefined): NameZone | undefined {
  if (regionNeeds(fleet, cluster).includes("zoneId"))
    return route53(fleet, cluster, shared?.("zoneId") ?? NOT_READ);
  const zoneId = fleet.settings.certificates?.hostedZoneId;
  return zoneId === undefined ? cloudflareZone(fleet) : route53(fleet, cluster, zoneId);
}

/** The cluster's own names, and where the fleet's zone is within reach those of tenants, whose zones lie below one. */
function proofs(fleet: Fleet, cluster: Cluster, own: NameZone): readonly NameProof[] {
  const below = clusterDnsZone(fleet.settings, cluster.region, cluster.id);
  const shared = cloudflareZone(fleet) ?? fleetZone(fleet, cluster) ?? foreignZone(fleet, cluster);
  const tenants: readonly NameProof[] =
    shared === undefined ? [] : [{ below: tenantsDnsZone(fleet.settings), zone: shared, aliases: true }];
  return [{ below, zone: own }, ...tenants];
}

function route53(fleet: Fleet, cluster: Cluster, zoneId: Route53Zone["zoneId"]): Route53Zone {
  return { provider: "route53", zoneId, awsRegion: placeOf(fleet, cluster).awsRegion };
}

function fleetZone(fleet: Fleet, cluster: Cluster): NameZone | undefined {
  const { hostedZone } = fleet.settings;
  if (hostedZone === undefined || !holdsFleetZone(fleet, cluster) || !hasIdentity(cluster)) return undefined;
  return route53(fleet, cluster, hostedZone.id);
}

/** The fleet's zone in another account, into which its own role writes. */
function foreignZone(fleet: Fleet, cluster: Cluster): NameZone | undefined {
  const { hostedZone, accounts } = fleet.settings;
  if (hostedZone?.proofRole === undefined || !hasIdentity(cluster)) return undefined;
  const roleArn = `arn:aws:iam::${accounts[hostedZone.account]?.id ?? ""}:role/${hostedZone.proofRole}`;
  return { ...route53(fleet, cluster, hostedZone.id), roleArn };
}

function cloudflareZone({ settings: { cloudflare } }: Fleet): NameZone | undefined {
  return cloudflare === undefined ? undefined : { provider: "cloudflare", ...cloudflare };
}
