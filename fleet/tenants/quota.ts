import type { TenantOverrides } from "../schema/tenants/needs.ts";
import { type Amounts, type Tier, tierContract, type TenantQuota, type TenantSize } from "../tiers.ts";

/** What decides how much an environment of a tenant may use. */
export interface QuotaWishes {
  readonly tier: Tier;
  readonly size: TenantSize;
  /** Amounts that differ from tier and size. @default none */
  readonly limits?: TenantOverrides | undefined;
}

const MIB_PER_GIB = 1024;
const MILLICORES = 1000;

/** What one environment may add up to: what tier and size give, but for what its tenant's entry says otherwise. */
export function quotaOf({ tier, size, limits = {} }: QuotaWishes): TenantQuota {
  const { quota } = tierContract(tier, size);
  const { requests, pods, storageMiB } = quota;
  const cpu = limits.cpu === undefined ? 1 : (limits.cpu * MILLICORES) / requests.cpuMillicores;
  const memory = limits.memoryGiB === undefined ? 1 : (limits.memoryGiB * MIB_PER_GIB) / requests.memoryMiB;
  return {
    ...quota,
    // Limits stay as far above requests as they are by tier and size.
    requests: scaled(requests, cpu, memory),
    limits: scaled(quota.limits, cpu, memory),
    pods: limits.pods ?? pods,
    storageMiB: limits.storageGiB === undefined ? storageMiB : limits.storageGiB * MIB_PER_GIB,
  };
}

function scaled({ cpuMillicores, memoryMiB, ephemeralMiB }: Amounts, cpu: number, memory: number): Amounts {
  return {
    cpuMillicores: Math.round(cpuMillicores * cpu),
    memoryMiB: Math.round(memoryMiB * memory),
    ephemeralMiB,
  };
}
