import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { KEPT_BY_HELM } from "../../../fleet/charts/platform-vocabulary.ts";
import { chartData, dataFolder } from "../../../sandbox/kubernetes/chart-data.ts";
import { UNKNOWN_VALUE, type Properties } from "../../../sandbox/provider/properties.ts";
import type { TestEngine } from "../engine.ts";
import type { FakeCluster } from "./cluster.ts";
import {
  DEFINITIONS,
  RELEASE,
  release,
  startReleaseCluster,
  type ReleaseCluster,
} from "./release-cluster.ts";

let cluster: FakeCluster;
let engine: TestEngine;
let told: ReleaseCluster["told"];
let definitions: ReleaseCluster["definitions"];

beforeEach(async () => {
  ({ cluster, engine, told, definitions } = await startReleaseCluster());
});

describe("the kinds of a chart", () => {
  const certManager = (values: Properties = { crds: { enabled: true } }) =>
    release({ chart: "cert-manager", version: "v1.21.1", values });

  test("come with it, accept any field where its files are not at hand, and that is told", async () => {
    await engine.create(RELEASE, "web", certManager());
    expect(definitions()).toContain("certificates.cert-manager.io");
    expect(told).toHaveBeenCalledExactlyOnceWith(
      `warning: cert-manager v1.21.1: no files of this chart in ${dataFolder()}: its values are not checked, ` +
        "and its 6 kinds accept any field\n",
    );
  });

  test("stay when it goes, as the catalog says", async () => {
    await engine.delete(await engine.create(RELEASE, "web", certManager()));
    expect(definitions()).toHaveLength(6);
  });

  test("go with it where neither catalog nor values keep them", async () => {
    const state = await engine.create(RELEASE, "web", certManager({ crds: { enabled: true, keep: false } }));
    await engine.delete(state);
    expect(definitions()).toEqual([]);
  });

  test("do not come where its values leave them out", async () => {
    await engine.create(RELEASE, "web", certManager({ crds: { enabled: false } }));
    expect(definitions()).toEqual([]);
  });

  test("cannot belong to two releases", async () => {
    await engine.create(RELEASE, "web", certManager());
    await expect(engine.create(RELEASE, "other", { ...certManager(), name: "other" })).rejects.toThrow(
      /^CustomResourceDefinition "[a-z.-]+" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key "meta.helm.sh\/release-name" must equal "other"$/,
    );
  });

  test("of a folder crds/ are skipped when told so", async () => {
    const folder = release({ chart: "traefik", version: "41.3.0" });
    await engine.create(RELEASE, "web", { ...folder, skipCrds: true });
    expect(definitions()).toEqual([]);
  });

  test("come from an archive that the catalog packs, and stay when it goes", async () => {
    const packed = release({ chart: "../.catalog/traefik-crds-41.3.0.tgz", version: "41.3.0" });
    await engine.delete(await engine.create(RELEASE, "web", packed));
    expect(definitions()).toContain("ingressroutes.traefik.io");
    expect(cluster.server.object(`${DEFINITIONS}ingressroutes.traefik.io`)).toMatchObject({
      metadata: { annotations: KEPT_BY_HELM },
    });
  });

  test.each(["karpenter-crd", "../.catalog/traefik-crds-41.3.0.tgz", "cert-manager"])(
    "of %s that stayed are taken over when it is switched on again",
    async (chart) => {
      const values = { additionalAnnotations: KEPT_BY_HELM };
      const inputs = release({ chart, values, skipCrds: false });
      await engine.delete(await engine.create(RELEASE, "web", inputs));
      const stayed = definitions();
      expect(stayed.length).toBeGreaterThan(2);
      const again = await engine.create(RELEASE, "web", inputs);
      expect(again.outputs["status"]).toMatchObject({ revision: 1, status: "deployed" });
      expect(definitions()).toEqual(stayed);
    },
  );

  test("go with a chart that keeps them only when its values say so, and they do not", async () => {
    const state = await engine.create(RELEASE, "web", release({ chart: "karpenter-crd" }));
    expect(definitions()).toContain("nodepools.karpenter.sh");
    await engine.delete(state);
    expect(definitions()).toEqual([]);
  });
});

describe("with files of the chart", () => {
  beforeEach(() => {
    // Small ones of our own: those of the real charts are not part of the project.
    vi.stubEnv("ATOLL_CHART_DATA", join(import.meta.dirname, "charts"));
  });
  const check = (chart: string, version: string, values: Properties) =>
    engine.check(RELEASE, "web", release({ chart, version, values }));

  test("a value of the wrong type is refused by the schema", async () => {
    await expect(check("cert-manager", "v1.21.1", { replicaCount: "two" })).rejects.toThrow(
      "values.replicaCount: it must be number",
    );
  });

  test("an unknown value is refused, at any depth that the schema closes", async () => {
    await expect(check("cert-manager", "v1.21.1", { replicas: 2, crds: { on: true } })).rejects.toThrow(
      "values.replicas: the chart has no such value\nvalues.crds.on: the chart has no such value",
    );
  });

  test("an unknown value is refused by the default values where there is no schema", async () => {
    await expect(check("metrics-server", "3.13.1", { replica: 2 })).rejects.toThrow(
      "values.replica: the chart has no such value",
    );
    await expect(check("metrics-server", "3.13.1", { replicas: 2 })).resolves.toBeDefined();
  });

  test("a value that is not known yet is no fault", async () => {
    await expect(check("cert-manager", "v1.21.1", { replicaCount: UNKNOWN_VALUE })).resolves.toBeDefined();
  });

  test("another version than that of the files is not checked", () => {
    expect(chartData("cert-manager", "v1.21.0")).toBeUndefined();
    expect(chartData("cert-manager", "1.21.1")?.folder).toBe(`${dataFolder()}/cert-manager`);
  });

  test("the definitions are the chart's own, of its groups alone", async () => {
    await engine.create(
      RELEASE,
      "web",
      release({ chart: "../.catalog/traefik-crds-41.3.0.tgz", version: "41.3.0" }),
    );
    expect(definitions()).toEqual(["ingressroutes.traefik.io", "middlewares.traefik.io"]);
    const { spec } = cluster.server.object(`${DEFINITIONS}middlewares.traefik.io`) as { spec: object };
    expect(JSON.stringify(spec)).toContain('"properties":{"prefix":{"type":"string"}}');
  });
});
