import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import type { Cluster } from "../../components/cluster/cluster.ts";
import type { TenantSettings } from "../../components/tenant/settings.ts";
import { TenantSlice } from "../../components/tenant/tenant-slice.ts";
import { tenantNamespace } from "../../fleet/names.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { FACTS } from "../components/tenant/sample-slices.ts";

export const PROVIDER_KEY = "pulumi:providers:kubernetes::kubernetes";
export const READY_KEY = "kubernetes:core/v1:Namespace::nodes-are-ready";

/** A cluster that consists of a provider and of one object to wait for. */
export function fakeCluster(): Cluster {
  const provider = new Provider("kubernetes", { kubeconfig: "{}" });
  const ready = new Namespace("nodes-are-ready", {}, { provider });
  return {
    provider,
    ready: [ready],
    facts: FACTS,
    grantIdentity: () => ({ refused: "not in this test" }),
  };
}

/** Everything that these slices register, besides the cluster's. */
export async function recordSlices(
  slices: readonly TenantSettings[],
  preview = true,
): Promise<readonly PlannedResource[]> {
  const program = () => {
    const cluster = fakeCluster();
    for (const slice of slices) {
      new TenantSlice(tenantNamespace(slice.tenant, slice.environment), { cluster, ...slice });
    }
  };
  const resources = await record(program, { stack: "dev", preview });
  return resources.filter(({ type, name }) => !type.startsWith("pulumi:") && name !== "nodes-are-ready");
}
