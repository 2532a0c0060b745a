import { describe, expect, test } from "vitest";
import { logsEndpoints } from "../../../../components/platform/logs/loki-address.ts";
import { LOKI_PART_NAMES, LOKI_PARTS } from "../../../../components/platform/logs/loki-workloads.ts";
import { loki } from "../../../../components/platform/logs/loki.ts";
import { resourcesOf } from "../../../../components/platform/workload.ts";
import { samplePlatform } from "../sample-platform.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";

const { level } = samplePlatform();
const DISTRIBUTED: ContextChanges = { settings: { replicas: 3, level: { ...level, logs: "distributed" } } };
const pods = (replicas: number, own: object = {}): ContextChanges => ({
  settings: { replicas },
  own: { ...own },
});

/** What the chart takes, by part. */
type Parts = Record<string, Record<string, unknown> & { replicas?: number; podDisruptionBudget?: unknown }>;

const valuesOf = (changes: ContextChanges) => loki.values(addOnContext("loki", changes)) as Parts;

/** What the chart itself would refuse. */
const replicasOf = (values: Parts, names: readonly string[]) => names.map((name) => values[name]?.replicas);

describe("traps of the chart", () => {
  test("trap: Monolithic gives one pod and wants three copies of each line: there is one copy where there is one pod", () => {
    expect(valuesOf(pods(1))).toMatchObject({
      deploymentMode: "Monolithic",
      singleBinary: { replicas: 1 },
      loki: { commonConfig: { replication_factor: 1 } },
    });
  });

  test("trap: pods of a single program fail the render unless read, write and backend are none", () => {
    for (const replicas of [1, 2, 3])
      expect(replicasOf(valuesOf(pods(replicas)), ["read", "write", "backend"])).toEqual([0, 0, 0]);
  });

  test("trap: Distributed renders every part with no pod until it is told: each has one at least", () => {
    const values = valuesOf(DISTRIBUTED);
    expect(values).toMatchObject({
      deploymentMode: "Distributed",
      loki: { commonConfig: { replication_factor: 3 } },
    });
    expect(replicasOf(values, ["read", "write", "backend", "singleBinary"])).toEqual([0, 0, 0, 0]);
    expect(replicasOf(values, LOKI_PART_NAMES)).toEqual([3, 3, 3, 2, 2, 2, 1]);
  });

  test("trap: a disruption budget is rendered only with a number: whatever has several pods has one", () => {
    const budgets = (values: Parts, names: readonly string[]) =>
      names.map((name) => values[name]?.podDisruptionBudget);
    const one = { enabled: true, maxUnavailable: 1 };
    expect(budgets(valuesOf(pods(3)), ["singleBinary"])).toEqual([one]);
    expect(budgets(valuesOf(pods(1)), ["singleBinary"])).toEqual([{ enabled: false }]);
    expect(budgets(valuesOf(DISTRIBUTED), ["ingester", "compactor"])).toEqual([one, { enabled: false }]);
  });

  test("trap: the cache of chunks asks for 9.8 GiB: both caches are off", () => {
    expect(valuesOf(pods(3))).toMatchObject({
      chunksCache: { enabled: false },
      resultsCache: { enabled: false },
    });
  });

  test("trap: the sidecar for rules may read all Secrets of the cluster: it is off, and so is its role", () => {
    expect(valuesOf(pods(3))).toMatchObject({
      sidecar: { rules: { enabled: false } },
      rbac: { namespaced: true },
      ruler: { enabled: false },
    });
  });

  test("trap: a canary on every node, a test that needs it and a gateway are on by default: they are off", () => {
    expect(valuesOf(pods(3))).toMatchObject({
      lokiCanary: { enabled: false },
      test: { enabled: false },
      gateway: { enabled: false },
    });
  });

  test("trap: three sets of ingesters, one for each zone, would all be renewed at once: there is one set, on volumes", () => {
    expect(valuesOf(DISTRIBUTED)["ingester"]).toMatchObject({
      zoneAwareReplication: { enabled: false },
      persistence: { enabled: true, claims: [{ name: "data", size: "20Gi", storageClass: "gp3" }] },
    });
  });

  test("trap: the compactor has no volume unless told, and would forget what it has marked for deletion: it has one", () => {
    expect(valuesOf(DISTRIBUTED)["compactor"]).toMatchObject({
      persistence: { enabled: true, claims: [{ name: "data", size: "20Gi", storageClass: "gp3" }] },
    });
    expect(valuesOf(DISTRIBUTED)["querier"]).not.toHaveProperty("persistence");
  });

  test("trap: every part would demand a node of its own: spread is wished for instead", () => {
    for (const name of LOKI_PART_NAMES)
      expect(valuesOf(DISTRIBUTED)[name]).toMatchObject({
        affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } },
        topologySpreadConstraints: [
          {
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: { matchLabels: { "app.kubernetes.io/component": LOKI_PARTS[name] } },
          },
          { topologyKey: "kubernetes.io/hostname" },
        ],
      });
  });
});

test("two pods would be no safer than one, so there are three with three copies", () => {
  expect(valuesOf(pods(2))).toMatchObject({
    singleBinary: { replicas: 3 },
    loki: { commonConfig: { replication_factor: 3 } },
  });
});

test("with a volume it is one pod whatever the service level, and asks nothing of the cloud", () => {
  const changes = { ...DISTRIBUTED, own: { storage: "volume", volumeGib: 50 } };
  const values = valuesOf(changes);
  expect(values).toMatchObject({
    deploymentMode: "Monolithic",
    singleBinary: { replicas: 1, persistence: { size: "50Gi", storageClass: "gp3" } },
    loki: {
      storage: { type: "filesystem" },
      schemaConfig: { configs: [{ object_store: "filesystem" }] },
      compactor: { delete_request_store: "filesystem" },
    },
  });
  expect(loki.rights?.(addOnContext("loki", changes))).toEqual([]);
  expect(loki.faults?.(addOnContext("loki", { ...changes, settings: { stores: {} } }))).toEqual([]);
});

test("objects lie below the prefix of the cluster, and the rights of its one account end there", () => {
  const context = addOnContext("loki", pods(3));
  const bucket = "atoll-lagoon-eu-central-logs-123456789012";
  expect(valuesOf(pods(3))["loki"]).toMatchObject({
    storage: {
      type: "s3",
      use_thanos_objstore: true,
      bucketNames: { chunks: bucket },
      object_store: {
        storage_prefix: "dev-loki",
        s3: { region: "eu-central-1", endpoint: "s3.eu-central-1.amazonaws.com" },
      },
    },
  });
  const rights = loki.rights?.(context) ?? [];
  expect(rights.map(({ serviceAccount }) => serviceAccount)).toEqual(["loki"]);
  expect(rights.flatMap(({ permissions }) => permissions.map(({ resources }) => resources[0]))).toEqual([
    `arn:aws:s3:::${bucket}`,
    `arn:aws:s3:::${bucket}/dev-loki/*`,
    context.settings.stores?.logs?.keyArn,
  ]);
  expect(loki.values(context)).toMatchObject({
    serviceAccount: { name: "loki", annotations: { role: "role of loki" } },
  });
});

test("logs are kept as long as the service level says, or the entry", () => {
  const kept = (own: object) =>
    (valuesOf(pods(1, own))["loki"] as { limits_config: { retention_period: string } }).limits_config
      .retention_period;
  expect(kept({})).toBe("720h");
  expect(kept({ retentionDays: 2 })).toBe("48h");
});

test("tenants are kept apart, and each has its limit", () => {
  expect(valuesOf(pods(3, { tenantMibPerSecond: 6 }))["loki"]).toMatchObject({
    auth_enabled: true,
    limits_config: { ingestion_rate_mb: 6, ingestion_burst_size_mb: 24 },
    querier: { multi_tenant_queries_enabled: true },
  });
});

test("what each pod asks for is what the workloads say", () => {
  for (const changes of [pods(1), pods(3), DISTRIBUTED]) {
    const workloads = Object.entries(loki.workloads?.(addOnContext("loki", changes)) ?? {});
    expect(workloads.length).toBeGreaterThan(0);
    for (const [name, workload] of workloads)
      expect(valuesOf(changes)[name]).toMatchObject({
        replicas: workload.replicas,
        resources: resourcesOf(workload),
      });
  }
});

test("on IPv6 its pods find each other by addresses of IPv6", () => {
  expect(valuesOf({ facts: { ipFamily: "ipv6" } })["loki"]).toMatchObject({
    commonConfig: { ring: { kvstore: { store: "memberlist" }, instance_enable_ipv6: true } },
    extraMemberlistConfig: { bind_addr: ["::"] },
  });
  expect(JSON.stringify(valuesOf({}))).not.toContain("ipv6");
});

test("its monitor is there where the kind is", () => {
  const monitor = (enabled: boolean) => ({ monitoring: { serviceMonitor: { enabled } } });
  expect(valuesOf({ beside: ["prometheus-operator-crds"] })).toMatchObject(monitor(true));
  expect(valuesOf({})).toMatchObject(monitor(false));
});

test("others find it by the Service of what reads and of what writes", () => {
  expect(logsEndpoints(samplePlatform())).toEqual({
    read: "http://loki.loki.svc:3100",
    write: "http://loki.loki.svc:3100/loki/api/v1/push",
  });
  expect(logsEndpoints(samplePlatform(DISTRIBUTED.settings))).toEqual({
    read: "http://loki-query-frontend.loki.svc:3100",
    write: "http://loki-distributor.loki.svc:3100/loki/api/v1/push",
  });
});
