import { createHash } from "node:crypto";
import type { Region } from "./inventory.ts";
import type { FleetSettings } from "./schema/fleet.ts";

/** Hexadecimal digits that keep a shortened name unique: one collision in 16 million pairs. */
const HASH_DIGITS = 6;

/**
 * A name that fits: unchanged when it is short enough, else cut and given a hash of the whole.
 *
 * @example limitedName("short", 20) // => "short"
 * @example limitedName("a-very-long-name-indeed", 16) // => "a-very-lo-" + six digits
 */
export function limitedName(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_DIGITS);
  return `${name.slice(0, maxLength - HASH_DIGITS - 1).replace(/-+$/, "")}-${hash}`;
}

/** DNS zone of a region: `<region>.infra.<zone>`. */
export function regionDnsZone(settings: FleetSettings, regionId: string): string {
  return `${regionId}.infra.${settings.dnsZone}`;
}

/** DNS zone of what only a region's networks may ask for: `<region>.internal.<zone>`. */
export function regionPrivateDnsZone(settings: FleetSettings, regionId: string): string {
  return `${regionId}.internal.${settings.dnsZone}`;
}

/** Longest name of a bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_LENGTH = 63;

/** Name of a region's bucket: all buckets of the world share their names, so it says whose it is. */
export function regionBucketName(settings: FleetSettings, region: Region, what: string): string {
  const account = settings.accounts[region.account]?.id ?? "";
  return limitedName(`atoll-${settings.organisation}-${region.id}-${what}-${account}`, BUCKET_LENGTH);
}

/** DNS zone of a cluster: `<cluster>.<region>.infra.<zone>`. */
export function clusterDnsZone(settings: FleetSettings, regionId: string, clusterId: string): string {
  return `${clusterId}.${regionDnsZone(settings, regionId)}`;
}

/** DNS name of the way into a cluster, below its zone: whatever is reached by name leads there. */
export function ingressDnsName(clusterZone: string): string {
  return `ingress.${clusterZone}`;
}

/** Begins the names of TXT records that say whose a name is, so that none of them takes the place of a name. */
export const NAME_OWNER_PREFIX = "atoll-";

/** DNS zone below which every tenant has one of its own: `apps.<zone>`. */
export function tenantsDnsZone(settings: FleetSettings): string {
  return `apps.${settings.dnsZone}`;
}

/** DNS name at which the management cluster of a region takes metrics of the others, below its zone. */
export function centralMetricsHost(clusterZone: string): string {
  return `metrics.${clusterZone}`;
}

/** DNS name of a tenant's environment, the same wherever it is placed: `<environment>.<tenant>.apps.<zone>`. */
export function tenantDnsName(settings: FleetSettings, tenantId: string, environment: string): string {
  return `${environment}.${tenantId}.${tenantsDnsZone(settings)}`;
}

/** DNS name of an application of a tenant: `<application>.<environment>.<tenant>.apps.<zone>`. */
export function applicationDnsName(
  settings: FleetSettings,
  { tenant, environment, application }: Readonly<Record<"tenant" | "environment" | "application", string>>,
): string {
  return `${application}.${tenantDnsName(settings, tenant, environment)}`;
}

/** Name of the stack of a cluster's cell: no id holds a dot, so it is nobody else's. */
export function cellStack(clusterId: string, cell: number): string {
  return `${clusterId}.cell${cell}`;
}

/** Set identifier of a cluster's weighted records: the one by which it owns them beside those of another. */
export function trafficSetIdentifier(clusterId: string): string {
  return clusterId;
}

/** Longest name of a namespace. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const NAMESPACE_LENGTH = 63;

/**
 * Namespace of a tenant's environment. No id holds a double hyphen, so no two pairs share a name, none is that of the
 * platform, and no pattern `<tenant>--*` selects another tenant's.
 */
export function tenantNamespace(tenantId: string, environment: string): string {
  return limitedName(`${tenantId}--${environment}`, NAMESPACE_LENGTH);
}

/**
 * Folder of a tenant's environment, where secrets and backups are kept in folders: `tenants/<tenant>/<environment>/`. No
 * id holds a slash, so it begins nobody else's.
 */
export function tenantFolder(tenantId: string, environment: string): string {
  return `tenants/${tenantId}/${environment}/`;
}

/**
 * Objects of a database: beginning of the names of its Services and Secrets. A word stands before its id, so that its
 * account is none that a tenant's programs run as.
 */
export function databaseObjectName(database: string): string {
  return `postgres-${database}`;
}

/** Archive of a database below its environment's folder: one for each cluster that it is in, and each major version. */
export function databaseArchive(cluster: string, database: string, major: string): string {
  return `${cluster}.${database}.${major}`;
}

/** What ends the names of all waypoints, and of nothing else. */
export const WAYPOINT_ENDING = "--waypoint";

/** Waypoint of a tenant's environment, and the account of its pods. No id holds a double hyphen, so nothing else is called so. */
export function waypointName(namespace: string): string {
  return `${limitedName(namespace, NAMESPACE_LENGTH - WAYPOINT_ENDING.length)}${WAYPOINT_ENDING}`;
}

/** An application's object in a namespace that tenants share. */
export function applicationObjectName(namespace: string, application: string): string {
  return limitedName(`${namespace}--${application}`, NAMESPACE_LENGTH);
}

/** Service that a share of an application's requests goes to. */
export function canaryService(application: string): string {
  return `${application}-canary`;
}

/** Group of a tenant's people where its entry names none. */
export function tenantGroup(tenantId: string, role: "developers" | "viewers"): string {
  return `tenant:${tenantId}:${role}`;
}

/** What begins the names of stacks that stand below everything else. No id holds a dot, so no entry has such a name. */
const BOOTSTRAP = "bootstrap.";

/** Stack of what an account needs before any other stack. */
export function bootstrapStack(account: string): string {
  return `${BOOTSTRAP}${account}`;
}

/** Account of such a stack; undefined for any other. */
export function bootstrappedAccount(stack: string): string | undefined {
  return stack.startsWith(BOOTSTRAP) ? stack.slice(BOOTSTRAP.length) : undefined;
}

/** Bucket of all states, or that of its copy. All buckets of the world share their names, so it says whose it is. */
export function stateBucketName(settings: FleetSettings, which: "state" | "state-copy"): string {
  const own = settings.state?.bucket;
  const account = settings.accounts[settings.state?.account ?? ""]?.id ?? "";
  const name = own ?? `atoll-${settings.organisation}-state-${account}`;
  return which === "state" ? name : limitedName(`${name}-copy`, BUCKET_LENGTH);
}

/** Alias of the key that encrypts states and the secrets in them, the same in both of its regions. */
export function stateKeyAlias(settings: FleetSettings): string {
  return `alias/atoll-${settings.organisation}-state`;
}

/** Beginning of the names of the platform's secrets in Secrets Manager: `atoll/<organisation>`. */
export function platformSecretPrefix({ organisation }: Pick<FleetSettings, "organisation">): string {
  return `atoll/${organisation}`;
}

/** Role that a pipeline takes; the account may hold more fleets than one. */
export function ciRoleName(settings: FleetSettings, what: "preview" | "deploy"): string {
  return `atoll-${settings.organisation}-${what}`;
}

/** One of the policies of an account's deployer and reader. */
export function accountPolicyName(organisation: string, key: string): string {
  return `atoll-${organisation}-${key}`;
}

/** Role beside the one of deployments that only reads. */
export function readerRoleName(role: string): string {
  return limitedName(`${role}-reader`, ROLE_LENGTH);
}

/** Longest name of a role. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_LENGTH = 64;

/** Topic that the alarms and budgets of a region write to. */
export function alertTopicName(regionId: string): string {
  return `${regionId}-alerts`;
}

/** Number of the account that a region is in. */
function accountOf(settings: FleetSettings, region: Pick<Region, "account">): string {
  return settings.accounts[region.account]?.id ?? "";
}

/** Bucket of a K3s cluster in AWS: who founded it, its snapshots, and the tokens that open them. */
export function k3sBucketName(settings: FleetSettings, region: Region, clusterId: string): string {
  const account = accountOf(settings, region);
  return limitedName(`atoll-${settings.organisation}-${clusterId}-k3s-${account}`, BUCKET_LENGTH);
}

/** Bucket that the world reads: the documents by which AWS trusts ServiceAccounts of a K3s cluster. */
export function k3sOidcBucketName(settings: FleetSettings, region: Region, clusterId: string): string {
  const account = accountOf(settings, region);
  return limitedName(`atoll-${settings.organisation}-${clusterId}-oidc-${account}`, BUCKET_LENGTH);
}

/** Issuer of ServiceAccount tokens of a K3s cluster in AWS: the address of that bucket. */
export function k3sIssuer(settings: FleetSettings, region: Region, clusterId: string): string {
  return `https://${k3sOidcBucketName(settings, region, clusterId)}.s3.${region.awsRegion}.amazonaws.com`;
}

/** Secret in Secrets Manager that the machines of one role read when they start. */
export function k3sSecretName(clusterId: string, role: "server" | "agent"): string {
  return `atoll/${clusterId}/k3s-${role}`;
}

/**
 * Autoscaling group of a K3s cluster. No id holds a double hyphen, so no pattern `atoll-<cluster>--*` selects another
 * cluster's.
 */
export function workerGroupName(clusterId: string, key: string): string {
  return `atoll-${clusterId}--${key}`;
}

/** Secret in Argo CD's namespace with the credentials of one repository of a tenant's environment. */
export function repositorySecretName(namespace: string, url: string): string {
  const hash = createHash("sha256").update(url).digest("hex").slice(0, REPOSITORY_DIGITS);
  return `${namespace}.repository-${hash}`;
}

/** Hexadecimal digits by which the repositories of one tenant are told apart. */
const REPOSITORY_DIGITS = 10;

/** Folder below the platform's prefix with the credentials of tenants' repositories, one secret for each tenant. */
export const REPOSITORY_SECRETS = "repositories";

/** Secret in Secrets Manager by which the private repositories of a tenant are read. */
export function tenantRepositorySecret(prefix: string, tenantId: string): string {
  return `${prefix}/${REPOSITORY_SECRETS}/${tenantId}`;
}
