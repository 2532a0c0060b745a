import { z } from "zod";
import { STORAGE_KINDS } from "./k3s.ts";
import { lockedApplications, lockedHosts } from "./locked-names.ts";
import { cidr, isoDate, minor, wholeNumber, zoneLetter } from "./scalars.ts";

const lockedRegion = z.strictObject({
  since: isoDate,
  /** First day on which the entry may leave the inventory. */
  retiring: isoDate.optional(),
  gone: isoDate.optional(),
  /** Number of the account in which its clusters were built; absent in locks of old, as are the two after it. */
  account: z.string().optional(),
  awsRegion: z.string().optional(),
  /** Zone letter -> zone id. */
  zones: z.record(z.string(), z.string()).optional(),
  /** Range of the network that holds the endpoints it shares; absent where it shares none. */
  endpoints: cidr.optional(),
  /** Blocks taken from the supernets, oldest first. */
  blocks: z.array(cidr),
});

const layers = z.strictObject({
  controlPlane: minor,
  addOns: minor,
  nodes: minor,
  workloads: minor,
  /** Day on which the control plane got its minor; absent where the cluster was made with it. */
  since: isoDate.optional(),
});

const lockedK3s = z.strictObject({
  /** Zone letter -> revision of its server. */
  servers: z.record(zoneLetter, wholeNumber(1, 9999)),
  /** Revision of the join token. */
  token: wholeNumber(1, 9999),
  storage: z.enum(STORAGE_KINDS),
});

const lockedCluster = z.strictObject({
  since: isoDate,
  retiring: isoDate.optional(),
  /** Day the entry left the inventory; its ranges are then in `tombstones`. */
  gone: isoDate.optional(),
  region: z.string(),
  kind: z.string(),
  /** Kubernetes minor of each layer, moved by `atoll upgrade next` alone; absent in locks of old, and for other kinds. */
  kubernetes: layers.optional(),
  /** The cluster whose place it takes. */
  replaces: z.string().optional(),
  /** When it takes over, and how long the old one is watched afterwards. */
  switchOver: z.strictObject({ on: isoDate, soakHours: wholeNumber(1, 720) }).optional(),
  /** VPC that existed before the cluster was entered. */
  vpcId: z.string().optional(),
  /** Present when the machines are in a network that atoll neither makes nor touches. */
  external: z.literal(true).optional(),
  /** Routed block; for a network that was there before, the range it has. */
  block: cidr,
  /** Unrouted pod range; of K3s and attached clusters, the overlay that only their own machines know. */
  pods: cidr.optional(),
  services: cidr,
  /** The range may overlap what others own, and is never connected. */
  legacy: z.boolean().optional(),
  /** Present when the network never could be linked, so that its pod range may repeat. */
  linkable: z.literal(false).optional(),
  /** Present when the network has IPv6 ranges, which cannot leave it. */
  dualStack: z.literal(true).optional(),
  /** Present when pods and Services have IPv6 addresses; absent means IPv4. */
  ipFamily: z.literal("ipv6").optional(),
  /** Present when managed node groups and Cluster Autoscaler stand in for Karpenter. */
  autoscaler: z.literal("cluster-autoscaler").optional(),
  /** What the machines of a K3s cluster in AWS are; absent in locks of old, and for other kinds. */
  k3s: lockedK3s.optional(),
  /** What the first update imported, of which entries may only leave; absent in locks of old. */
  adopt: z.record(z.string(), z.string()).optional(),
  /** `<class>-<zone>` -> range. */
  subnets: z.record(z.string(), cidr),
});

const lockedStandby = z.strictObject({
  cluster: z.string(),
  cell: wholeNumber(1, 99).optional(),
  leaving: isoDate.optional(),
});

const lockedDatabase = z.strictObject({
  since: isoDate,
  /** First day on which it may leave its environment. */
  leaving: isoDate.optional(),
  gone: isoDate.optional(),
  major: z.string(),
  /** Major version to which an upgrade failed, so that the one before it is back. */
  failedMajor: z.string().optional(),
  /** Of each instance: volumes never shrink. */
  storageGiB: z.int().positive(),
  /** Its archives below the environment's folder, oldest first: what others can begin from. */
  archives: z.array(z.string()),
});

const lockedTenant = z.strictObject({
  since: isoDate,
  retiring: isoDate.optional(),
  gone: isoDate.optional(),
  tier: z.string(),
  /** Environment -> cluster. */
  placements: z.record(z.string(), z.string()),
  /** Environment -> cell of its cluster; absent for those in the cluster's own stack. */
  cells: z.record(z.string(), wholeNumber(1, 99)).optional(),
  /** Environment -> where its standby is, and when that may leave. */
  standbys: z.record(z.string(), lockedStandby).optional(),
  /** Environment -> first day on which it may leave the tenant's file. */
  leaving: z.record(z.string(), isoDate).optional(),
  /** Environments with data in their cluster, sorted. */
  stateful: z.array(z.string()).optional(),
  /** Environment -> day on which its data moves to the successor of its cluster. */
  moving: z.record(z.string(), isoDate).optional(),
  /** Environment -> database -> what its data is held in; absent where there never was one, and in locks of old. */
  databases: z.record(z.string(), z.record(z.string(), lockedDatabase)).optional(),
  /** Absent where there are none, and in locks of old. */
  applications: lockedApplications.optional(),
});

const lockedLink = z.strictObject({
  since: isoDate,
  retiring: isoDate.optional(),
  gone: isoDate.optional(),
  /** How the two are connected; absent where they are peers. */
  kind: z.enum(["transit-gateway", "vpn"]).optional(),
  /** Cluster that asked for the connection. */
  from: z.string(),
  /** Cluster, VPC, attachment or address on the other side. */
  to: z.string(),
  /** AS number of a site's device; absent where routes are static, and for other kinds. */
  bgpAsn: z.int().optional(),
});

const tombstone = z.strictObject({
  cidr,
  holder: z.string(),
  freed: isoDate,
  /** First day on which the range may be given again; absent in locks of old. */
  until: isoDate.optional(),
});

/** All sections are always there: one that is missing was lost, and with it what live clusters hold. */
const SECTION = { error: "this section, which atoll lock always writes; restore the lock from git" };

/** `fleet.lock.yaml`: what was given to whom. Written by `atoll lock`, read by everything else. */
export const lockSchema = z.strictObject({
  version: z.literal(1),
  /** Name of the organisation, after which buckets and issuers are named; absent in locks of old. */
  organisation: z.string().optional(),
  regions: z.record(z.string(), lockedRegion, SECTION),
  clusters: z.record(z.string(), lockedCluster, SECTION),
  tenants: z.record(z.string(), lockedTenant, SECTION),
  /** Absent in a fleet that never had a link. */
  links: z.record(z.string(), lockedLink).optional(),
  /** Absent in a fleet whose tenants never had names of their own domains. */
  hosts: lockedHosts.optional(),
  tombstones: z.array(tombstone, SECTION),
});

export type Lock = z.infer<typeof lockSchema>;
export type LockedRegion = z.infer<typeof lockedRegion>;
export type LockedCluster = z.infer<typeof lockedCluster>;
export type LockedTenant = z.infer<typeof lockedTenant>;
export type LockedDatabase = z.infer<typeof lockedDatabase>;
export type LockedLink = z.infer<typeof lockedLink>;
export type Tombstone = z.infer<typeof tombstone>;
