import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import {
  HTTP_SCALING_NAMESPACE,
  HTTP_SCALING_PORTS,
} from "../../../../components/platform/scaling/http-scaling.ts";
import { keda } from "../../../../components/platform/scaling/keda.ts";
import { addOnsOf } from "../../../../fleet/charts/add-ons.ts";
import { CHARTS } from "../../../../fleet/charts/charts.ts";
import { addOns } from "../../../../fleet/schema/add-ons.ts";
import { addOnContext } from "../add-on-context.ts";

const kedaHttp = ADD_ONS["keda-http"];

const valuesOf = (replicas: number) => kedaHttp.values(addOnContext("keda-http", { settings: { replicas } }));

test("trap: as shipped its pods are baseline: with a profile and without root they are restricted", () => {
  expect(valuesOf(2)).toMatchObject({
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  });
  expect(kedaHttp.contract.podSecurity).toBe("restricted");
});

test("trap: its chart's kinds would go with it: they are kept by a release of their own", () => {
  expect(valuesOf(2)).toMatchObject({ crds: { install: false } });
  expect(kedaHttp.contract.crdChart).toBe("keda-add-ons-http-crds");
  expect(CHARTS["keda-add-ons-http-crds"].crds).toEqual({ source: "packed", keep: true });
});

test("no profile has it, and an entry may ask for it", () => {
  for (const profile of ["minimal", "standard", "full"] as const)
    expect(addOnsOf({ profile, addOns: addOns.parse({}) })).not.toContain("keda-http");
  const asked = addOns.parse({ "keda-http": { enabled: true } });
  expect(addOnsOf({ profile: "standard", addOns: asked })).toContain("keda-http");
  expect(kedaHttp.contract.requires).toEqual(["keda"]);
});

test("KEDA's operator reaches its scaler, and no other pod of KEDA does", () => {
  expect(keda.contract.traffic["http-scaler"]).toEqual({
    to: "namespace",
    namespace: HTTP_SCALING_NAMESPACE,
    ports: [HTTP_SCALING_PORTS.scaler],
    pods: { app: "keda-operator" },
  });
  expect(kedaHttp.contract.traffic["keda"]).toEqual({
    from: "namespace",
    namespace: keda.contract.namespace,
    ports: [HTTP_SCALING_PORTS.scaler],
  });
});

test("one interceptor has no budget, for that would stop every drain", () => {
  expect(valuesOf(1)).toMatchObject({ interceptor: { replicas: { min: 1 }, pdb: { enabled: false } } });
  expect(valuesOf(3)).toMatchObject({
    interceptor: { replicas: { min: 3 }, pdb: { enabled: true, maxUnavailable: 1 } },
    scaler: { replicas: 2 },
  });
});

test("the chart has a budget for the interceptor alone: the scaler's is an object of its own where there are two", () => {
  const objectsOf = (replicas: number) =>
    kedaHttp.objects?.(addOnContext("keda-http", { settings: { replicas } })) ?? [];
  expect(objectsOf(1)).toEqual([]);
  expect(objectsOf(3)).toEqual([
    expect.objectContaining({
      kind: "PodDisruptionBudget",
      name: "keda-http-scaler",
      body: {
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: { "app.kubernetes.io/component": "scaler" } },
        },
      },
    }),
  ]);
});
