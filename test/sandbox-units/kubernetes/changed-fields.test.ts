import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestEngine } from "../engine.ts";
import { CONFIG_MAP, configMap, FakeCluster, SETTINGS_PATH } from "./cluster.ts";

let cluster: FakeCluster;
let engine: TestEngine;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  engine = await cluster.provider({ enableConfigMapMutable: true, enableSecretMutable: true });
});

afterEach(() => {
  cluster.stop();
});

const made = () => engine.create(CONFIG_MAP, "settings", configMap({ colour: "blue" }));
const dataOf = (path: string) => cluster.server.object(path)?.["data"];

describe("a field that somebody changed", () => {
  test("is found by a refresh, stops the update by naming who manages it, and is put back by force", async () => {
    const state = await made();
    cluster.server.put(SETTINGS_PATH, configMap({ colour: "red" }));
    const refreshed = (await engine.refresh(state))!;
    expect(refreshed.inputs).toEqual(configMap({ colour: "red" }));
    expect(await engine.diff(refreshed, state.inputs)).toEqual({ "data.colour": "UPDATE" });
    await expect(engine.update(refreshed, state.inputs)).rejects.toThrow(
      "updating ConfigMap settings: the update would overwrite what others manage: data.colour is managed by " +
        '"kubectl-edit". Take the change into the program, or take the fields over: set the provider\'s ' +
        'enablePatchForce for one run, or the annotation pulumi.com/patchForce: "true" on the object',
    );
    const forced = await cluster.provider({ enablePatchForce: true, enableConfigMapMutable: true });
    await forced.update(refreshed, state.inputs);
    expect(dataOf(SETTINGS_PATH)).toEqual({ colour: "blue" });
  });

  test("is put back where the object's annotation takes fields over", async () => {
    const metadata = {
      name: "settings",
      namespace: "acme",
      annotations: { "pulumi.com/patchForce": "true" },
    };
    const state = await engine.create(CONFIG_MAP, "settings", configMap({ colour: "blue" }, metadata));
    cluster.server.put(SETTINGS_PATH, configMap({ colour: "red" }));
    await engine.update(state, configMap({ colour: "blue" }, metadata));
    expect(dataOf(SETTINGS_PATH)).toEqual({ colour: "blue" });
  });

  test("that the program does not set is nobody's business", async () => {
    const state = await made();
    cluster.server.put(SETTINGS_PATH, configMap({ size: "large" }));
    expect((await engine.refresh(state))!.inputs).toEqual(state.inputs);
  });

  test("is no change where the server only writes it its own way", async () => {
    cluster.server.controller = (object) => ({ ...object, data: { cpu: "1" } });
    const state = await engine.create(CONFIG_MAP, "settings", configMap({ cpu: "1000m" }));
    expect((await engine.refresh(state))!.inputs).toEqual(state.inputs);
  });
});
