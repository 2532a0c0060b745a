import { Provider } from "@pulumi/kubernetes/provider.js";
import type { Cluster, ClusterFacts, Permission } from "../../components/cluster/cluster.ts";
import { Platform } from "../../components/platform/platform.ts";
import type { PlatformSettings } from "../../components/platform/settings.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleFacts, samplePlatform } from "../components/platform/sample-platform.ts";

/** What the add-ons of a recording asked the cluster for. */
export interface Grant {
  readonly account: string;
  readonly permissions: readonly Permission[];
}

/** A cluster that is nothing but what the interface promises. */
function fakeCluster(facts: ClusterFacts, grants: Grant[]): Cluster {
  return {
    provider: new Provider("kubernetes", { kubeconfig: "{}" }),
    ready: [],
    facts,
    grantIdentity: (namespace, serviceAccount, permissions) => {
      grants.push({ account: `${namespace}/${serviceAccount}`, permissions });
      return { annotations: {}, dependencies: [] };
    },
  };
}

/** Everything that the platform of `dev` registers, and the rights it asked for. */
export async function recordPlatform(
  changes: Partial<PlatformSettings> = {},
  facts: Partial<ClusterFacts> = {},
): Promise<{ readonly resources: readonly PlannedResource[]; readonly grants: readonly Grant[] }> {
  const grants: Grant[] = [];
  const program = () => {
    const cluster = fakeCluster(sampleFacts(facts), grants);
    return new Platform("dev", { cluster, ...samplePlatform(changes) });
  };
  const resources = await record(program, { stack: "dev" });
  return { resources: resources.filter(({ type }) => !type.startsWith("pulumi:")), grants };
}
