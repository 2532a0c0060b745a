import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api, ObjectRef } from "../../sandbox/kubernetes/api.ts";
import { dataFolder } from "../../sandbox/kubernetes/chart-data.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import type { TestEngine, State } from "../sandbox-units/engine.ts";
import {
  configMap,
  inAcme,
  mapRef,
  NAMESPACE,
  startProviderWorld,
  type ProviderWorld,
} from "./provider-world.ts";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const RELEASE = "kubernetes:helm.sh/v3:Release";

let world: ProviderWorld;
let engine: TestEngine;
let api: Api;

beforeAll(async () => {
  world = await startProviderWorld();
  ({ engine, api } = world);
});

afterAll(() => world.stop());

const byHand = (ref: ObjectRef, body: Properties) =>
  api.apply(ref, body, { manager: "kubectl-edit", force: true });

/** Made, previewed again and refreshed: nothing may differ. */
async function settled(type: string, name: string, inputs: Properties): Promise<State> {
  const state = await engine.create(type, name, inputs);
  expect(await engine.diff(state, inputs)).toEqual({});
  expect((await engine.refresh(state))!.inputs).toEqual(state.inputs);
  return state;
}

describe("objects", () => {
  test("whose quantities the server writes its own way are no drift", async () => {
    const spec = { hard: { "requests.cpu": "1000m", "requests.memory": "1024Mi", pods: "10" } };
    const inputs = { apiVersion: "v1", kind: "ResourceQuota", metadata: inAcme("quota"), spec };
    const { outputs } = await settled("kubernetes:core/v1:ResourceQuota", "quota", inputs);
    expect(outputs["spec"]).toEqual({ hard: { "requests.cpu": "1", "requests.memory": "1Gi", pods: "10" } });
  });

  test("with fields that the server fills in are no drift", async () => {
    const ingress = [{ from: [{ podSelector: {} }], ports: [{ port: 8080 }] }];
    const spec = { podSelector: {}, policyTypes: ["Ingress"], ingress };
    const inputs = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: inAcme("walls"),
      spec,
    };
    await settled("kubernetes:networking.k8s.io/v1:NetworkPolicy", "walls", inputs);
  });

  test("changed by hand are found by a refresh, stop preview and update, and are put back by force", async () => {
    const state = await engine.create(CONFIG_MAP, "edited", configMap("edited", { colour: "blue" }));
    await byHand(mapRef("edited"), configMap("edited", { colour: "red" }));
    const refreshed = (await engine.refresh(state))!;
    expect(await engine.diff(refreshed, state.inputs)).toEqual({ "data.colour": "UPDATE" });
    const message =
      "updating ConfigMap edited: the update would overwrite what others manage: data.colour is managed by " +
      '"kubectl-edit". Take the change into the program, or take the fields over: set the provider\'s ' +
      'enablePatchForce for one run, or the annotation pulumi.com/patchForce: "true" on the object';
    await expect(engine.update(refreshed, state.inputs)).rejects.toThrow(message);
    const forced = await world.provider({ enablePatchForce: true });
    const updated = await forced.update(refreshed, state.inputs);
    expect((await api.get(mapRef("edited")))!["data"]).toEqual({ colour: "blue" });
    expect((await engine.refresh(updated))!.inputs).toEqual(state.inputs);
  });

  test("lose what the program no longer sets", async () => {
    const state = await engine.create(CONFIG_MAP, "shrinking", configMap("shrinking", { a: "1", b: "2" }));
    await engine.update(state, configMap("shrinking", { a: "1" }));
    expect((await api.get(mapRef("shrinking")))!["data"]).toEqual({ a: "1" });
  });

  test("made by others are refused, and made by a lost update of the same resource are found again", async () => {
    await byHand(mapRef("foreign"), configMap("foreign", { a: "1" }));
    await expect(engine.create(CONFIG_MAP, "foreign", configMap("foreign", { a: "2" }))).rejects.toThrow(
      "ConfigMap acme/foreign already exists, and this resource did not make it",
    );
    const { outputs } = await engine.create(CONFIG_MAP, "lost", configMap("lost", { a: "1" }));
    const again = await engine.create(CONFIG_MAP, "lost", configMap("lost", { a: "1" }));
    const uidOf = (properties: Properties) => (properties["metadata"] as Properties)["uid"];
    expect(uidOf(again.outputs)).toBe(uidOf(outputs));
  });

  test("with an unknown field are refused in a preview, new or changed, by the field's path", async () => {
    const template = {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", imag: "x" }] },
    };
    const spec = { replica: 2, selector: { matchLabels: { app: "web" } }, template };
    const inputs = { apiVersion: "apps/v1", kind: "Deployment", metadata: inAcme("web"), spec };
    await expect(engine.preview(DEPLOYMENT, "web", inputs)).rejects.toThrow(
      "spec.replica: unknown field\nspec.template.spec.containers[0].imag: unknown field",
    );
    const state = await engine.create(CONFIG_MAP, "strict", configMap("strict", { a: "1" }));
    const wrong = { ...configMap("strict", { a: "1" }), dat: { b: "2" } };
    await expect(engine.diff(state, wrong)).rejects.toThrow("dat: field not declared in schema");
  });

  test("with a value that the server does not allow are refused in a preview", async () => {
    const inputs = configMap("Not a name", {});
    await expect(engine.preview(CONFIG_MAP, "name", inputs)).rejects.toThrow(
      /^metadata\.name: Invalid value: "Not a name"/,
    );
  });

  test("that a finalizer holds are told with it after the time that the program gives", async () => {
    const more = { finalizers: ["atoll.example/hangs"], annotations: { "pulumi.com/timeoutSeconds": "1" } };
    const state = await engine.create(CONFIG_MAP, "held", configMap("held", {}, more));
    await expect(engine.delete(state)).rejects.toThrow(
      "ConfigMap acme/held is still there 1 s after its deletion: held by atoll.example/hangs",
    );
    const free = { ...configMap("held", {}), metadata: inAcme("held", { finalizers: [] }) };
    await api.apply(mapRef("held"), free, {
      manager: state.outputs["__fieldManager"] as string,
      force: true,
    });
    await engine.delete(state);
    expect(await api.get(mapRef("held"))).toBeUndefined();
  });

  test("of others are changed by patches, and given back", async () => {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: inAcme("default") };
    const patch = { ...account, automountServiceAccountToken: false };
    const state = await engine.create("kubernetes:core/v1:ServiceAccountPatch", "default", patch);
    expect((await engine.refresh(state))!.inputs).toEqual(patch);
    await engine.delete(state);
    const left = await api.get({ ...account, name: "default", namespace: "acme" });
    expect(left).not.toHaveProperty("automountServiceAccountToken");
  });

  test("that wait for a consumer are not waited for", async () => {
    const storage = {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "late" },
      provisioner: "ebs.csi.aws.com",
      volumeBindingMode: "WaitForFirstConsumer",
    };
    await settled("kubernetes:storage.k8s.io/v1:StorageClass", "late", storage);
    const resources = { requests: { storage: "1Gi" } };
    const spec = { storageClassName: "late", accessModes: ["ReadWriteOnce"], resources };
    const claim = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: inAcme("data"), spec };
    const { outputs } = await settled("kubernetes:core/v1:PersistentVolumeClaim", "data", claim);
    expect(outputs["status"]).toEqual({ phase: "Pending" });
  });

  test("are waited for: a balanced Service has an address afterwards", async () => {
    const spec = { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] };
    const inputs = { apiVersion: "v1", kind: "Service", metadata: inAcme("web"), spec };
    const { outputs } = await settled("kubernetes:core/v1:Service", "web", inputs);
    expect(outputs["status"]).toEqual({
      loadBalancer: { ingress: [{ hostname: "web-acme.elb.simulated.invalid" }] },
    });
  });

  test("that never become ready say what they wait for", async () => {
    const template = {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", image: "web:1" }] },
    };
    const spec = { replicas: 2, selector: { matchLabels: { app: "web" } }, template };
    const metadata = { name: "web", annotations: { "pulumi.com/timeoutSeconds": "1" } };
    const inputs = { apiVersion: "apps/v1", kind: "Deployment", metadata, spec };
    await expect(engine.create(DEPLOYMENT, "web", inputs)).rejects.toThrow(
      "Deployment default/web: not ready after 1 s: 0 of 2 replicas of the current template are available " +
        "(Deployment does not have minimum availability.)",
    );
  });
});

test("a namespace is gone with all that was in it", async () => {
  const inputs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "brief" } };
  const state = await settled(NAMESPACE, "brief", inputs);
  await engine.create(CONFIG_MAP, "inside", {
    ...configMap("x", {}),
    metadata: { name: "x", namespace: "brief" },
  });
  await engine.delete(state);
  expect(await api.get({ apiVersion: "v1", kind: "Namespace", name: "brief" })).toBeUndefined();
});

describe.skipIf(!existsSync(dataFolder()))("a release with the chart's own files", () => {
  const release = {
    chart: "cert-manager",
    version: "v1.21.1",
    name: "cert-manager",
    namespace: "cert-manager",
  };
  const ISSUER = "kubernetes:cert-manager.io/v1:ClusterIssuer";
  const issuer = (spec: Properties) => ({
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    metadata: { name: "own" },
    spec,
  });

  test("brings kinds whose objects the server checks field by field, and leaves them when it goes", async () => {
    const inputs = { ...release, createNamespace: true, values: { crds: { enabled: true } } };
    const state = await settled(RELEASE, "cert-manager", inputs);
    await settled(ISSUER, "own", issuer({ selfSigned: {} }));
    await expect(
      engine.preview(ISSUER, "other", { ...issuer({ selfSignd: {} }), metadata: { name: "other" } }),
    ).rejects.toThrow("spec.selfSignd: unknown field");
    await engine.delete(state);
    expect(await engine.refresh(state)).toBeUndefined();
    expect(
      await api.get({ apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", name: "own" }),
    ).toBeDefined();
  });
});
