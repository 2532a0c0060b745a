import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import type { Permission } from "../../components/cluster/cluster.ts";
import type { K3sSettings } from "../../components/k3s/settings.ts";
import { createStorage, type StorageArgs } from "../../components/k3s/system/storage.ts";
import { createK3sSystem } from "../../components/k3s/system/system.ts";
import { createUpgrades } from "../../components/k3s/system/upgrades.ts";
import { ROLE_ANNOTATION } from "../../fleet/oidc-vocabulary.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleK3s } from "../components/k3s/sample-settings.ts";
import { Thing } from "./recorded-things.ts";

/** What the system asked its cluster for, by ServiceAccount. */
export type Grants = ReadonlyMap<string, readonly Permission[]>;

class System extends pulumi.ComponentResource {}

/** Everything that runs inside the cluster `dev`, and the rights in the cloud that it asked for. */
export async function recordSystem(
  changes: Partial<K3sSettings> = {},
): Promise<{ readonly resources: readonly PlannedResource[]; readonly grants: Grants }> {
  const grants = new Map<string, readonly Permission[]>();
  const program = () => {
    const settings = sampleK3s(changes);
    createK3sSystem({
      name: "dev",
      parent: new System("test:index:System", "dev"),
      provider: new Provider("dev-kubernetes", { kubeconfig: "{}" }),
      tls: new TlsProvider("dev-tls"),
      settings,
      cloud: { ...settings, vpcId: pulumi.output("vpc-1") },
      dependsOn: [new Thing("gate")],
      grantIdentity: (namespace, serviceAccount, permissions) => {
        grants.set(`${namespace}/${serviceAccount}`, permissions);
        const annotations = { [ROLE_ANNOTATION]: `arn:aws:iam::210987654321:role/${serviceAccount}` };
        return { annotations, dependencies: [new Thing(`role-${serviceAccount}`)] };
      },
    });
  };
  const resources = await record(program, { stack: "dev" });
  return { resources, grants };
}

/** Storage and upgrades of the cluster `dev` on hosts of somebody's own. */
export async function recordHosts(
  changes: Partial<Pick<StorageArgs, "storage" | "places" | "zoned">> = {},
): Promise<readonly PlannedResource[]> {
  const program = () => {
    const parent = new System("test:index:System", "dev");
    const provider = new Provider("dev-kubernetes", { kubeconfig: "{}" });
    const place = { name: "dev", parent, provider, dependsOn: [], kubernetes: "1.35" };
    const ranges = { apiServerRanges: ["192.168.10.0/24"], nodeRanges: ["192.168.10.0/24"] };
    const releases = { serverRelease: "v1.35.8+k3s1", agentRelease: "v1.35.8+k3s1" };
    const storage = { storage: "longhorn", places: 4, zoned: false, autoscaled: false } as const;
    createStorage({ ...place, ...ranges, ...storage, ...changes });
    createUpgrades({ ...place, ...releases, replicas: 2 });
  };
  return record(program, { stack: "dev" });
}
