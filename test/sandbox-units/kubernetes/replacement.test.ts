import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { TestEngine } from "../engine.ts";
import { CONFIG_MAP, configMap, DEPLOYMENT, FakeCluster } from "./cluster.ts";

let cluster: FakeCluster;
let engine: TestEngine;

beforeEach(async () => {
  cluster = await FakeCluster.start();
  engine = await cluster.provider();
});

afterEach(() => {
  cluster.stop();
});

describe("a replacement", () => {
  const changes = async (type: string, before: Properties, after: Properties, settings: Properties = {}) => {
    const provider = await cluster.provider(settings);
    const inputs = await provider.check(type, "thing", before);
    return provider.diff({ type, name: "thing", id: "acme/thing", inputs, outputs: inputs }, after);
  };
  const metadata = { name: "thing", namespace: "acme" };
  const deployment = (app: string, replicas: number) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: { replicas, selector: { matchLabels: { app } } },
  });

  test("follows a change of name or namespace, and not one of labels", async () => {
    const after = configMap(
      {},
      { name: "other", namespace: "beta", labels: { "app.kubernetes.io/name": "x" } },
    );
    expect(await changes(CONFIG_MAP, configMap({}, metadata), after)).toEqual({
      "metadata.name": "UPDATE_REPLACE",
      "metadata.namespace": "UPDATE_REPLACE",
      "metadata.labels": "ADD",
    });
  });

  test("does not follow when the namespace is written that was meant", async () => {
    const [bare, full] = [configMap({}, { name: "a" }), configMap({}, { name: "a", namespace: "default" })];
    expect(await changes(CONFIG_MAP, bare, full)).toEqual({ "metadata.namespace": "ADD" });
  });

  test("follows a change of selector, and not one of replicas", async () => {
    expect(await changes(DEPLOYMENT, deployment("a", 1), deployment("b", 2))).toEqual({
      "spec.replicas": "UPDATE",
      "spec.selector.matchLabels.app": "UPDATE_REPLACE",
    });
  });

  test.each([
    [{}, {}, "UPDATE_REPLACE"],
    [{ enableConfigMapMutable: true }, {}, "UPDATE"],
    [{ enableConfigMapMutable: true }, { immutable: true }, "UPDATE_REPLACE"],
    [{ enableSecretMutable: true }, {}, "UPDATE_REPLACE"],
  ])(
    "follows changed data of a ConfigMap by settings %o and inputs %o: %s",
    async (settings, extra, kind) => {
      const [before, after] = [configMap({ a: "1" }), configMap({ a: "2" })];
      const told = await changes(CONFIG_MAP, { ...before, ...extra }, { ...after, ...extra }, settings);
      expect(told).toEqual({ "data.a": kind });
    },
  );

  test("deletes first what keeps its name, and last what has a new one", async () => {
    const fixed = await engine.create(DEPLOYMENT, "thing", {
      ...deployment("a", 1),
      metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
    });
    expect(await engine.deletesBeforeReplace(fixed, deployment("b", 1))).toBe(true);
    const loose = { ...deployment("a", 1), metadata: { annotations: { "pulumi.com/skipAwait": "true" } } };
    const named = await engine.create(DEPLOYMENT, "loose", loose);
    const after = { ...deployment("b", 1), metadata: loose.metadata };
    expect(await engine.deletesBeforeReplace(named, after)).toBe(false);
  });
});
