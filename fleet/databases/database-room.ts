import type { DatabaseEntry } from "../schema/tenants/databases.ts";
import type { Amounts, TenantSize } from "../tiers.ts";
import { ARCHIVER_REQUESTS, DATABASE_SIZES, POOLER_PODS, POOLER_REQUESTS } from "./database-sizes.ts";

/** What a database takes of its environment's quota. */
export interface DatabaseRoom {
  readonly requests: Amounts;
  readonly pods: number;
  readonly volumes: number;
  readonly storageMiB: number;
}

const MiB_PER_GiB = 1024;

/** Instances of a database, of its entry or by its size. */
export function instancesOf({ instances }: Pick<DatabaseEntry, "instances">, size: TenantSize): number {
  return instances ?? DATABASE_SIZES[size].instances;
}

/** Storage of each instance, of its entry or by its size. */
export function storageOf({ storageGiB }: Pick<DatabaseEntry, "storageGiB">, size: TenantSize): number {
  return storageGiB ?? DATABASE_SIZES[size].storageGiB;
}

/**
 * Room for all instances and for the poolers. Nothing is kept for updates: an instance ends before it comes again, and
 * the job that makes one has ended before the instance begins.
 */
export function databaseRoom(
  entry: Pick<DatabaseEntry, "instances" | "storageGiB" | "pooler">,
  size: TenantSize,
): DatabaseRoom {
  const instances = instancesOf(entry, size);
  const poolers = entry.pooler ? POOLER_PODS : 0;
  const own = DATABASE_SIZES[size].requests;
  const sum = (of: (amounts: Amounts) => number): number =>
    instances * (of(own) + of(ARCHIVER_REQUESTS)) + poolers * of(POOLER_REQUESTS);
  return {
    requests: {
      cpuMillicores: sum(({ cpuMillicores }) => cpuMillicores),
      memoryMiB: sum(({ memoryMiB }) => memoryMiB),
      ephemeralMiB: sum(({ ephemeralMiB }) => ephemeralMiB),
    },
    pods: instances + poolers,
    volumes: instances,
    storageMiB: instances * storageOf(entry, size) * MiB_PER_GiB,
  };
}
