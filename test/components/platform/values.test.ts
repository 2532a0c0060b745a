import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import type { AddOnContext } from "../../../components/platform/contract.ts";
import { imagesOf } from "../../../components/platform/plan.ts";
import { mergedValues } from "../../../components/platform/values.ts";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { chartCrds, CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { defaultValues, definitions, HAS_CHART_DATA, valuesSchema } from "./chart-data.ts";
import { sampleFacts, samplePlatform } from "./sample-platform.ts";

if (!HAS_CHART_DATA)
  console.warn("no chart data beside the checkout: values and objects are not held against it");

function contextOf(name: keyof typeof ADD_ONS, changes: Partial<AddOnContext> = {}): AddOnContext {
  const settings = samplePlatform(changes.settings);
  const image = imagesOf(ADD_ONS[name].contract, settings);
  return { settings, facts: sampleFacts(), identity: { "made-up": "annotation" }, image, ...changes };
}

/** Paths of keys that a chart's own values don't have; what is empty there may hold anything. */
function unknownKeys(values: unknown, known: unknown, path = ""): readonly string[] {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return [];
  if (PASSED_ON.includes(path.slice(0, -1))) return [];
  if (typeof known !== "object" || known === null || Object.keys(known).length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    key in known
      ? unknownKeys(value, (known as Record<string, unknown>)[key], `${path}${key}.`)
      : [`${path}${key}`],
  );
}

/** Parts of Kubernetes objects that charts pass on as they are: their values show only what they set there. */
const PASSED_ON = ["resources", "service.spec"];

/** Keys that charts take although their values don't show them: commented out there. */
const COMMENTED_OUT = ["maxUnavailable", "repository", "annotations", "sendAnonymousUsage"];

const OPTIONS = { strict: false, logger: false as const, validateFormats: false };
const ajv = new Ajv2020(OPTIONS);

/** Charts are written against several drafts; a schema with an id can be compiled once by each validator. */
function compiled(schema: object) {
  const isNew = "$schema" in schema && String(schema.$schema).includes("2020-12");
  return (isNew ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS)).compile(schema);
}

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test.each(ADD_ON_NAMES)("the chart of %s knows every value, with one pod and with three", (name) => {
    const schema = valuesSchema(name);
    for (const replicas of [1, 3]) {
      const values = ADD_ONS[name].values(contextOf(name, { settings: samplePlatform({ replicas }) }));
      const strange = unknownKeys(values, defaultValues(name)).filter(
        (path) => !COMMENTED_OUT.includes(path.split(".").at(-1) ?? ""),
      );
      expect(strange).toEqual([]);
      if (schema === undefined) continue;
      const validate = compiled(schema);
      validate(values);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test("a misspelt value is found by the schema, and where there is none by the keys", () => {
    const traefik = compiled(valuesSchema("traefik") ?? {});
    expect(traefik(mergedValues(ADD_ONS.traefik.values(contextOf("traefik")), { replica: 2 }))).toBe(false);
    expect(unknownKeys({ tls: { typ: "helm" } }, defaultValues("metrics-server"))).toEqual(["tls.typ"]);
  });

  test.each(["cert-manager", "traefik"] as const)("the definitions take every object of %s", (name) => {
    const kinds = ["gateway-api", "cert-manager"].flatMap(definitions);
    const settings = samplePlatform();
    const objects = ADD_ONS[name].objects?.(contextOf(name, { settings })) ?? [];
    expect(objects.length).toBeGreaterThan(2);
    for (const object of objects) {
      const [group = "", version = ""] = object.apiVersion.split("/");
      const kind = kinds.find((one) => one.group === group && one.names.kind === object.kind);
      expect(kind?.scope).toBe(object.namespaced ? "Namespaced" : "Cluster");
      const schema = kind?.versions.find((one) => one.name === version)?.schema.openAPIV3Schema;
      const validate = ajv.compile(closed(schema) as object);
      validate({ apiVersion: object.apiVersion, kind: object.kind, metadata: {}, spec: object.spec });
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test("the catalog lists the kinds that the definitions have", () => {
    for (const name of CHART_NAMES.filter((one) => !one.startsWith("traefik"))) {
      const { origin }: Chart = CHARTS[name];
      const from = origin.kind === "crds-folder" ? origin.of : name;
      if (chartCrds(name).length === 0 || definitions(from).length === 0) continue;
      const listed = chartCrds(name).map(({ group, kind, plural, scope, versions }) =>
        [group, kind, plural, scope, ...versions].join(" "),
      );
      const defined = definitions(from).map(({ group, names, scope, versions }) =>
        [group, names.kind, names.plural, scope, ...versions.map((one) => one.name).sort()].join(" "),
      );
      expect([...listed].sort()).toEqual([...defined].sort());
    }
  });
});

/** A schema that takes no field that it does not declare, as strict validation of the API server does. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isObject = "properties" in schema && "type" in schema && schema.type === "object";
  const isOpen = "x-kubernetes-preserve-unknown-fields" in schema || "additionalProperties" in schema;
  return isObject && !isOpen ? { ...inner, additionalProperties: false } : inner;
}

test("values are merged object by object, and all else is replaced", () => {
  const base = { a: { b: 1, c: [1, 2] }, d: "x" };
  expect(mergedValues(base, { a: { c: [3] }, d: { e: 1 } })).toEqual({ a: { b: 1, c: [3] }, d: { e: 1 } });
  expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: "x" });
});
