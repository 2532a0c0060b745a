import { onTestFinished, vi, type MockInstance } from "vitest";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { TestEngine } from "../engine.ts";
import { FakeCluster } from "./cluster.ts";

export const RELEASE = "kubernetes:helm.sh/v3:Release";
export const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

/** A cluster that takes releases; it ends with the test. */
export interface ReleaseCluster {
  readonly cluster: FakeCluster;
  readonly engine: TestEngine;
  /** What the provider writes to its error output. */
  readonly told: MockInstance<typeof process.stderr.write>;
  /** Names of the custom resource definitions that are there. */
  readonly definitions: () => readonly string[];
}

/** Without the files of the charts, so that tests say the same everywhere. */
export async function startReleaseCluster(): Promise<ReleaseCluster> {
  vi.stubEnv("ATOLL_CHART_DATA", import.meta.dirname);
  const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const cluster = await FakeCluster.start();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    cluster.stop();
  });
  cluster.server.controller = (object) =>
    object["kind"] === "CustomResourceDefinition"
      ? { ...object, status: { conditions: [{ type: "Established", status: "True" }] } }
      : object;
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "platform" } };
  const engine = await cluster.provider();
  cluster.server.put("/api/v1/namespaces/platform", namespace, "somebody");
  const definitions = () =>
    cluster.server
      .paths()
      .flatMap((path) => (path.startsWith(DEFINITIONS) ? [path.slice(DEFINITIONS.length)] : []));
  return { cluster, engine, told, definitions };
}

/** Inputs of a release of a chart that nobody knows. */
export const release = (more: Properties = {}) => ({
  chart: "made-up",
  version: "1.2.3",
  name: "web",
  namespace: "platform",
  repositoryOpts: { repo: "https://charts.example" },
  ...more,
});
