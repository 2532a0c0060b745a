import { expect, test } from "vitest";
import { slicePlan } from "../../../components/tenant/slice-plan.ts";
import { nodesForQuota } from "../../../fleet/nodes/tenant-pools.ts";
import { quotasOf } from "../../../fleet/placement/demand.ts";
import { quotaOf } from "../../../fleet/tenants/quota.ts";
import { tierContract } from "../../../fleet/tiers.ts";
import { FACTS, sampleSlice } from "../../components/tenant/sample-slices.ts";
import { edited, loaderFaults } from "../written-inventory.ts";

const SMALL = { tier: "pooled", size: "small" } as const;
const LIMITS = { pods: 30, cpu: 3, memoryGiB: 8, storageGiB: 10 };

const limited = (limits: string) =>
  loaderFaults(edited("tenants/zeta.yaml", "size: small", `size: small\nlimits: ${limits}`));

test("a tenant's own limits are in force, and whatever they leave out is as by tier and size", () => {
  const { quota } = tierContract("pooled", "small");
  expect(quotaOf(SMALL)).toEqual(quota);
  expect(quotaOf({ ...SMALL, limits: LIMITS })).toEqual({
    ...quota,
    requests: { cpuMillicores: 3000, memoryMiB: 8192, ephemeralMiB: 10_240 },
    limits: { cpuMillicores: 30_000, memoryMiB: 32_768, ephemeralMiB: 40_960 },
    pods: 30,
    storageMiB: 10_240,
  });
  expect(quotaOf({ ...SMALL, limits: { pods: 1 } })).toEqual({ ...quota, pods: 1 });
});

test("the quota in the cluster, and the room that is counted for it, follow the limits", () => {
  const hard = slicePlan(sampleSlice({ limits: LIMITS }), FACTS).quotas[0]?.spec.hard;
  const amounts = { "requests.cpu": "3", "requests.memory": "8Gi", "requests.storage": "10Gi" };
  expect(hard).toMatchObject({ ...amounts, pods: "30", "count/pods": "90", "limits.cpu": "30" });
  const asleep = slicePlan(sampleSlice({ limits: LIMITS, suspended: true }), FACTS).quotas[0]?.spec.hard;
  expect(asleep).toEqual({ ...hard, pods: "0", "count/pods": "0" });
  expect(quotasOf({ ...SMALL, limits: LIMITS })).toEqual({ pods: 30, cpuMillicores: 3000, memoryMiB: 8192 });
  const large = { tier: "dedicated-nodes", size: "large" } as const;
  expect(nodesForQuota({ ...large, limits: { cpu: 96 } }, 1)).toBeGreaterThan(nodesForQuota(large, 1));
});

test("limits are at most twice what tier and size give", () => {
  expect(limited("{ pods: 40, cpu: 4, memoryGiB: 8, storageGiB: 100 }")).toEqual([]);
  const most = (key: string, column: number, amount: number, got: number): string =>
    `tenants/zeta.yaml:4:${column} limits.${key}: expected at most ${amount}, twice what pooled and small give, got ${got}; raise the tenant's size`;
  expect(limited("{ pods: 41, cpu: 5, memoryGiB: 9, storageGiB: 101 }")).toEqual([
    most("pods", 17, 40, 41),
    most("cpu", 26, 4, 5),
    most("memoryGiB", 40, 8, 9),
    most("storageGiB", 55, 100, 101),
  ]);
});
