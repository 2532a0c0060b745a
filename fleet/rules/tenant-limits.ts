import type { Finding } from "../check.ts";
import type { Tenant } from "../inventory.ts";
import { COUNTED_KEYS, type CountedKey, MOST_ENTRIES, mostEntries } from "../tenants/entry-counts.ts";
import { quotaOf } from "../tenants/quota.ts";

/** How many times what tier and size give a tenant may get; beyond, another size is meant. */
const MOST_TIMES = 2;

const MIB_PER_GIB = 1024;
const MILLICORES = 1000;

/** Limits above twice what the tenant's tier and size give, and more entries than they allow. */
export function tenantLimitFindings(tenant: Tenant): readonly Finding[] {
  return [...raisedFindings(tenant), ...COUNTED_KEYS.flatMap((key) => countFindings(tenant, key))];
}

function countFindings(tenant: Tenant, key: CountedKey): readonly Finding[] {
  const most = mostEntries(tenant, key);
  const count = Object.keys(tenant[key]).length;
  if (count <= most) return [];
  const expected = `at most ${most} ${key}, for each takes room in the stacks of all`;
  const hint = `merge some, or let the platform's people say limits.${key}`;
  return [{ file: `tenants/${tenant.id}.yaml`, at: [key], expected, got: `${count}`, hint }];
}

function raisedFindings({ id, tier, size, limits = {} }: Tenant): readonly Finding[] {
  const { pods, requests, storageMiB } = quotaOf({ tier, size });
  const usual = {
    pods,
    cpu: requests.cpuMillicores / MILLICORES,
    memoryGiB: requests.memoryMiB / MIB_PER_GIB,
    storageGiB: storageMiB / MIB_PER_GIB,
    ...MOST_ENTRIES[size],
  };
  return (["pods", "cpu", "memoryGiB", "storageGiB", ...COUNTED_KEYS] as const).flatMap(
    (key): readonly Finding[] => {
      const most = usual[key] * MOST_TIMES;
      const amount = limits[key];
      if (amount === undefined || amount <= most) return [];
      const expected = `at most ${most}, twice what ${tier} and ${size} give`;
      const hint = size === "large" ? "spread it over environments" : "raise the tenant's size";
      return [{ file: `tenants/${id}.yaml`, at: ["limits", key], expected, got: `${amount}`, hint }];
    },
  );
}
