import { DatabaseSync } from "node:sqlite";
import { FaultBox } from "../../../sandbox/aws/fault-box.ts";
import { Faults } from "../../../sandbox/kubernetes/faults.ts";
import { KubernetesStandIn } from "../../../sandbox/kubernetes/provider.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { TestEngine } from "../engine.ts";
import { FakeApiServer } from "./fake-api-server.ts";

export const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
export const NAMESPACE = "kubernetes:core/v1:Namespace";
export const SECRET = "kubernetes:core/v1:Secret";
export const SERVICE = "kubernetes:core/v1:Service";
export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

export function configMap(data: Properties, metadata: Properties = { name: "settings", namespace: "acme" }) {
  return { apiVersion: "v1", kind: "ConfigMap", metadata, data };
}

/** Where the fake keeps the object above. */
export const SETTINGS_PATH = "/api/v1/namespaces/acme/configmaps/settings";

/** An engine, the stand-in and a fake API server, wired. */
export class FakeCluster {
  readonly server = new FakeApiServer();
  readonly faults = new FaultBox(new DatabaseSync(":memory:"));
  readonly #engines: TestEngine[] = [];

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    await cluster.server.start();
    return cluster;
  }

  stop(): void {
    for (const engine of this.#engines) engine.stop();
    this.server.stop();
  }

  async provider(settings: Properties = {}): Promise<TestEngine> {
    const engine = await TestEngine.start(new KubernetesStandIn("4.0.0", new Faults(this.faults)));
    this.#engines.push(engine);
    await engine.configure({ kubeconfig: this.server.kubeconfig(), ...settings });
    return engine;
  }
}
