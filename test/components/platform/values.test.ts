import { Ajv } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import type { AddOnContext } from "../../../components/platform/contract.ts";
import { mergedValues } from "../../../components/platform/values.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { addOnContext } from "./add-on-context.ts";
import { defaultValues, definitions, HAS_CHART_DATA, valuesSchema } from "./chart-data.ts";
import { definitionFaults } from "./chart-definitions.ts";
import { SAMPLE_CLOUD } from "./sample-platform.ts";

if (!HAS_CHART_DATA)
  console.warn("no chart data beside the checkout: values and objects are not held against it");

/** Beside each add-on: what has kinds, and what serves them. */
const BESIDE: readonly AddOnName[] = ["cert-manager", "gateway-api", "metrics-server", "traefik"];

function contextOf<Name extends AddOnName>(name: Name, replicas = 2): AddOnContext<Name> {
  return addOnContext(name, { beside: BESIDE, settings: { replicas }, cloud: SAMPLE_CLOUD });
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
const PASSED_ON = [
  "resources",
  "service.spec",
  "podSecurityContext",
  "containerSecurityContext",
  "securityContext",
  "trivy.server.podSecurityContext",
  "trivy.server.securityContext",
  // Maps that a chart takes whole, and values of a chart inside another.
  "configs.cm",
  "configs.params",
  "redis-ha",
  "operator.resources",
  "opencost.exporter.resources",
  "opencost.customPricing.costModel",
  // What Grafana and Istio themselves are told.
  "grafana.ini",
  "meshConfig",
  // What Loki itself is told.
  "loki.commonConfig",
  "loki.extraMemberlistConfig",
  "loki.limits_config",
  "loki.storage",
];

/** Keys that charts take although their values don't show them: commented out there. */
const COMMENTED_OUT = [
  "maxUnavailable",
  "repository",
  "annotations",
  "sendAnonymousUsage",
  "issuerRef",
  "priorityClassName",
  "storageClassName",
  "profile",
  "validationFailurePolicy",
];

const OPTIONS = { strict: false, logger: false as const, validateFormats: false };

/** Charts are written against several drafts; a schema with an id can be compiled once by each validator. */
function compiled(schema: object) {
  const draft = "$schema" in schema ? String(schema.$schema) : "";
  if (draft.includes("2019-09")) return new Ajv2019(OPTIONS).compile(schema);
  return (draft.includes("2020-12") ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS)).compile(schema);
}

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test.each(ADD_ON_NAMES)(
    "trap: most charts take a key that they don't know without a word: that of %s knows every value, with one pod and with three",
    (name) => {
      const { chart } = ADD_ONS[name].contract;
      const schema = valuesSchema(chart);
      for (const replicas of [1, 3]) {
        const values = ADD_ONS[name].values(contextOf(name, replicas));
        const strange = unknownKeys(values, defaultValues(chart)).filter(
          (path) => !COMMENTED_OUT.includes(path.split(".").at(-1) ?? ""),
        );
        expect(strange).toEqual([]);
        if (schema === undefined) continue;
        const validate = compiled(schema);
        // Helm holds the whole against the schema, the defaults of the chart included.
        validate(mergedValues((defaultValues(chart) ?? {}) as Record<string, unknown>, values));
        expect(validate.errors ?? []).toEqual([]);
      }
    },
  );

  test("trap: a misspelt value is found by the schema, and where there is none by the keys", () => {
    const traefik = compiled(valuesSchema("traefik") ?? {});
    expect(traefik(mergedValues(ADD_ONS.traefik.values(contextOf("traefik")), { replica: 2 }))).toBe(false);
    expect(unknownKeys({ tls: { typ: "helm" } }, defaultValues("metrics-server"))).toEqual(["tls.typ"]);
  });

  test.each(["cert-manager", "traefik"] as const)("the definitions take every object of %s", (name) => {
    const kinds = ["gateway-api", "cert-manager"].flatMap(definitions);
    const objects = ADD_ONS[name].objects?.(contextOf(name)) ?? [];
    expect(objects.length).toBeGreaterThan(2);
    for (const object of objects) {
      const kind = kinds.find(
        ({ group, names }) => object.apiVersion.startsWith(`${group}/`) && names.kind === object.kind,
      );
      expect(kind?.scope).toBe(object.namespaced ? "Namespaced" : "Cluster");
      expect(definitionFaults(object)).toEqual([]);
    }
  });
});

test("values are merged object by object, and all else is replaced", () => {
  const base = { a: { b: 1, c: [1, 2] }, d: "x" };
  expect(mergedValues(base, { a: { c: [3] }, d: { e: 1 } })).toEqual({ a: { b: 1, c: [3] }, d: { e: 1 } });
  expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: "x" });
});
