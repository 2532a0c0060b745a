import type { Amounts, TenantSize } from "../tiers.ts";

/** What one database of a size has where its entry says nothing else. */
export interface DatabaseSize {
  /** One that is written to, and standbys. */
  readonly instances: number;
  /** Storage of each instance. */
  readonly storageGiB: number;
  /** What each instance asks for. Memory is its limit too: what PostgreSQL counts on must be there. */
  readonly requests: Amounts;
  /** Most that each instance takes. */
  readonly limits: Amounts;
  /** Connections that it takes at once. */
  readonly connections: number;
  /** Memory that PostgreSQL keeps pages in: a quarter of all, as its manual says. @see https://www.postgresql.org/docs/current/runtime-config-resource.html */
  readonly sharedBuffersMiB: number;
}

const GiB = 1024;

/** Databases by size. One node's loss is survived from medium on, and a zone's by large. */
export const DATABASE_SIZES: Readonly<Record<TenantSize, DatabaseSize>> = {
  small: {
    instances: 1,
    storageGiB: 10,
    requests: { cpuMillicores: 250, memoryMiB: GiB, ephemeralMiB: GiB },
    limits: { cpuMillicores: 1_000, memoryMiB: GiB, ephemeralMiB: 2 * GiB },
    connections: 100,
    sharedBuffersMiB: GiB / 4,
  },
  medium: {
    instances: 2,
    storageGiB: 50,
    requests: { cpuMillicores: 500, memoryMiB: 2 * GiB, ephemeralMiB: GiB },
    limits: { cpuMillicores: 2_000, memoryMiB: 2 * GiB, ephemeralMiB: 2 * GiB },
    connections: 200,
    sharedBuffersMiB: GiB / 2,
  },
  large: {
    instances: 3,
    storageGiB: 200,
    requests: { cpuMillicores: 2_000, memoryMiB: 8 * GiB, ephemeralMiB: GiB },
    limits: { cpuMillicores: 4_000, memoryMiB: 8 * GiB, ephemeralMiB: 2 * GiB },
    connections: 400,
    sharedBuffersMiB: 2 * GiB,
  },
};

/** What archives beside each instance. */
export const ARCHIVER_REQUESTS: Amounts = { cpuMillicores: 50, memoryMiB: 128, ephemeralMiB: 128 };
export const ARCHIVER_LIMITS: Amounts = { cpuMillicores: 1_000, memoryMiB: 256, ephemeralMiB: GiB };

/** Pods through which programs share connections, and what each of them asks for. */
export const POOLER_PODS = 2;
export const POOLER_REQUESTS: Amounts = { cpuMillicores: 50, memoryMiB: 128, ephemeralMiB: 128 };
export const POOLER_LIMITS: Amounts = { cpuMillicores: 500, memoryMiB: 128, ephemeralMiB: GiB };
