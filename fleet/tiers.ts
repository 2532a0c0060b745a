import type { TenantEntry } from "./schema/tenant.ts";

export type Tier = TenantEntry["tier"];
export type TenantSize = TenantEntry["size"];

/** One number for each kind of resource that containers ask for. */
export interface Amounts {
  readonly cpuMillicores: number;
  readonly memoryMiB: number;
  readonly ephemeralMiB: number;
}

/** What all of a tenant's pods and objects in one environment may add up to. */
export interface TenantQuota {
  readonly requests: Amounts;
  readonly limits: Amounts;
  readonly pods: number;
  readonly services: number;
  readonly secrets: number;
  readonly configMaps: number;
  readonly deployments: number;
  readonly statefulSets: number;
  readonly jobs: number;
  readonly cronJobs: number;
  readonly autoscalers: number;
  readonly volumes: number;
  readonly storageMiB: number;
}

/** What one container gets that asks for nothing, and the most that one pod or volume may ask for. */
export interface TenantLimits {
  readonly defaultRequests: Amounts;
  readonly defaultLimits: Amounts;
  /** Most that one pod, and so one container, may have as its limit. */
  readonly max: Amounts;
  /** Most that a limit may be above its request: what a node can be short of when all use what they may. */
  readonly maxLimitRatio: Amounts;
  readonly maxVolumeMiB: number;
}

/**
 * What one environment of a tenant is held to. Isolation is the same for all, so it is no part of this: Pod Security,
 * network and roles have no settings.
 */
export interface TierContract {
  readonly quota: TenantQuota;
  readonly limits: TenantLimits;
}

const GiB = 1024;

/**
 * How much an environment may use, by size. Requests are those that others have settled on; memory of `medium` and
 * `large` is raised to 4 GiB per processor, which is what general-purpose machines have. Limits of CPU let every pod
 * that the count allows burst to the default limit: else a fifth small pod would be refused for a limit nobody chose.
 *
 * @see https://github.com/aws-ia/terraform-aws-eks-blueprints/blob/main/patterns/multi-tenancy-with-teams/main.tf
 */
const QUOTAS: Readonly<Record<TenantSize, TenantQuota>> = {
  small: {
    requests: { cpuMillicores: 2_000, memoryMiB: 4 * GiB, ephemeralMiB: 10 * GiB },
    limits: { cpuMillicores: 20_000, memoryMiB: 16 * GiB, ephemeralMiB: 40 * GiB },
    pods: 20,
    services: 20,
    secrets: 20,
    configMaps: 40,
    deployments: 20,
    statefulSets: 10,
    jobs: 20,
    cronJobs: 10,
    autoscalers: 20,
    volumes: 10,
    storageMiB: 50 * GiB,
  },
  medium: {
    requests: { cpuMillicores: 10_000, memoryMiB: 40 * GiB, ephemeralMiB: 50 * GiB },
    limits: { cpuMillicores: 100_000, memoryMiB: 80 * GiB, ephemeralMiB: 200 * GiB },
    pods: 100,
    services: 50,
    secrets: 100,
    configMaps: 200,
    deployments: 50,
    statefulSets: 25,
    jobs: 50,
    cronJobs: 25,
    autoscalers: 50,
    volumes: 30,
    storageMiB: 500 * GiB,
  },
  large: {
    requests: { cpuMillicores: 24_000, memoryMiB: 96 * GiB, ephemeralMiB: 100 * GiB },
    limits: { cpuMillicores: 200_000, memoryMiB: 192 * GiB, ephemeralMiB: 400 * GiB },
    pods: 200,
    services: 100,
    secrets: 200,
    configMaps: 400,
    deployments: 100,
    statefulSets: 50,
    jobs: 100,
    cronJobs: 50,
    autoscalers: 100,
    volumes: 60,
    storageMiB: 2048 * GiB,
  },
};

/** Most that one pod or one volume may ask for, by size. */
const LARGEST: Readonly<Record<TenantSize, Pick<TenantLimits, "max" | "maxVolumeMiB">>> = {
  small: {
    max: { cpuMillicores: 4_000, memoryMiB: 4 * GiB, ephemeralMiB: 4 * GiB },
    maxVolumeMiB: 20 * GiB,
  },
  medium: {
    max: { cpuMillicores: 8_000, memoryMiB: 16 * GiB, ephemeralMiB: 10 * GiB },
    maxVolumeMiB: 200 * GiB,
  },
  large: {
    max: { cpuMillicores: 16_000, memoryMiB: 64 * GiB, ephemeralMiB: 20 * GiB },
    maxVolumeMiB: 1024 * GiB,
  },
};

/** What a container gets that says nothing. The ratios are those of these defaults, and room for memory. */
const DEFAULTS: Omit<TenantLimits, "max" | "maxVolumeMiB"> = {
  defaultRequests: { cpuMillicores: 50, memoryMiB: 128, ephemeralMiB: 128 },
  defaultLimits: { cpuMillicores: 1_000, memoryMiB: 256, ephemeralMiB: 1 * GiB },
  maxLimitRatio: { cpuMillicores: 20, memoryMiB: 4, ephemeralMiB: 16 },
};

/** How many times the quota of its size a tier gets: whoever pays for nodes or a cluster of its own may fill them. */
const SHARES: Readonly<Record<Tier, number>> = { pooled: 1, "dedicated-nodes": 2, "dedicated-cluster": 4 };

/** The contract of one tier and size. */
export function tierContract(tier: Tier, size: TenantSize): TierContract {
  return { quota: times(QUOTAS[size], SHARES[tier]), limits: { ...DEFAULTS, ...LARGEST[size] } };
}

function times(quota: TenantQuota, factor: number): TenantQuota {
  return {
    requests: timesAmounts(quota.requests, factor),
    limits: timesAmounts(quota.limits, factor),
    pods: quota.pods * factor,
    services: quota.services * factor,
    secrets: quota.secrets * factor,
    configMaps: quota.configMaps * factor,
    deployments: quota.deployments * factor,
    statefulSets: quota.statefulSets * factor,
    jobs: quota.jobs * factor,
    cronJobs: quota.cronJobs * factor,
    autoscalers: quota.autoscalers * factor,
    volumes: quota.volumes * factor,
    storageMiB: quota.storageMiB * factor,
  };
}

function timesAmounts({ cpuMillicores, memoryMiB, ephemeralMiB }: Amounts, factor: number): Amounts {
  return {
    cpuMillicores: cpuMillicores * factor,
    memoryMiB: memoryMiB * factor,
    ephemeralMiB: ephemeralMiB * factor,
  };
}
