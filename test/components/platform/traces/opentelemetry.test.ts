import { describe, expect, test } from "vitest";
import { INTERNAL_ISSUER } from "../../../../components/platform/ingress/issuers.ts";
import { namespaceLabels } from "../../../../components/platform/plan.ts";
import { gatewayConfig } from "../../../../components/platform/traces/gateway-config.ts";
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
  test("without cert-manager its Secret is a hook and changes every time: cert-manager is there first", () => {
    expect(opentelemetry.contract.requires).toContain("cert-manager");
    expect(valuesOf()).toMatchObject({ admissionWebhooks: { certManager: { enabled: true } } });
  });

  test("its own issuer would never be approved: the certificate is of the internal authority", () => {
    expect(valuesOf()).toMatchObject({
      admissionWebhooks: {
        certManager: {
          issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: INTERNAL_ISSUER },
        },
      },
    });
  });

  test("the webhook for pods is asked of every namespace: only those of the platform and of tenants are", () => {
    const { admissionWebhooks } = valuesOf() as {
      admissionWebhooks: { namespaceSelector: { matchLabels: object } };
    };
    expect(admissionWebhooks).toMatchObject({ failurePolicy: "Fail", pods: { failurePolicy: "Ignore" } });
    const own = namespaceLabels(opentelemetry.contract, "1.35");
    expect(own).toMatchObject(admissionWebhooks.namespaceSelector.matchLabels);
    expect(admissionWebhooks.namespaceSelector.matchLabels).not.toEqual({});
  });

  test("the operator could hand out rights that it has: it may not, and the gateway's are written here", () => {
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

  test("a budget with both numbers is refused: one of them is empty", () => {
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

  test("its kinds stay when it goes", () => {
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

describe("the gateway's configuration", () => {
  const { labels } = samplePlatform();
  const METRICS = "http://store/opentelemetry/v1/metrics";
  const configOf = (metrics?: string) =>
    gatewayConfig({
      labels,
      samplePercent: 20,
      ipv6: false,
      ...(metrics === undefined ? {} : { metrics }),
    }) as {
      service: { pipelines: Record<string, Record<"receivers" | "processors" | "exporters", string[]>> };
    } & Record<"receivers" | "processors" | "exporters" | "connectors", Record<string, object>>;

  test.each([undefined, METRICS])(
    "names nothing in a pipeline that is not there, and nothing that no pipeline names (%s)",
    (metrics) => {
      const config = configOf(metrics);
      const named = (part: "receivers" | "processors" | "exporters"): readonly string[] =>
        [...new Set(Object.values(config.service.pipelines).flatMap((pipeline) => pipeline[part]))].sort();
      const connectors = Object.keys(config.connectors);
      expect(named("processors")).toEqual(Object.keys(config.processors).sort());
      expect(named("receivers")).toEqual([...Object.keys(config.receivers), ...connectors].sort());
      expect(named("exporters")).toEqual([...Object.keys(config.exporters), ...connectors].sort());
    },
  );

  test("believes no sender: whose a span is, is thrown away and then looked up by the address it came from", () => {
    const { processors, service } = configOf(METRICS);
    expect(service.pipelines["traces"]?.processors).toEqual([
      "memory_limiter",
      "resource/untrusted",
      "attributes/untrusted",
      "k8sattributes",
      "resource/platform",
    ]);
    const found = processors["k8sattributes"] as {
      extract: { metadata: string[]; labels: { tag_name: string; key: string; from: string }[] };
    };
    expect(found).toMatchObject({
      wait_for_metadata: true,
      pod_association: [{ sources: [{ from: "connection" }] }],
    });
    expect(found.extract.labels).toEqual([{ tag_name: "tenant", key: "atoll/tenant", from: "namespace" }]);
    const deleted = ["tenant", ...found.extract.metadata].map((key) => ({ key, action: "delete" }));
    expect(processors["resource/untrusted"]).toEqual({ attributes: deleted });
    expect(processors["attributes/untrusted"]).toEqual({ actions: deleted });
  });

  test("counts all spans before it keeps some of the traces", () => {
    const { service, processors } = configOf(METRICS);
    expect(service.pipelines["traces"]?.exporters).toEqual(["spanmetrics", "forward"]);
    expect(service.pipelines["traces/kept"]).toEqual({
      receivers: ["forward"],
      processors: ["probabilistic_sampler", "batch"],
      exporters: ["otlp_grpc/tempo"],
    });
    expect(processors["probabilistic_sampler"]).toEqual({ sampling_percentage: 20 });
  });

  test("writes metrics under the name of each gateway, with the labels of the cluster and no others", () => {
    expect(configOf(METRICS).processors["transform/labels"]).toEqual({
      metric_statements: [
        'keep_keys(resource.attributes, ["service.name"])',
        'set(resource.attributes["cluster"], "dev")',
        'set(resource.attributes["environment"], "development")',
        'set(resource.attributes["region"], "eu-central")',
        'set(resource.attributes["service.instance.id"], "${env:POD_NAME}")',
      ],
    });
  });

  test("leaves names of spans out of metrics, for a program may put an id into each", () => {
    expect(configOf(METRICS).connectors["spanmetrics"]).toMatchObject({ exclude_dimensions: ["span.name"] });
  });
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
