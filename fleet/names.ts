import { createHash } from "node:crypto";
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

/** DNS zone of a cluster: `<cluster>.<region>.infra.<zone>`. */
export function clusterDnsZone(settings: FleetSettings, regionId: string, clusterId: string): string {
  return `${clusterId}.${regionDnsZone(settings, regionId)}`;
}

/** DNS name of a tenant's environment, the same wherever it is placed: `<environment>.<tenant>.apps.<zone>`. */
export function tenantDnsName(settings: FleetSettings, tenantId: string, environment: string): string {
  return `${environment}.${tenantId}.apps.${settings.dnsZone}`;
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

/** Group of a tenant's people where its entry names none. */
export function tenantGroup(tenantId: string, role: "developers" | "viewers"): string {
  return `tenant:${tenantId}:${role}`;
}
