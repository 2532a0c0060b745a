import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { describe, expect, test } from "vitest";
import { tierContract } from "../../fleet/tiers.ts";

const IMAGE = "ghcr.io/acme/shop:v1.4.2";
const LIBRARY = resolve(import.meta.dirname, "../../library");
const CHART = join(LIBRARY, "charts/application");
const read = (path: string): unknown => parse(readFileSync(path, "utf8"));

describe("values of the chart", () => {
  const schema = JSON.parse(readFileSync(join(CHART, "values.schema.json"), "utf8")) as object;
  const isValid = new Ajv().compile(schema);
  const usual = read(join(CHART, "values.yaml")) as Record<string, unknown>;

  test("have defaults for everything but the image", () => {
    expect(isValid(usual)).toBe(false);
    expect(isValid({ ...usual, image: IMAGE })).toBe(true);
  });

  test("are closed: a word in the wrong case is a mistake and not a default", () => {
    for (const wrong of [
      { Replicas: 5 },
      { replicas: 0 },
      { replicas: "3" },
      { image: "shop" },
      { image: "ghcr.io/acme/shop" },
      { resources: { requests: { cpu: "100m", memory: "128Mi" } } },
      { readiness: {} },
      { port: 80 },
    ])
      expect([wrong, isValid({ ...usual, image: IMAGE, ...wrong })]).toEqual([wrong, false]);
  });

  test("fit into the smallest tenant, and are as many pods as the loss of a zone asks for", () => {
    const { replicas } = usual as { replicas: number };
    const { quota, limits } = tierContract("pooled", "small");
    expect(replicas).toBe(3);
    expect(usual["resources"]).toEqual({
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { cpu: "1", memory: "256Mi" },
    });
    expect(replicas * 100).toBeLessThan(quota.requests.cpuMillicores);
    expect(1000 / 100).toBeLessThanOrEqual(limits.maxLimitRatio.cpuMillicores);
    expect(256 / 128).toBeLessThanOrEqual(limits.maxLimitRatio.memoryMiB);
  });
});

describe("the component of Kustomize as data", () => {
  const file = (name: string) => read(join(LIBRARY, "kustomize/application", name));

  test("has the same guardrails as the chart, and leaves probes and resources to whoever knows them", () => {
    expect(file("deployment.yaml")).toMatchObject({
      spec: { replicas: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    });
    expect(file("budget.yaml")).toMatchObject({
      spec: { minAvailable: 2, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    });
    expect(JSON.stringify(file("container.yaml"))).not.toMatch(/Probe|resources/);
  });

  test("is a component, so that patches of the folder that includes it come after it", () => {
    expect(file("kustomization.yaml")).toMatchObject({ kind: "Component" });
  });
});
