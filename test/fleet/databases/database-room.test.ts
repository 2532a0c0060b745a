import { describe, expect, test } from "vitest";
import { databaseRoom } from "../../../fleet/databases/database-room.ts";
import {
  ARCHIVER_LIMITS,
  ARCHIVER_REQUESTS,
  DATABASE_SIZES,
  POOLER_LIMITS,
  POOLER_REQUESTS,
} from "../../../fleet/databases/database-sizes.ts";
import { type Amounts, tierContract } from "../../../fleet/tiers.ts";

const SIZES = ["small", "medium", "large"] as const;
const KEYS = ["cpuMillicores", "memoryMiB", "ephemeralMiB"] as const;
const sum = (...all: readonly Amounts[]): Amounts => ({
  cpuMillicores: all.reduce((total, one) => total + one.cpuMillicores, 0),
  memoryMiB: all.reduce((total, one) => total + one.memoryMiB, 0),
  ephemeralMiB: all.reduce((total, one) => total + one.ephemeralMiB, 0),
});

describe.each(SIZES)("a database of size %s", (size) => {
  const { quota, limits } = tierContract("pooled", size);
  const room = databaseRoom({ pooler: true }, size);

  test("leaves half of its pooled tenant's quota to programs, poolers included", () => {
    for (const key of KEYS) expect(room.requests[key]).toBeLessThanOrEqual(quota.requests[key] / 2);
    expect(room.storageMiB).toBeLessThanOrEqual(quota.storageMiB / 2);
    expect(room.pods).toBeLessThanOrEqual(quota.pods / 2);
    expect(room.volumes).toBeLessThanOrEqual(quota.volumes / 2);
  });

  test("has pods and volumes that the limits of its tenant let in", () => {
    const own = DATABASE_SIZES[size];
    const pairs = [
      [own.requests, own.limits],
      [ARCHIVER_REQUESTS, ARCHIVER_LIMITS],
      [POOLER_REQUESTS, POOLER_LIMITS],
    ] as const;
    for (const key of KEYS) {
      expect(sum(own.limits, ARCHIVER_LIMITS)[key]).toBeLessThanOrEqual(limits.max[key]);
      for (const [requests, most] of pairs) {
        expect(most[key]).toBeGreaterThanOrEqual(requests[key]);
        expect(most[key] / requests[key]).toBeLessThanOrEqual(limits.maxLimitRatio[key]);
      }
    }
    expect(own.storageGiB * 1024).toBeLessThanOrEqual(limits.maxVolumeMiB);
  });

  test("keeps a quarter of its memory for pages, and asks for all of it", () => {
    const { requests, limits: most, sharedBuffersMiB } = DATABASE_SIZES[size];
    expect([requests.memoryMiB / 4, most.memoryMiB]).toEqual([sharedBuffersMiB, requests.memoryMiB]);
  });
});

test("the room of a database is that of its instances with their archivers, and of two poolers", () => {
  expect(databaseRoom({ instances: 3, storageGiB: 7, pooler: true }, "small")).toEqual({
    requests: { cpuMillicores: 3 * 300 + 100, memoryMiB: 3 * 1152 + 256, ephemeralMiB: 3 * 1152 + 256 },
    pods: 5,
    volumes: 3,
    storageMiB: 3 * 7 * 1024,
  });
});
