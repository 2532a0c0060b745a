import type { Finding } from "../check.ts";
import type { Cluster, Inventory, Region } from "../inventory.ts";
import {
  CAPACITIES,
  type Capacity,
  grantedVcpus,
  QUOTA_GROUPS,
  type QuotaGroup,
  VCPU_QUOTAS,
  vcpuDemand,
} from "../nodes/vcpu-quotas.ts";

/**
 * Processors that the clusters of an account want in one AWS region, against what AWS grants it there. What nobody has
 * written down is not known, and passes, except where AWS grants nothing to whoever has not asked.
 */
export function vcpuQuotaFindings(inventory: Inventory): readonly Finding[] {
  const places = Map.groupBy(
    inventory.regions.values(),
    ({ account, awsRegion }) => `${account} ${awsRegion}`,
  );
  return [...places.values()].flatMap((regions) => placeFindings(inventory, regions));
}

/** Regions that are the same account and AWS region share its quotas. */
function placeFindings(inventory: Inventory, regions: readonly Region[]): readonly Finding[] {
  const ids = new Set(regions.map(({ id }) => id));
  const clusters = [...inventory.clusters.values()].filter(({ region }) => ids.has(region));
  const demands = clusters.map((cluster) => ({ cluster, demand: vcpuDemand(inventory, cluster) }));
  return CAPACITIES.flatMap((capacity) =>
    QUOTA_GROUPS.flatMap((group) => {
      const wants = demands
        .map(({ cluster, demand }) => ({ cluster, cpus: demand[capacity][group] }))
        .filter(({ cpus }) => cpus > 0);
      const [region] = regions.filter((one) => grantedVcpus(one, capacity, group) !== undefined);
      return wants.length === 0 ? [] : quotaFindings({ capacity, group, wants, region, first: regions[0] });
    }),
  );
}

interface Wanted {
  readonly capacity: Capacity;
  readonly group: QuotaGroup;
  readonly wants: readonly { readonly cluster: Cluster; readonly cpus: number }[];
  /** The one that says what is granted. */
  readonly region: Region | undefined;
  readonly first: Region | undefined;
}

function quotaFindings({ capacity, group, wants, region, first }: Wanted): readonly Finding[] {
  const { code, byDefault } = VCPU_QUOTAS[capacity][group];
  const granted = region === undefined ? undefined : grantedVcpus(region, capacity, group);
  const place = region ?? first;
  if (place === undefined || (granted === undefined && byDefault > 0)) return [];
  const wanted = wants.reduce((sum, { cpus }) => sum + cpus, 0);
  if (granted !== undefined && wanted <= granted) return [];
  const who = wants.map(({ cluster, cpus }) => `${cluster.id} ${cpus}`).join(", ");
  const expected = `at least ${wanted} processors, for pools may have so many (${who})`;
  const ask = `ask AWS for quota ${code} and write down what it grants, or lower what pools may have`;
  return [
    {
      file: `regions/${place.id}.yaml`,
      at: ["vcpuQuotas", capacity, group],
      expected,
      ...(granted === undefined
        ? { got: "nothing", hint: `AWS grants none by default; ${ask}` }
        : { hint: ask }),
    },
  ];
}
