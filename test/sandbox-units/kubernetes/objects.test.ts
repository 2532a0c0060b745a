import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fieldManager } from "../../../sandbox/kubernetes/names.ts";
import { UNKNOWN_VALUE, type Properties } from "../../../sandbox/provider/properties.ts";
import type { TestEngine } from "../engine.ts";
import { CONFIG_MAP, configMap, FakeCluster, NAMESPACE, SERVICE, SETTINGS_PATH } from "./cluster.ts";
import { failure } from "./fake-api-server.ts";

let cluster: FakeCluster;
let engine: TestEngine;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  engine = await cluster.provider({ enableConfigMapMutable: true, enableSecretMutable: true });
});

afterEach(() => {
  cluster.stop();
});

const URN = "urn:pulumi:test::atoll::atoll:network:Network$kubernetes:core/v1:ConfigMap::settings";
const MANAGER = fieldManager(URN);
const made = () => engine.create(CONFIG_MAP, "settings", configMap({ colour: "blue" }));
const dataOf = (path: string) => cluster.server.object(path)?.["data"];

describe("an object", () => {
  test("is applied by the server, strictly, under the name of its resource's field manager", async () => {
    const { id, outputs } = await made();
    const { query, body, authorization } = cluster.server.asked.at(-1)!;
    expect(id).toBe("acme/settings");
    expect(query).toEqual({ fieldManager: MANAGER, force: "false", fieldValidation: "Strict" });
    expect(body).toEqual(configMap({ colour: "blue" }));
    expect(authorization).toBe("Bearer of-the-fake");
    expect(outputs).toMatchObject({ data: { colour: "blue" }, __fieldManager: MANAGER });
    expect(outputs["metadata"]).not.toHaveProperty("managedFields");
  });

  test("is refused where another one has its name already", async () => {
    cluster.server.put(SETTINGS_PATH, configMap({ colour: "red" }), "somebody");
    await expect(made()).rejects.toThrow(
      "ConfigMap acme/settings already exists, and this resource did not make it; " +
        'import it with the id "acme/settings", or give the new one another name',
    );
    expect(dataOf(SETTINGS_PATH)).toEqual({ colour: "red" });
  });

  test("is found again when the reply to its creation was lost", async () => {
    const { outputs } = await made();
    const again = await made();
    expect(again.outputs["metadata"]).toMatchObject({ uid: (outputs["metadata"] as Properties)["uid"]! });
    expect(cluster.server.paths()).toEqual([SETTINGS_PATH]);
  });

  test("that exists becomes the resource's where the provider may take everything over", async () => {
    cluster.server.put(SETTINGS_PATH, configMap({ size: "large" }), "somebody");
    const taker = await cluster.provider({ upsertExistingObjects: true });
    await taker.create(CONFIG_MAP, "settings", configMap({ colour: "blue" }));
    expect(dataOf(SETTINGS_PATH)).toEqual({ size: "large", colour: "blue" });
  });

  test("gets a name of its own and keeps it", async () => {
    const inputs = configMap({}, { namespace: "acme" });
    const state = await engine.create(CONFIG_MAP, "settings", inputs);
    const name = (state.inputs["metadata"] as Properties)["name"];
    expect(name).toMatch(/^settings-[0-9a-f]{8}$/);
    expect(state.inputs["metadata"]).toMatchObject({ annotations: { "pulumi.com/autonamed": "true" } });
    expect(await engine.check(CONFIG_MAP, "settings", inputs, state.inputs)).toEqual(state.inputs);
  });

  test("with a made-up name is found again as well, and its successor gets another name", async () => {
    const inputs = configMap({}, { namespace: "acme" });
    const lost = await engine.create(CONFIG_MAP, "settings", inputs);
    const later = await cluster.provider();
    const found = await later.create(CONFIG_MAP, "settings", inputs);
    expect(found.id).toBe(lost.id);
    expect(await later.diff(found, { ...inputs, data: { colour: "red" } })).toEqual({
      "data.colour": "ADD_REPLACE",
    });
    const successor = await later.create(CONFIG_MAP, "settings", inputs);
    expect(successor.id).toMatch(/^acme\/settings-[0-9a-f]{8}$/);
    expect(successor.id).not.toBe(found.id);
  });

  test("is changed by its field manager, and loses what the program no longer sets", async () => {
    const state = await engine.create(CONFIG_MAP, "settings", configMap({ colour: "blue", size: "small" }));
    await engine.update(state, configMap({ colour: "green" }));
    expect(dataOf(SETTINGS_PATH)).toEqual({ colour: "green" });
  });

  test("is gone after its deletion, and a second deletion finds nothing to do", async () => {
    const state = await made();
    await engine.delete(state);
    await engine.delete(state);
    expect(cluster.server.paths()).toEqual([]);
    expect(await engine.refresh(state)).toBeUndefined();
  });

  test("that a finalizer holds is told with that finalizer", async () => {
    const metadata = {
      name: "settings",
      namespace: "acme",
      finalizers: ["atoll.example/hangs"],
      annotations: { "pulumi.com/timeoutSeconds": "0.2" },
    };
    const state = await engine.create(CONFIG_MAP, "settings", configMap({}, metadata));
    await expect(engine.delete(state)).rejects.toThrow(
      "ConfigMap acme/settings is still there 0.2 s after its deletion: " + "held by atoll.example/hangs",
    );
  });

  test("is imported as it is, without what the server writes", async () => {
    cluster.server.put(SETTINGS_PATH, configMap({ colour: "red" }));
    const state = await engine.import(CONFIG_MAP, "settings", "acme/settings");
    expect(state!.inputs).toEqual(configMap({ colour: "red" }));
    expect(state!.outputs).toMatchObject({ __fieldManager: MANAGER });
  });

  test("of a kind that ends with Patch changes an object of others, and gives its fields back", async () => {
    const path = "/api/v1/namespaces/acme/serviceaccounts/default";
    const metadata = { name: "default", namespace: "acme" };
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata };
    cluster.server.put(path, { ...account, secrets: "of-others" }, "controller");
    const patch = { ...account, automountServiceAccountToken: false };
    const state = await engine.create("kubernetes:core/v1:ServiceAccountPatch", "default", patch);
    expect(cluster.server.object(path)).toMatchObject({
      secrets: "of-others",
      automountServiceAccountToken: false,
    });
    await engine.delete(state);
    expect(cluster.server.object(path)).toMatchObject({ secrets: "of-others" });
    expect(cluster.server.object(path)).not.toHaveProperty("automountServiceAccountToken");
    cluster.server.remove(path);
    await engine.delete(state);
    expect(cluster.server.paths()).toEqual([]);
  });
});

describe("a kind that its controller made", () => {
  test("is changed by a patch of a custom resource, and stays when that goes", async () => {
    const metadata = { name: "default", namespace: "acme" };
    const own = { apiVersion: "tests.atoll.example/v1", kind: "Widget", metadata };
    const path = "/apis/tests.atoll.example/v1/namespaces/acme/widgets/default";
    cluster.server.put(path, { ...own, spec: { open: true } }, "controller");
    const patch = { ...own, spec: { closed: true } };
    const state = await engine.create("kubernetes:tests.atoll.example/v1:WidgetPatch", "default", patch);
    expect(cluster.server.object(path)).toMatchObject({ spec: { open: true, closed: true } });
    await engine.delete(state);
    expect(cluster.server.object(path)).toMatchObject({ spec: { open: true } });
  });
});

describe("a preview", () => {
  test("makes nothing and knows no status", async () => {
    const shown = await engine.preview(CONFIG_MAP, "settings", configMap({ colour: "blue" }));
    expect(shown).toEqual({ ...configMap({ colour: "blue" }), status: UNKNOWN_VALUE });
    expect(cluster.server.paths()).toEqual([]);
  });

  test("works without a cluster, and an update does not", async () => {
    const blind = await cluster.provider({ kubeconfig: "" });
    const inputs = configMap({ colour: "blue" });
    expect(await blind.preview(CONFIG_MAP, "settings", inputs)).toMatchObject(inputs);
    await expect(blind.create(CONFIG_MAP, "settings", inputs)).rejects.toThrow(
      "configured Kubernetes cluster is unreachable: the provider has no kubeconfig",
    );
  });

  test("refuses fields that the server does not know, each by its path", async () => {
    cluster.server.refusals.push(
      failure(400, "BadRequest", 'strict decoding error: unknown field "spec.hots", duplicate field "data"'),
    );
    await expect(engine.preview(CONFIG_MAP, "settings", configMap({}))).rejects.toThrow(
      "spec.hots: unknown field\ndata: duplicate field",
    );
  });

  test("refuses values that the server does not allow", async () => {
    cluster.server.refusals.push(
      failure(422, "Invalid", "it is invalid", [
        { reason: "FieldValueInvalid", message: "Invalid value: -1", field: "spec.replicas" },
      ]),
    );
    await expect(engine.preview(CONFIG_MAP, "settings", configMap({}))).rejects.toThrow(
      "spec.replicas: Invalid value: -1",
    );
  });
});

describe("waiting", () => {
  test("ends when the object is ready", async () => {
    cluster.server.controller = (object) => ({ ...object, status: { phase: "Active" } });
    const inputs = { apiVersion: "v1", kind: "Namespace", metadata: { name: "acme" } };
    const { outputs } = await engine.create(NAMESPACE, "acme", inputs);
    expect(outputs["status"]).toEqual({ phase: "Active" });
  });

  test("is not done for what pulumi.com/waitFor names: no controller is there that would ever set it", async () => {
    const metadata = {
      name: "settings",
      namespace: "acme",
      annotations: { "pulumi.com/waitFor": "condition=Ready", "pulumi.com/timeoutSeconds": "0.2" },
    };
    const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata, data: {} };
    const { outputs } = await engine.create(CONFIG_MAP, "settings", inputs);
    expect(outputs).not.toHaveProperty("status");
  });

  test("in vain says what for, and keeps the object for the next update", async () => {
    const metadata = { name: "web", namespace: "acme", annotations: { "pulumi.com/timeoutSeconds": "0.2" } };
    const inputs = { apiVersion: "v1", kind: "Service", metadata, spec: { type: "LoadBalancer" } };
    await expect(engine.create(SERVICE, "web", inputs)).rejects.toThrow(
      "Service acme/web: not ready after 0.2 s: no load balancer has an address for it",
    );
    expect(cluster.server.paths()).toEqual(["/api/v1/namespaces/acme/services/web"]);
  });
});
