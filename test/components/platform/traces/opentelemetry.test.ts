import { describe, expect, test } from "vitest";
import { INTERNAL_ISSUER } from "../../../../components/platform/ingress/issuers.ts";
import { namespaceLabels } from "../../../../components/platform/plan.ts";
import { opentelemetry } from "../../../../components/platform/traces/opentelemetry.ts";
import { HAS_CHART_DATA } from "../chart-data.ts";
import { samplePlatform } from "../sample-platform.ts";
import { definitionFaults } from "../chart-definitions.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";

const MIRROR = "registry.lagoon.cloud/mirror";
const valuesOf = (changes: ContextChanges = {}) =>
  opentelemetry.values(addOnContext("opentelemetry", changes));
const objectsOf = (changes: ContextChanges = {}) =>
  opentelemetry.objects?.(addOnContext("opentelemetry", changes)) ?? [];
const gatewayOf = (changes: ContextChanges = {}) =>
  objectsOf(changes).find(({ kind }) => kind === "OpenTelemetryCollector")?.body;

describe("traps of the chart", () => {
  test("trap: without cert-manager its Secret is a hook and changes every time: cert-manager is there first", () => {
    expect(opentelemetry.contract.requires).toContain("cert-manager");
    expect(valuesOf()).toMatchObject({ admissionWebhooks: { certManager: { enabled: true } } });
  });

  test("trap: its own issuer would never be approved: the certificate is of the internal authority", () => {
    expect(valuesOf()).toMatchObject({
      admissionWebhooks: {
        certManager: {
          issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: INTERNAL_ISSUER },
        },
      },
    });
  });

  test("trap: the webhook for pods is asked of every namespace: only those of the platform and of tenants are", () => {
    const { admissionWebhooks } = valuesOf() as {
      admissionWebhooks: { namespaceSelector: { matchLabels: object } };
    };
    expect(admissionWebhooks).toMatchObject({ failurePolicy: "Fail", pods: { failurePolicy: "Ignore" } });
    const own = namespaceLabels(opentelemetry.contract, "1.35");
    expect(own).toMatchObject(admissionWebhooks.namespaceSelector.matchLabels);
    expect(admissionWebhooks.namespaceSelector.matchLabels).not.toEqual({});
  });

  test("trap: the operator could hand out rights that it has: it may not, and the gateway's are written here", () => {
    expect(valuesOf()).toMatchObject({
      manager: { createRbacPermissions: false },
      extraObjects: [
        {
          kind: "ClusterRole",
          rules: [{ apiGroups: [""], resources: ["namespaces", "pods"], verbs: ["get", "list", "watch"] }],
        },
        {
          kind: "ClusterRoleBinding",
          roleRef: { name: "opentelemetry-gateway" },
          subjects: [{ kind: "ServiceAccount", name: "gateway-collector", namespace: "opentelemetry" }],
        },
      ],
    });
  });

  test("trap: its monitor reads the agent's own token from a file, which no monitor may: metrics are asked for without one", () => {
    expect(valuesOf({ beside: ["prometheus-operator-crds"] })).toMatchObject({
      manager: {
        metrics: { secure: false },
        serviceMonitor: { enabled: true, metricsEndpoints: [{ port: "metrics" }] },
      },
    });
    const { traffic } = opentelemetry.contract;
    expect(traffic["operator's metrics"]).toMatchObject({ from: "metrics", port: 8443 });
  });

  test("trap: the schema is closed, and featureGates is gone from it: no gate is set", () => {
    expect(valuesOf()).not.toHaveProperty("manager.featureGates");
    expect(valuesOf()).not.toHaveProperty("manager.featureGatesMap");
  });

  test("trap: a collector on each node takes ports and files of it, and is privileged: the gateway is a Deployment", () => {
    expect(gatewayOf()).toMatchObject({
      spec: {
        mode: "deployment",
        securityContext: { capabilities: { drop: ["ALL"] } },
        podSecurityContext: { runAsNonRoot: true },
      },
    });
    expect(opentelemetry.contract.podSecurity).toBe("restricted");
  });

  test("trap: a budget with both numbers is refused: one of them is empty", () => {
    expect(valuesOf({ settings: { replicas: 3 } })).toMatchObject({
      replicaCount: 2,
      pdb: { create: true, minAvailable: "", maxUnavailable: 1 },
    });
    expect(valuesOf({ settings: { replicas: 1 } })).toMatchObject({
      replicaCount: 1,
      pdb: { create: false },
    });
  });

  test("the operator starts images that no pod of the chart names: all of them move with the mirror", () => {
    const { manager } = valuesOf({ settings: { imageMirror: MIRROR } }) as {
      manager: Record<string, { repository: string }> & {
        autoInstrumentationImage: Record<string, { repository: string }>;
      };
    };
    const images = [
      manager["image"],
      manager["collectorImage"],
      ...Object.values(manager.autoInstrumentationImage),
    ].map((image) => image?.repository);
    expect(images.length).toBe(6);
    for (const image of images) expect(image).toMatch(/^registry\.lagoon\.cloud\/mirror\/ghcr\.io\//);
  });

  test("trap: its kinds would go with its release: they stay", () => {
    expect(valuesOf()).toMatchObject({
      crds: { create: true, annotations: { "helm.sh/resource-policy": "keep" } },
    });
  });
});

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test.each([1, 3])(
    "the definitions take the gateway and what programs get, with %i replicas",
    (replicas) => {
      const objects = objectsOf({
        settings: { replicas },
        beside: ["victoria-metrics", "prometheus-operator-crds"],
      });
      expect(objects.map(({ kind }) => kind)).toEqual(["OpenTelemetryCollector", "Instrumentation"]);
      for (const object of objects) expect(definitionFaults(object)).toEqual([]);
    },
  );
});

test("metrics of spans are made where somebody keeps metrics, one store or a cluster of them", () => {
  const exportersOf = (changes: ContextChanges) =>
    (gatewayOf(changes)?.["spec"] as { config: { exporters: object } }).config.exporters;
  const { level } = samplePlatform();
  expect(exportersOf({})).not.toHaveProperty("otlp_http/metrics");
  expect(exportersOf({ beside: ["victoria-metrics"] })).toMatchObject({
    "otlp_http/metrics": {
      metrics_endpoint: "http://vmsingle-platform.monitoring.svc:8428/opentelemetry/v1/metrics",
    },
  });
  const settings = { level: { ...level, metrics: "cluster" } } as const;
  expect(exportersOf({ beside: ["victoria-metrics"], settings })).toMatchObject({
    "otlp_http/metrics": {
      metrics_endpoint: "http://vminsert-platform.monitoring.svc:8480/insert/0/opentelemetry/v1/metrics",
    },
  });
});

test("the operator leaves the gateway as it is written here", () => {
  expect(gatewayOf({ settings: { replicas: 3 } })).toMatchObject({
    spec: {
      mode: "deployment",
      upgradeStrategy: "none",
      replicas: 3,
      podDisruptionBudget: { maxUnavailable: 1 },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
    },
  });
});

test("programs send all spans, by one protocol whatever their language", () => {
  expect(objectsOf().find(({ kind }) => kind === "Instrumentation")).toMatchObject({
    name: "platform",
    body: {
      spec: {
        exporter: { endpoint: "http://gateway-collector.opentelemetry.svc:4318" },
        env: [
          { name: "OTEL_EXPORTER_OTLP_PROTOCOL", value: "http/protobuf" },
          { name: "OTEL_METRICS_EXPORTER", value: "none" },
          { name: "OTEL_LOGS_EXPORTER", value: "none" },
        ],
        sampler: { type: "parentbased_always_on" },
      },
    },
  });
});
