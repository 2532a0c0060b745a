import type { Finding } from "../check.ts";
import { type DatabaseRoom, databaseRoom, storageOf } from "../databases/database-room.ts";
import { databasesIn } from "../databases/databases-in.ts";
import type { Tenant } from "../inventory.ts";
import { cpuQuantity, sizeQuantity } from "../quantities.ts";
import { quotaOf } from "../tenants/quota.ts";
import { tierContract, type TenantQuota } from "../tiers.ts";

const MiB_PER_GiB = 1024;

/** One thing that databases take of a quota, and how it is written. */
interface Measure {
  readonly name: string;
  readonly taken: (room: DatabaseRoom) => number;
  readonly given: (quota: TenantQuota) => number;
  readonly text: (amount: number) => string;
}

const MEASURES: readonly Measure[] = [
  {
    name: "processors",
    taken: ({ requests }) => requests.cpuMillicores,
    given: ({ requests }) => requests.cpuMillicores,
    text: cpuQuantity,
  },
  {
    name: "memory",
    taken: ({ requests }) => requests.memoryMiB,
    given: ({ requests }) => requests.memoryMiB,
    text: sizeQuantity,
  },
  {
    name: "storage",
    taken: ({ storageMiB }) => storageMiB,
    given: ({ storageMiB }) => storageMiB,
    text: sizeQuantity,
  },
  {
    name: "pods",
    taken: ({ pods }) => pods,
    given: ({ pods }) => pods,
    text: String,
  },
  {
    name: "volumes",
    taken: ({ volumes }) => volumes,
    given: ({ volumes }) => volumes,
    text: String,
  },
];

/** Databases that ask for more than the quota of their environment gives, or for volumes larger than any may be. */
export function databaseRoomFindings(tenant: Tenant): readonly Finding[] {
  return [
    ...volumeFindings(tenant),
    ...Object.keys(tenant.environments).flatMap((environment) => quotaFindings(tenant, environment)),
  ];
}

function volumeFindings(tenant: Tenant): readonly Finding[] {
  const largest = tierContract(tenant.tier, tenant.size).limits.maxVolumeMiB / MiB_PER_GiB;
  return Object.entries(tenant.databases).flatMap(([name, one]): readonly Finding[] => {
    const size = one.size ?? tenant.size;
    const storage = storageOf(one, size);
    if (storage <= largest) return [];
    const expected = `at most ${largest} GiB for each instance, as a tenant of size ${tenant.size} has`;
    const at = ["databases", name, ...(one.storageGiB === undefined ? [] : ["storageGiB"])];
    const hint = "lower storageGiB, or raise the tenant's size";
    return [{ file: `tenants/${tenant.id}.yaml`, at, expected, got: `${storage}`, hint }];
  });
}

function quotaFindings(tenant: Tenant, environment: string): readonly Finding[] {
  const databases = databasesIn(tenant, environment);
  const quota = quotaOf(tenant);
  const rooms = databases.map((one) => databaseRoom(one, one.size));
  return MEASURES.flatMap(({ name, taken, given, text }): readonly Finding[] => {
    const sum = rooms.reduce((total, room) => total + taken(room), 0);
    const most = given(quota);
    if (sum <= most) return [];
    const names = databases.map((one) => one.name).join(", ");
    const expected = `databases that fit into the quota of ${environment}: ${text(most)} of ${name}`;
    const hint = "make them smaller or fewer, or raise the tenant's size";
    const got = `${text(sum)} for ${names}`;
    return [{ file: `tenants/${tenant.id}.yaml`, at: ["databases"], expected, got, hint }];
  });
}
