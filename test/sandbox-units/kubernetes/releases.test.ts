import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi, type MockInstance } from "vitest";
import { chartData, dataFolder } from "../../../sandbox/kubernetes/chart-data.ts";
import { KEPT_BY_HELM } from "../../../fleet/platform-vocabulary.ts";
import { UNKNOWN_VALUE, type Properties } from "../../../sandbox/provider/properties.ts";
import type { TestEngine } from "../engine.ts";
import { FakeCluster } from "./cluster.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const RECORD = "/api/v1/namespaces/platform/secrets/sh.helm.release.v1.web.recorded-by-simulator";
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

let cluster: FakeCluster;
let engine: TestEngine;
let told: MockInstance<typeof process.stderr.write>;

beforeEach(async () => {
  // Without the files of the charts, so that the tests say the same everywhere.
  vi.stubEnv("ATOLL_CHART_DATA", import.meta.dirname);
  told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  cluster = await FakeCluster.start();
  cluster.server.controller = (object) =>
    object["kind"] === "CustomResourceDefinition"
      ? { ...object, status: { conditions: [{ type: "Established", status: "True" }] } }
      : object;
  engine = await cluster.provider();
  cluster.server.put("/api/v1/namespaces/platform", namespace("platform"), "somebody");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  cluster.stop();
});

const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const release = (more: Properties = {}) => ({
  chart: "made-up",
  version: "1.2.3",
  name: "web",
  namespace: "platform",
  repositoryOpts: { repo: "https://charts.example" },
  ...more,
});
const definitions = () =>
  cluster.server
    .paths()
    .flatMap((path) => (path.startsWith(DEFINITIONS) ? [path.slice(DEFINITIONS.length)] : []));

describe("a release", () => {
  test("is recorded under a name that says so, without its values", async () => {
    const { id, outputs } = await engine.create(RELEASE, "web", release({ values: { password: "hush" } }));
    expect(id).toBe("platform/web");
    expect(outputs).toMatchObject({
      resourceNames: {},
      status: {
        appVersion: "",
        chart: "made-up",
        name: "web",
        namespace: "platform",
        revision: 1,
        status: "deployed",
        version: "1.2.3",
      },
    });
    const { data } = cluster.server.object(RECORD) as { data: Record<string, string> };
    const texts = Object.values(data).map((value) => Buffer.from(value, "base64").toString());
    expect(texts).toContain(
      "A release recorded by the simulator: nothing of its chart runs here but its custom resource definitions.",
    );
    expect(texts.join()).not.toContain("hush");
  });

  test("is found again when the reply to its creation was lost", async () => {
    await engine.create(RELEASE, "web", release());
    expect((await engine.create(RELEASE, "web", release())).outputs["status"]).toMatchObject({ revision: 1 });
  });

  test("cannot have the name of another", async () => {
    await engine.create(RELEASE, "web", release());
    await expect(engine.create(RELEASE, "other", release())).rejects.toThrow(
      "cannot re-use a name that is still in use: a release web is recorded in the namespace platform",
    );
  });

  test("makes its namespace only when told so", async () => {
    const inputs = release({ namespace: "new" });
    await expect(engine.create(RELEASE, "web", inputs)).rejects.toThrow(
      'namespaces "new" not found; the release does not set createNamespace',
    );
    await engine.create(RELEASE, "web", { ...inputs, createNamespace: true });
    expect(cluster.server.object("/api/v1/namespaces/new")).toBeDefined();
  });

  test("counts its revisions, and is replaced by another name alone", async () => {
    const state = await engine.create(RELEASE, "web", release());
    expect(await engine.diff(state, release({ version: "1.2.4", values: { a: 1 } }))).toEqual({
      version: "UPDATE",
      values: "ADD",
    });
    expect(await engine.diff(state, release({ name: "www" }))).toEqual({ name: "UPDATE_REPLACE" });
    const { outputs } = await engine.update(state, release({ version: "1.2.4" }));
    expect(outputs["status"]).toMatchObject({ revision: 2, version: "1.2.4" });
  });

  test("that somebody removed is gone to a refresh; its deletion removes exactly its record", async () => {
    const state = await engine.create(RELEASE, "web", release());
    expect(await engine.refresh(state)).toEqual({ ...state, outputs: expect.anything() as Properties });
    await engine.delete(state);
    expect(cluster.server.paths()).toEqual(["/api/v1/namespaces/platform"]);
    expect(await engine.refresh(state)).toBeUndefined();
  });

  test("with values that the stack does not know of shows none, so that the next update sets them", async () => {
    const state = await engine.create(RELEASE, "web", release({ values: { a: 1 } }));
    await engine.update(state, release({ values: { a: 2 } }));
    expect((await engine.refresh(state))!.inputs).toEqual(release());
  });

  test("knows neither status nor names of objects in a preview", async () => {
    const shown = await engine.preview(RELEASE, "web", release());
    expect(shown).toMatchObject({ status: UNKNOWN_VALUE, resourceNames: UNKNOWN_VALUE });
  });

  test("gets a name and a namespace, and keeps them", async () => {
    const { chart, version } = release();
    const inputs = await engine.check(RELEASE, "web", { chart, version });
    expect(inputs).toEqual({
      chart,
      version,
      namespace: "default",
      name: expect.stringMatching(/^web-[0-9a-f]{8}$/) as string,
    });
    expect(await engine.check(RELEASE, "web", { chart, version }, inputs)).toEqual(inputs);
  });

  test.each([
    [{ chrt: "x" }, "chrt: a release has no input chrt"],
    [{ timeout: "5m" }, "timeout: expected a number, got a string"],
    [{ postrender: "x" }, "postrender: postrender is not simulated"],
    [{ chart: "" }, "chart: a release needs a chart"],
    [{ name: "Web" }, 'name: expected at most 53 lower-case letters, digits and dashes, got "Web"'],
  ])("with %o is refused", async (more, message) => {
    await expect(engine.check(RELEASE, "web", release(more))).rejects.toThrow(message);
  });
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

describe("with the chart's own files", () => {
  beforeEach(() => {
    vi.unstubAllEnvs();
  });
  const isHere = existsSync(dataFolder());
  const check = (chart: string, version: string, values: Properties) =>
    engine.check(RELEASE, "web", release({ chart, version, values }));

  test.skipIf(!isHere)("a value of the wrong type is refused by the schema", async () => {
    await expect(check("cert-manager", "v1.21.1", { replicaCount: "two" })).rejects.toThrow(
      "values.replicaCount: it must be number",
    );
  });

  test.skipIf(!isHere)("an unknown value is refused, at any depth that the schema closes", async () => {
    await expect(check("cert-manager", "v1.21.1", { replicas: 2, crds: { on: true } })).rejects.toThrow(
      "values.replicas: the chart has no such value\nvalues.crds.on: the chart has no such value",
    );
  });

  test.skipIf(!isHere)(
    "an unknown value is refused by the default values where there is no schema",
    async () => {
      await expect(check("metrics-server", "3.13.1", { replica: 2 })).rejects.toThrow(
        "values.replica: the chart has no such value",
      );
      await expect(check("metrics-server", "3.13.1", { replicas: 2 })).resolves.toBeDefined();
    },
  );

  test.skipIf(!isHere)("a value that is not known yet is no fault", async () => {
    await expect(check("cert-manager", "v1.21.1", { replicaCount: UNKNOWN_VALUE })).resolves.toBeDefined();
  });

  test.skipIf(!isHere)("another version than that of the files is not checked", () => {
    expect(chartData("cert-manager", "v1.21.0")).toBeUndefined();
    expect(chartData("cert-manager", "1.21.1")?.folder).toBe(`${dataFolder()}/cert-manager`);
  });

  test.skipIf(!isHere)("the definitions are the chart's own, of its groups alone", async () => {
    await engine.create(
      RELEASE,
      "web",
      release({ chart: "../.catalog/traefik-crds-41.3.0.tgz", version: "41.3.0" }),
    );
    expect(definitions()).toHaveLength(10);
    const { spec } = cluster.server.object(`${DEFINITIONS}middlewares.traefik.io`) as { spec: object };
    expect(JSON.stringify(spec)).not.toContain('"x-kubernetes-preserve-unknown-fields":true}}');
  });
});
