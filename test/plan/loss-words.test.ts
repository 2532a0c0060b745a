import { expect, test } from "vitest";
import { stringify } from "yaml";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import type { JsonMap } from "../../plan/json.ts";
import { lossTexts } from "../../plan/loss-words.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { addOnContext } from "../components/platform/add-on-context.ts";
import { planned, planOf } from "./sample-plan.ts";

const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";
const RELEASE = "kubernetes:helm.sh/v3:Release";

const losses = (before: readonly PlannedResource[], after: readonly PlannedResource[]) =>
  diffFleets([planOf(before, "eu")], [planOf(after, "eu")]).changed.flatMap(lossTexts);

const changed = (type: string, before: JsonMap, after: JsonMap) =>
  losses([planned(type, "it", before)], [planned(type, "it", after)]);

test("what keeps data and goes is told, with what stands in its way", () => {
  const bucket = (protect: boolean) => planned("aws:s3/bucket:Bucket", "eu-logs-bucket", {}, { protect });
  const rest = planned("aws:ec2/subnet:Subnet", "eu-a");
  expect(losses([bucket(false), rest], [rest])).toEqual([
    "eu: deletes aws:s3/bucket:Bucket eu-logs-bucket, which cannot be had again",
  ]);
  expect(losses([bucket(true), rest], [rest])).toEqual([
    "eu: deletes aws:s3/bucket:Bucket eu-logs-bucket, which cannot be had again; its protection refuses that for now",
  ]);
  expect(losses([bucket(true), rest], [bucket(true)])).toEqual([]);
});

const ages = (days: number): JsonMap => ({ rules: [{ expiration: { days } }] });
const lock = (days: number, mode: string): JsonMap => ({ rule: { defaultRetention: { days, mode } } });

test("a bucket that keeps objects for less time is told, one that keeps them longer is not", () => {
  expect(changed(LIFECYCLE, ages(2555), ages(91))).toEqual([
    "eu: keeps for less time, rules[0].expiration.days of it: 2555 -> 91",
  ]);
  expect(changed(LIFECYCLE, ages(91), ages(2555))).toEqual([]);
});

test("a lock that becomes shorter or weaker is told, one that becomes stronger is not", () => {
  expect(changed(LOCK, lock(35, "COMPLIANCE"), lock(1, "GOVERNANCE"))).toEqual([
    "eu: keeps for less time, rule.defaultRetention.days of it: 35 -> 1",
    'eu: weakens rule.defaultRetention.mode of it: "COMPLIANCE" -> "GOVERNANCE"',
  ]);
  expect(changed(LOCK, lock(1, "GOVERNANCE"), lock(35, "COMPLIANCE"))).toEqual([]);
});

test("logs that were kept for ever, and are no more, are told; those that will be are not", () => {
  expect(changed(LOGS, {}, { retentionInDays: 14 })).toEqual([
    "eu: keeps for less time, retentionInDays of it: none -> 14",
  ]);
  expect(changed(LOGS, { retentionInDays: 14 }, {})).toEqual([]);
  expect(changed(LOGS, { retentionInDays: 14 }, { retentionInDays: 0 })).toEqual([]);
});

test.each([
  ["loki", "retentionDays"],
  ["tempo", "retentionDays"],
  ["velero", "keepDays"],
] as const)("what %s keeps for less time is told of the values that it really has", (name, field) => {
  const kept = (days: number): JsonMap => {
    const values: unknown = ADD_ONS[name].values(addOnContext(name, { own: { [field]: days } }));
    return { values: JSON.parse(JSON.stringify(values)) as JsonMap };
  };
  expect(changed(RELEASE, kept(9), kept(8))).toEqual([
    expect.stringMatching(/^eu: keeps for less time, values\..* of it: "216h(0m0s)?" -> "192h(0m0s)?"$/),
  ]);
  expect(changed(RELEASE, kept(8), kept(9))).toEqual([]);
});

test("another organisation is told once a stack", () => {
  const provider = (name: string, organisation: string) =>
    planned("pulumi:providers:aws", name, {
      defaultTags: JSON.stringify({ tags: { "atoll:organisation": organisation } }),
    });
  const both = (organisation: string) => [provider("aws", organisation), provider("far", organisation)];
  expect(losses(both("lagoon"), both("pond"))).toEqual([
    'eu: another organisation, "lagoon" -> "pond": until this update is through, atoll recover finds nothing of it, and names with the old one are made anew',
  ]);
});

const NAMESPACE = "kubernetes:core/v1:Namespace";
const VICTORIA = "kubernetes:operator.victoriametrics.com/v1beta1";

test("of namespaces that go, those of tenants, those with volumes and protected ones are told", () => {
  const namespace = (name: string, labels: JsonMap = {}, protect = false) =>
    planned(NAMESPACE, name, { metadata: { name, labels } }, { protect });
  const all = [
    namespace("keda", { "app.kubernetes.io/managed-by": "atoll" }),
    namespace("loki"),
    namespace("acme--live", { "atoll/tenant": "acme" }),
    namespace("monitoring", {}, true),
    namespace("other", {}, true),
  ];
  const deletes = (name: string) => `eu: deletes ${NAMESPACE} ${name}, which cannot be had again`;
  const kept = "; its protection refuses that for now";
  expect(losses(all, []).toSorted()).toEqual([
    deletes("acme--live"),
    deletes("loki"),
    `${deletes("monitoring")}${kept}`,
    `${deletes("other")}${kept}`,
  ]);
});

test.each([`${VICTORIA}:VMSingle`, `${VICTORIA}:VMCluster`, "kubernetes:postgresql.cnpg.io/v1:Cluster"])(
  "a %s that goes is told",
  (type) => {
    expect(losses([planned(type, "it")], [])).toEqual([`eu: deletes ${type} it, which cannot be had again`]);
  },
);

test.each([`${VICTORIA}:VMSingle`, `${VICTORIA}:VMCluster`])(
  "metrics of a %s that are kept for less time are told, those kept longer are not",
  (type) => {
    const kept = (retentionPeriod: string): JsonMap => ({ spec: { retentionPeriod } });
    expect(changed(type, kept("90d"), kept("14d"))).toEqual([
      'eu: keeps for less time, spec.retentionPeriod of it: "90d" -> "14d"',
    ]);
    expect(changed(type, kept("9d"), kept("14d"))).toEqual([]);
  },
);

const loki = (hours: number, store: string): JsonMap => ({
  values: {
    loki: {
      limits_config: { retention_period: `${hours}h` },
      schemaConfig: { configs: [{ object_store: store }] },
    },
  },
});

test("logs that are kept for less time, or looked for elsewhere, are told", () => {
  expect(changed(RELEASE, loki(2160, "s3"), loki(168, "filesystem"))).toEqual([
    'eu: keeps for less time, values.loki.limits_config.retention_period of it: "2160h" -> "168h"',
    'eu: looks for logs elsewhere, values.loki.schemaConfig.configs[0].object_store of it: "s3" -> "filesystem"; what was kept until then is not found any more',
  ]);
  expect(changed(RELEASE, loki(720, "s3"), loki(2160, "s3"))).toEqual([]);
});

/** Tempo's configuration is one text. */
const tempo = (hours: number, backend: string): JsonMap => ({
  values: {
    config: stringify({
      compactor: { compaction: { block_retention: `${hours}h` } },
      storage: { trace: { backend } },
    }),
  },
});

test("traces that are kept for less time, or looked for elsewhere, are told", () => {
  expect(changed(RELEASE, tempo(336, "s3"), tempo(72, "local"))).toEqual([
    'eu: keeps for less time, values.config.compactor.compaction.block_retention of it: "336h" -> "72h"',
    'eu: looks for traces elsewhere, values.config.storage.trace.backend of it: "s3" -> "local"; what was kept until then is not found any more',
  ]);
  expect(changed(RELEASE, tempo(72, "s3"), tempo(336, "s3"))).toEqual([]);
});

const velero = (ttls: Readonly<Record<string, string>>): JsonMap => ({
  values: {
    schedules: Object.fromEntries(Object.entries(ttls).map(([name, ttl]) => [name, { template: { ttl } }])),
  },
});

test("backups that are kept for less time are told, and a schedule that goes; one that comes is not", () => {
  const [month, days] = [velero({ daily: "720h0m0s" }), velero({ daily: "168h0m0s", volumes: "48h0m0s" })];
  expect(changed(RELEASE, month, days)).toEqual([
    'eu: keeps for less time, values.schedules.daily.template.ttl of it: "720h0m0s" -> "168h0m0s"',
  ]);
  expect(changed(RELEASE, days, month)).toEqual([
    'eu: keeps for less time, values.schedules.volumes.template.ttl of it: "48h0m0s" -> none',
  ]);
});
