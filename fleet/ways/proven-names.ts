import { addOnsOf } from "../charts/add-ons.ts";
import { hasIdentity, holdsFleetZone } from "../dns/name-zone.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { isPrivateOnly } from "../networks/private-only.ts";
import { regionNeeds } from "../regions/region-needs.ts";

type Zones = Pick<Inventory, "settings" | "regions">;

/** What a cluster has not, so that no name of a tenant is proven there. */
export interface ProofLack {
  readonly needs: string;
  /** File that would say it. */
  readonly file: string;
}

/**
 * Whether names of tenants get certificates in a cluster: it has who asks for them and who shows them, and writes proofs
 * into the zone that is above all tenants' names. Where it does not, nothing of a tenant is reached from outside.
 */
export function provesTenantNames(inventory: Zones, cluster: Cluster): boolean {
  return lackOfProof(inventory, cluster) === undefined;
}

/** The first thing that lacks; undefined where names are proven. */
export function lackOfProof(inventory: Zones, cluster: Cluster): ProofLack | undefined {
  const { certificates, cloudflare, hostedZone } = inventory.settings;
  const file = `clusters/${cluster.id}.yaml`;
  const addOns = addOnsOf(cluster);
  const missing = (["cert-manager", "traefik"] as const).filter((name) => !addOns.includes(name));
  if (missing.length > 0) return { needs: `the add-on ${missing.join(" and ")}`, file };
  if (isPrivateOnly(cluster)) return { needs: "a way out of its network to who signs names", file };
  if (certificates === undefined) return { needs: "certificates", file: "fleet.yaml" };
  if (cloudflare !== undefined) return undefined;
  const hasOwnZone =
    certificates.hostedZoneId !== undefined || regionNeeds(inventory, cluster).includes("zoneId");
  if (!hasOwnZone) return { needs: "a zone in which its own names are proven", file: "fleet.yaml" };
  const isInReach = holdsFleetZone(inventory, cluster) || hostedZone?.proofRole !== undefined;
  if (!isInReach) return { needs: "a hostedZone or cloudflare that it may write into", file: "fleet.yaml" };
  return hasIdentity(cluster) ? undefined : { needs: "an issuer of identities, oidc", file };
}
