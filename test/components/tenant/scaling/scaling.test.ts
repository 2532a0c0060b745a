import {
  assert,
  dictionary,
  double,
  property,
  string,
  record as recordOf,
  boolean,
  oneof,
  constantFrom,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { ownQuery } from "../../../../components/tenant/scaling/metric-queries.ts";
import type { TenantSettings } from "../../../../components/tenant/settings.ts";
import { scaling, type ScalingEntry } from "../../../../fleet/schema/tenants/scaling.ts";
import { deliveredObjects, sampleApplication } from "../delivery/sample-applications.ts";

const ROLE = "arn:aws:iam::111122223333:role/acme-queues";
const QUEUE = { sqs: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders.fifo", role: ROLE, perPod: 5 };
const WORKDAY = { start: "0 8 * * 1-5", end: "0 20 * * 1-5", timezone: "Europe/Berlin", pods: 6 };
const STORE = "http://vmsingle-platform.monitoring.svc:8428";

const scaled = (entry: unknown, changes: Partial<TenantSettings> = {}) =>
  deliveredObjects({
    applications: [sampleApplication({ scaling: scaling.parse(entry) })],
    ...changes,
  }).filter(({ role }) => /^(scaling|queue)-/.test(role));

const triggersOf = (entry: unknown): unknown => {
  const spec = scaled(entry).find(({ kind }) => kind === "ScaledObject")?.body["spec"] as ScalingEntry & {
    readonly triggers: unknown;
  };
  return spec.triggers;
};

describe("by CPU alone", () => {
  test("Kubernetes scales by itself: KEDA takes such a trigger only once the workload is there", () => {
    expect(scaled({ max: 8 })).toMatchObject([
      {
        kind: "HorizontalPodAutoscaler",
        needs: "metrics-server",
        name: "shop",
        body: {
          spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "shop" },
            minReplicas: 3,
            maxReplicas: 8,
            metrics: [{ resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
          },
        },
      },
    ]);
    expect(JSON.stringify(scaled({ cpuPercent: 55 }))).toContain('"averageUtilization":55');
  });

  test("needs no KEDA, and an application that says nothing of it has no object of it", () => {
    expect(scaled({}, { addOns: ["metrics-server"] })).toHaveLength(1);
    expect(deliveredObjects().filter(({ role }) => role.startsWith("scaling"))).toEqual([]);
  });
});

describe("by anything else", () => {
  test("KEDA scales between the same numbers, and changes nothing while nobody answers", () => {
    expect(scaled({ cron: [WORKDAY] })).toMatchObject([
      {
        kind: "ScaledObject",
        needs: "keda",
        name: "shop",
        body: {
          spec: {
            scaleTargetRef: { name: "shop" },
            minReplicaCount: 3,
            maxReplicaCount: 10,
            fallback: { failureThreshold: 5, replicas: 3, behavior: "currentReplicasIfHigher" },
          },
        },
      },
    ]);
    expect(scaled({ cron: [WORKDAY] }, { addOns: ["metrics-server"] })).toEqual([]);
  });

  test("times, metrics, queues and requests are a trigger each, all of whose values are texts", () => {
    const query = { metric: "jobs_waiting", labels: { queue: "mail" }, perPod: 10 };
    expect(triggersOf({ cron: [WORKDAY], query, queue: QUEUE, http: { requestsPerPod: 50 } })).toEqual([
      {
        type: "cron",
        metadata: {
          timezone: "Europe/Berlin",
          start: "0 8 * * 1-5",
          end: "0 20 * * 1-5",
          desiredReplicas: "6",
        },
      },
      {
        type: "prometheus",
        metadata: {
          serverAddress: STORE,
          query: 'sum(jobs_waiting{namespace="acme--live",queue="mail"})',
          threshold: "10",
        },
      },
      {
        type: "prometheus",
        metadata: {
          serverAddress: STORE,
          query: 'sum(tenant_service:gateway_requests:rate5m{service="live-shop",tenant="acme"})',
          threshold: "50",
        },
      },
      {
        type: "aws-sqs-queue",
        metadata: { queueURL: QUEUE.sqs, queueLength: "5", awsRegion: "eu-west-1" },
        authenticationRef: { name: "shop" },
      },
    ]);
  });

  test("what only grows is asked for by its rate", () => {
    const query = { metric: "jobs_total", rate: true, perPod: 2 };
    expect(JSON.stringify(triggersOf({ query }))).toContain(
      JSON.stringify('sum(rate(jobs_total{namespace="acme--live"}[2m]))'),
    );
  });

  test("a queue is asked as a role that the entry names: never by KEDA's own rights, never for all namespaces", () => {
    const [authentication, ...others] = scaled({ queue: QUEUE }).filter(
      ({ kind }) => kind !== "ScaledObject",
    );
    expect(others).toEqual([]);
    expect(authentication).toMatchObject({
      kind: "TriggerAuthentication",
      name: "shop",
      body: { spec: { podIdentity: { provider: "aws", roleArn: ROLE } } },
    });
  });

  test("without a store of metrics nothing is asked of it, and an object without triggers is none", () => {
    const deaf = deliveredObjects({
      applications: [sampleApplication({ scaling: scaling.parse({ http: { requestsPerPod: 5 } }) })],
      addOns: ["keda"],
      metricsAddress: undefined as never,
    });
    expect(deaf).toEqual([]);
  });
});

describe("no pod at all", () => {
  const least = (entry: unknown): unknown =>
    (scaled(entry)[0]?.body["spec"] as { minReplicaCount: number }).minReplicaCount;

  test("has an application where it sleeps, and nowhere else", () => {
    expect(least({ cron: [WORKDAY], sleeps: ["live"] })).toBe(0);
    expect(least({ cron: [WORKDAY], sleeps: ["preview"] })).toBe(3);
  });

  test("has one of a suspended tenant, by what its triggers say or not", () => {
    const [held] = scaled({ cron: [WORKDAY] }, { suspended: true });
    expect(held?.annotations).toEqual({ "autoscaling.keda.sh/paused-replicas": "0" });
    expect(scaled({ cron: [WORKDAY] })[0]?.annotations).toBeUndefined();
  });
});

test("a namespace among the labels, which the schema refuses, would not take the place of the tenant's own", () => {
  const query = { metric: "up", labels: { namespace: "bolt--live" }, rate: false, perPod: 1 };
  expect(ownQuery("acme--live", query)).toBe('sum(up{namespace="acme--live"})');
});

test("whatever metric and labels an entry may name, its query asks one namespace alone, in one selector", () => {
  const odd = oneof(
    constantFrom("a", "namespace", 'x"} or {b="', "a\\", "a b", "}"),
    string({ maxLength: 12 }),
  );
  const entries = recordOf({
    metric: odd,
    labels: dictionary(odd, odd, { maxKeys: 3 }),
    rate: boolean(),
    perPod: double({ min: 0.1, max: 100, noNaN: true }),
  });
  const usual = { metric: "m_1", labels: { queue: "a/b:c@d.e-f" }, rate: true, perPod: 1 };
  assert(
    property(oneof(entries, constantFrom(usual)), (query) => {
      const read = scaling.safeParse({ query });
      if (!read.success || read.data.query === undefined) return;
      const text = ownQuery("acme--live", read.data.query);
      const selectors = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, matchers = ""]) => matchers.split(","));
      expect(selectors).toHaveLength(1);
      expect(selectors[0]?.filter((one) => one.startsWith("namespace="))).toEqual(['namespace="acme--live"']);
      expect(selectors[0]).toHaveLength(Object.keys(query.labels).length + 1);
      expect(text.replace(/\{[^{}]*\}/, "")).toMatch(/^sum\((rate\()?[a-zA-Z_:][\w:]*(\[2m\]\))?\)$/);
    }),
    { numRuns: 500 },
  );
});
