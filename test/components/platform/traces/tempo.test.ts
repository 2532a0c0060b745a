import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { tempo } from "../../../../components/platform/traces/tempo.ts";
import { TRACES_ENDPOINTS } from "../../../../components/platform/traces/tempo-address.ts";
import { SAMPLE_STORES } from "../sample-platform.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";

const valuesOf = (changes: ContextChanges = {}) =>
  tempo.values(addOnContext("tempo", changes)) as Record<string, unknown> & { config: string };
const configOf = (changes: ContextChanges = {}): unknown => parse(valuesOf(changes).config);

describe("traps of the chart", () => {
  test("trap: parts of Tempo 3 need Kafka: it is one pod of Tempo 2 at every service level", () => {
    for (const replicas of [1, 2, 3]) expect(valuesOf({ settings: { replicas } })["replicas"]).toBe(1);
  });

  test("trap: its chart has no budget for it, and two pods would each keep a log of their own: it says that it is one", () => {
    const values = valuesOf({ settings: { replicas: 3 } });
    expect(values["replicas"]).toBe(1);
    expect(values).not.toHaveProperty("podDisruptionBudget");
    expect(tempo.contract.notes?.join(" ")).toMatch(/one pod/i);
  });

  test("trap: receivers of Jaeger are open by default beside OTLP: there is one receiver, at one port", () => {
    expect(configOf()).toMatchObject({ distributor: { receivers: { otlp: { protocols: { grpc: {} } } } } });
    expect(valuesOf().config).not.toMatch(/jaeger|zipkin|thrift/);
    expect(configOf()).not.toHaveProperty("distributor.receivers.otlp.protocols.http");
  });

  test("trap: the strictest Pod Security needs a seccomp profile and a closed container: it has both", () => {
    expect(valuesOf()).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      tempo: {
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    });
  });

  test("trap: its write-ahead log is in the container unless it is told: it lies on a volume of the cluster's class", () => {
    expect(valuesOf({ own: { volumeGib: 30 } })).toMatchObject({
      persistence: { enabled: true, size: "30Gi", storageClassName: "gp3" },
    });
  });

  test("trap: it tells its maker of its use unless it is told not to", () => {
    expect(configOf()).toMatchObject({ usage_report: { reporting_enabled: false } });
  });

  test("the configuration goes through Helm's templates, so it holds nothing that one would read", () => {
    expect(valuesOf().config).not.toContain("{{");
  });
});

test("objects lie below the prefix of the cluster, and the rights of its one account end there", () => {
  const bucket = SAMPLE_STORES.logs?.bucket;
  expect(configOf()).toMatchObject({
    storage: {
      trace: {
        backend: "s3",
        s3: {
          bucket,
          prefix: "dev-tempo",
          region: "eu-central-1",
          endpoint: "s3.eu-central-1.amazonaws.com",
        },
        wal: { path: "/var/tempo/wal" },
      },
    },
  });
  const rights = tempo.rights?.(addOnContext("tempo")) ?? [];
  expect(rights.map(({ serviceAccount }) => serviceAccount)).toEqual(["tempo"]);
  expect(rights.flatMap(({ permissions }) => permissions.map(({ resources }) => resources[0]))).toEqual([
    `arn:aws:s3:::${bucket}`,
    `arn:aws:s3:::${bucket}/dev-tempo/*`,
    SAMPLE_STORES.logs?.keyArn,
  ]);
});

test("with a volume it keeps traces there, and asks nothing of the cloud", () => {
  const changes = { own: { storage: "volume" }, settings: { stores: {} } };
  expect(configOf(changes)).toMatchObject({
    storage: { trace: { backend: "local", local: { path: "/var/tempo/traces" } } },
  });
  expect(tempo.rights?.(addOnContext("tempo", changes))).toEqual([]);
  expect(tempo.faults?.(addOnContext("tempo", changes))).toEqual([]);
});

test("traces are kept as long as the service level says, or the entry", () => {
  const kept = (own: object) =>
    (configOf({ own: { ...own } }) as { compactor: { compaction: { block_retention: string } } }).compactor
      .compaction.block_retention;
  expect(kept({})).toBe("168h");
  expect(kept({ retentionDays: 30 })).toBe("720h");
});

test("on IPv6 it knows itself by an address of IPv6", () => {
  expect(configOf({ facts: { ipFamily: "ipv6" } })).toMatchObject({
    ingester: { lifecycler: { enable_inet6: true } },
    compactor: { ring: { enable_inet6: true } },
  });
  expect(valuesOf().config).not.toContain("inet6");
});

test("others find it by its Service", () => {
  expect(TRACES_ENDPOINTS).toEqual({ read: "http://tempo.tempo.svc:3200", write: "tempo.tempo.svc:4317" });
});
