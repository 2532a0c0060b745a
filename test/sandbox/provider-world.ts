import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCluster, stopClusters } from "../../sandbox/clusters/clusters.ts";
import { ApiConnection } from "../../sandbox/kubernetes/api-connection.ts";
import { Api, type ObjectRef } from "../../sandbox/kubernetes/api.ts";
import { Faults } from "../../sandbox/kubernetes/faults.ts";
import { clusterAccess } from "../../sandbox/kubernetes/kubeconfig.ts";
import { KubernetesStandIn } from "../../sandbox/kubernetes/provider.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { TestEngine } from "../sandbox-units/engine.ts";

export const NAMESPACE = "kubernetes:core/v1:Namespace";

/** A real API server with a namespace acme, and the provider that a test engine talks to. */
export interface ProviderWorld {
  readonly engine: TestEngine;
  readonly api: Api;
  /** One more provider to the same server. */
  readonly provider: (settings?: Properties) => Promise<TestEngine>;
  readonly stop: () => Promise<void>;
}

export async function startProviderWorld(): Promise<ProviderWorld> {
  const dir = mkdtempSync(join(tmpdir(), "atoll-clusters-"));
  const [name, region, account] = ["provider", "eu-central-1", "111122223333"] as const;
  const engines: TestEngine[] = [];
  const stop = async (): Promise<void> => {
    for (const one of engines) one.stop();
    await stopClusters(dir);
    rmSync(dir, { recursive: true, force: true });
  };
  await startCluster(dir, { name, region, account, serviceCidr: "172.20.0.0/16" });
  const kubeconfig = readFileSync(join(dir, "by-name", name, "simulator.kubeconfig"), "utf8");
  const provider = async (settings: Properties = {}): Promise<TestEngine> => {
    const one = await TestEngine.start(new KubernetesStandIn("4.0.0", new Faults()));
    engines.push(one);
    const mutable = { enableConfigMapMutable: true, enableSecretMutable: true };
    await one.configure({ kubeconfig, ...mutable, ...settings });
    return one;
  };
  const engine = await provider();
  const acme = { apiVersion: "v1", kind: "Namespace", metadata: { name: "acme" } };
  await engine.create(NAMESPACE, "acme", acme);
  const api = new Api(new ApiConnection(clusterAccess(kubeconfig)), "default");
  return { engine, api, provider, stop };
}

/** Metadata of an object in the namespace. */
export const inAcme = (name: string, more: Properties = {}) => ({ name, namespace: "acme", ...more });

export const configMap = (name: string, data: Properties, more: Properties = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: inAcme(name, more),
  data,
});

export const mapRef = (name: string): ObjectRef => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  name,
  namespace: "acme",
});
