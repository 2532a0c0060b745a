import { describe, expect, test } from "vitest";
import { gatewayConfig } from "../../../../components/platform/traces/gateway-config.ts";
import { samplePlatform } from "../sample-platform.ts";

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
      "transform/names",
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
        'keep_keys(resource.attributes, ["tenant"])',
        'set(resource.attributes["cluster"], "dev")',
        'set(resource.attributes["environment"], "development")',
        'set(resource.attributes["region"], "eu-central")',
        'set(resource.attributes["service.instance.id"], "${env:POD_NAME}")',
      ],
    });
  });

  test("bounds the series of each tenant, whatever names of services its programs invent", () => {
    const { connectors } = configOf(METRICS);
    expect(connectors["spanmetrics"]).toMatchObject({
      // By what a program chooses, such as the name of its service, it would have a new bound with each name.
      resource_metrics_key_attributes: ["tenant"],
      aggregation_cardinality_limit: 1000,
      dimensions: [{ name: "k8s.namespace.name" }],
      series_expiration: "10m",
      metrics_expiration: "10m",
    });
  });

  test("trap: series above the bound have no dimension, so the tenant is a label of the resource, which stays", () => {
    const { connectors, processors } = configOf(METRICS);
    expect(connectors["spanmetrics"]).toMatchObject({ add_resource_attributes: true });
    expect(processors["transform/labels"]).toMatchObject({
      metric_statements: expect.arrayContaining(['keep_keys(resource.attributes, ["tenant"])']) as object,
    });
  });

  test("counts spans that name no service, and shortens names that are too long for a label", () => {
    const { processors } = configOf();
    expect(processors["resource/platform"]).toMatchObject({
      attributes: expect.arrayContaining([
        { key: "service.name", action: "insert", value: "unknown_service" },
      ]) as object,
    });
    const name = 'resource.attributes["service.name"]';
    expect(processors["transform/names"]).toEqual({
      error_mode: "ignore",
      trace_statements: [`set(${name}, Substring(${name}, 0, 128)) where Len(${name}) > 128`],
    });
  });

  test("takes requests of 4 MiB at most by both protocols, and 16 at a time on one connection of gRPC", () => {
    expect(configOf().receivers["otlp"]).toEqual({
      protocols: {
        grpc: { endpoint: ":4317", max_recv_msg_size_mib: 4, max_concurrent_streams: 16 },
        http: { endpoint: ":4318", max_request_body_size: 4_194_304 },
      },
    });
  });

  test("trap: the operator makes probes of its pods only where it says how it is", () => {
    expect(configOf()).toMatchObject({
      extensions: { health_check: { endpoint: ":13133" } },
      service: { extensions: ["health_check"] },
    });
  });

  test("looks at its memory before anything else", () => {
    const { processors, service } = configOf(METRICS);
    expect(service.pipelines["traces"]?.processors[0]).toBe("memory_limiter");
    expect(processors["memory_limiter"]).toEqual({
      check_interval: "1s",
      limit_percentage: 80,
      spike_limit_percentage: 20,
    });
  });

  test("leaves names of spans out of metrics, for a program may put an id into each", () => {
    expect(configOf(METRICS).connectors["spanmetrics"]).toMatchObject({ exclude_dimensions: ["span.name"] });
  });
});
