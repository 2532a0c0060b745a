import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { before, inOrder } from "../../../components/platform/order.ts";
import { mergedValues } from "../../../components/platform/values.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { addOnContext } from "./add-on-context.ts";
import { defaultValues, HAS_CHART_DATA } from "./chart-data.ts";
import { SAMPLE_CLOUD } from "./sample-platform.ts";

const MONITORS: AddOnName = "prometheus-operator-crds";

function valuesOf(name: AddOnName, beside: readonly AddOnName[]): Readonly<Record<string, unknown>> {
  const context = addOnContext(name, { beside, settings: { replicas: 2 }, cloud: SAMPLE_CLOUD });
  return ADD_ONS[name].values(context);
}

/** Every path of plain values, such as `metrics.serviceMonitor.enabled`, with what it leads to. */
function leaves(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path.slice(0, -1), value]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}${key}.`));
}

/** What switches monitors of a chart. */
const monitorSwitches = (values: unknown): readonly (readonly [string, unknown])[] =>
  leaves(values).filter(([path]) =>
    /(service|pod)?monitor(operator|enabled)?(\.(enabled|create))?$/i.test(path),
  );

describe("monitors", () => {
  test("trap: charts render them only where their kind is known, or fail: it comes before all that runs something", () => {
    const contracts = ADD_ON_NAMES.map((name) => ADD_ONS[name].contract);
    const order = inOrder(contracts).map(({ name }) => name);
    const running = contracts.filter(({ ready }) => ready.kind !== "crds");
    expect(running.length).toBeGreaterThan(20);
    for (const contract of running) {
      expect(before(contract)).toContain(MONITORS);
      expect(order.indexOf(contract.name)).toBeGreaterThan(order.indexOf(MONITORS));
    }
  });

  test("trap: a monitor that is gated on its kind would change with the next installation: it is on where the kind is, and off elsewhere", () => {
    const wrong = ADD_ON_NAMES.flatMap((name) => {
      const isRequired = ADD_ONS[name].contract.requires.includes(MONITORS);
      const on = monitorSwitches(valuesOf(name, [MONITORS])).filter(([, is]) => is !== true);
      const off = isRequired ? [] : monitorSwitches(valuesOf(name, [])).filter(([, is]) => is !== false);
      return [...on, ...off].map(([path]) => `${name}: ${path}`);
    });
    expect(wrong).toEqual([]);
    const without = ADD_ON_NAMES.filter((name) => monitorSwitches(valuesOf(name, [MONITORS])).length === 0);
    // Charts without a monitor; those of Istio get one as an object of their own.
    expect(without).toEqual([
      "gateway-api",
      "istio",
      "istio-ambient",
      "keda-http",
      "nvidia-device-plugin",
      MONITORS,
      "vpa",
    ]);
  });
});

describe.skipIf(!HAS_CHART_DATA)("with the charts' own values", () => {
  test("trap: a monitor that reads a file of the agent is left out by it, so no chart's monitor does", () => {
    const reads = ADD_ON_NAMES.flatMap((name) => {
      const known = (defaultValues(ADD_ONS[name].contract.chart) ?? {}) as Readonly<Record<string, unknown>>;
      return leaves(mergedValues(known, valuesOf(name, [MONITORS])))
        .filter(
          ([path, value]) => path.endsWith("bearerTokenFile") && typeof value === "string" && value !== "",
        )
        .map(([path]) => `${name}: ${path}`);
    });
    expect(reads).toEqual([]);
  });
});

describe("Secrets", () => {
  test.each([
    ["cert-manager", "writes"],
    ["cloudnative-pg", "writes"],
    ["external-secrets", "writes"],
    ["istio", "reads"],
    ["reloader", "reads"],
    ["traefik", "reads"],
    ["victoria-metrics", "writes"],
  ] as const)(
    "trap: the role of %s %s Secrets of all namespaces, which no value narrows: its page says so, and no tenant enters its namespace",
    (name, does) => {
      const { contract } = ADD_ONS[name];
      expect(contract.notes?.join(" ")).toMatch(/(all Secrets|Secrets of all namespaces)/);
      if (does === "writes") expect(contract.notes?.join(" ")).toMatch(/read(s)? and writes? (all )?Secrets/);
      expect(contract.namespace).not.toContain("--");
    },
  );
});

describe("webhooks", () => {
  test.each([
    "cert-manager",
    "cloudnative-pg",
    "external-secrets",
    "istio",
    "opentelemetry",
    "victoria-metrics",
  ] as const)(
    "trap: the webhook of %s fails closed, so objects of its kinds wait until it has answered once",
    (name) => {
      const { webhook } = ADD_ONS[name].contract;
      expect(webhook).toMatchObject({
        configuration: expect.any(String) as unknown,
        probe: { kind: expect.any(String) as unknown },
      });
    },
  );

  test("trap: KEDA's own fails open by default, and says so here: nothing waits for it", () => {
    expect(ADD_ONS.keda.contract.webhook).toBeUndefined();
    expect(valuesOf("keda", [])).toMatchObject({ webhooks: { failurePolicy: "Ignore" } });
  });
});
