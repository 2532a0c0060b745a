import { describe, expect, test } from "vitest";
import { victoriaMetrics } from "../../../../components/platform/metrics/victoria-metrics.ts";
import type { AddOnObject } from "../../../../components/platform/contract.ts";
import { metricsWorkloads } from "../../../../components/platform/metrics/metric-parts.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { HAS_CHART_DATA } from "../chart-data.ts";
import { definitionFaults } from "../chart-definitions.ts";
import { samplePlatform } from "../sample-platform.ts";
import { metricsContext } from "./metrics-context.ts";

const { level } = samplePlatform();
const CLUSTER: Partial<PlatformSettings> = { replicas: 3, level: { ...level, metrics: "cluster" } };
const SENDER = { role: "sender", host: "metrics.mgmt.eu.infra.lagoon.cloud" } as const;
const RECEIVER = {
  role: "receiver",
  host: "metrics.dev.eu.infra.lagoon.cloud",
  senders: [{ cluster: "edge", cidrs: ["10.4.0.0/20"] }],
} as const;

/** Every shape that the objects have. */
const SHAPES: Readonly<Record<string, Partial<PlatformSettings>>> = {
  "one pod of each": { replicas: 1 },
  "a cluster of stores": CLUSTER,
  "a cluster that sends": { ...CLUSTER, centralMetrics: SENDER },
  "a cluster that receives": { ...CLUSTER, centralMetrics: RECEIVER },
  "one store that receives": { replicas: 1, centralMetrics: RECEIVER },
};

function objectsOf(changes: Partial<PlatformSettings> = {}): readonly AddOnObject[] {
  return victoriaMetrics.objects?.(metricsContext(changes)) ?? [];
}

function specOf(kind: string, changes: Partial<PlatformSettings> = {}): Record<string, unknown> {
  const found = objectsOf(changes).find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found.body["spec"] as Record<string, unknown>;
}

describe.skipIf(!HAS_CHART_DATA)("with the definitions of the operator", () => {
  test.each(Object.entries(SHAPES))("every object is taken as it is: %s", (_, changes) => {
    const own = objectsOf(changes).filter(({ apiVersion }) => apiVersion.startsWith("operator."));
    expect(own.length).toBeGreaterThan(3);
    for (const object of own) expect([object.kind, definitionFaults(object)]).toEqual([object.kind, []]);
  });
});

test("trap: pods of the operator are not restricted unless each object asks for it", () => {
  for (const changes of Object.values(SHAPES)) {
    for (const object of objectsOf(changes).filter(({ kind }) => /^VM(?!User)/.test(kind))) {
      const spec = object.body["spec"] as Record<string, unknown>;
      expect([object.kind, spec["useStrictSecurity"]]).toEqual([object.kind, true]);
      for (const part of ["vmstorage", "vmselect", "vminsert"])
        if (part in spec) expect(spec[part]).toMatchObject({ useStrictSecurity: true });
    }
  }
  const values = victoriaMetrics.values(metricsContext());
  expect(values).toMatchObject({ podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } });
});

test("trap: whoever may read metrics may delete all of them with a GET, unless each store asks for a key that nobody knows", () => {
  const stores = Object.values(SHAPES).flatMap((changes) =>
    objectsOf(changes)
      .filter(({ kind }) => kind === "VMSingle" || kind === "VMCluster")
      .map(({ kind, role, body }) => {
        const spec = body["spec"] as { extraArgs?: unknown; vmselect?: { extraArgs: unknown } };
        return { role, args: kind === "VMSingle" ? spec.extraArgs : spec.vmselect?.extraArgs };
      }),
  );
  expect(new Set(stores.map(({ role }) => role))).toEqual(new Set(["store", "central-store"]));
  for (const { args } of stores)
    expect(args).toMatchObject({ deleteAuthKey: "file:///proc/sys/kernel/random/uuid" });
});

test("trap: scrape objects of every namespace are picked up by default, so namespaces are selected", () => {
  const agent = specOf("VMAgent");
  const selectors = Object.keys(agent).filter((key) => key.endsWith("NamespaceSelector"));
  expect(selectors).toHaveLength(6);
  for (const key of selectors)
    expect(agent[key]).toEqual({ matchLabels: { "app.kubernetes.io/managed-by": "atoll" } });
  expect(agent["selectAllByDefault"]).toBe(false);
  expect(agent["ignoreNamespaceSelectors"]).toBe(true);
  expect(agent["arbitraryFSAccessThroughSMs"]).toEqual({ deny: true });
  expect(specOf("VMAlert")["ruleNamespaceSelector"]).toEqual({
    matchLabels: { "app.kubernetes.io/managed-by": "atoll" },
  });
});

test("trap: with the chart of kinds beside it, the operator refuses unless both its own ways are off", () => {
  expect(victoriaMetrics.values(metricsContext())).toMatchObject({
    crds: { enabled: false, plain: false, cleanup: { enabled: false } },
  });
  expect(victoriaMetrics.contract.crdChart).toBe("victoria-metrics-operator-crds");
});

test("trap: the webhook's certificate is random unless cert-manager signs it, and then the webhook may fail closed", () => {
  const values = victoriaMetrics.values(metricsContext());
  expect(values).toMatchObject({
    admissionWebhooks: {
      policy: "Fail",
      certManager: { enabled: true, issuer: { name: "platform-internal" } },
    },
  });
  expect(victoriaMetrics.contract.requires).toContain("cert-manager");
  expect(victoriaMetrics.contract.webhook?.configuration).toBe("victoria-metrics-operator-admission");
});

test("trap: rules come from this program, for those of the k8s-stack are fetched from the internet by a hook", () => {
  expect(victoriaMetrics.contract.chart).toBe("victoria-metrics-operator");
  const names = victoriaMetrics.rules?.(metricsContext()).map(({ name }) => name) ?? [];
  expect(names).toContain("metrics-and-alerting");
});

test("trap: monitors and rules of Prometheus' kinds are turned into those of the operator, and go with them", () => {
  expect(victoriaMetrics.values(metricsContext())).toMatchObject({
    operator: { disable_prometheus_converter: false, enable_converter_ownership: true },
    serviceMonitor: { enabled: true, vm: false },
  });
});

test("agents come in pairs, so what keeps samples keeps one of each interval", () => {
  const dedup = { "dedup.minScrapeInterval": "30s" };
  expect(specOf("VMAgent", CLUSTER)["replicaCount"]).toBe(2);
  expect(specOf("VMSingle")["extraArgs"]).toMatchObject(dedup);
  const cluster = specOf("VMCluster", CLUSTER);
  expect(cluster).toMatchObject({
    replicationFactor: 2,
    vmstorage: { replicaCount: 3, extraArgs: dedup },
    vmselect: { extraArgs: dedup },
  });
});

test("a level of one pod runs one of each, without budgets that would only stop drains", () => {
  const text = JSON.stringify(objectsOf({ replicas: 1 }));
  expect(text).not.toContain("podDisruptionBudget");
  expect(
    Object.values(metricsWorkloads(metricsContext({ replicas: 1 }))).map(({ replicas }) => replicas),
  ).toEqual([1, 1, 1, 1, 1]);
});

test("what a pod asks for is what is counted, its reloader included", () => {
  const agent = specOf("VMAgent");
  const { vmagent } = metricsWorkloads(metricsContext());
  expect(agent["resources"]).toMatchObject({ requests: { cpu: "150m", memory: "512Mi" } });
  expect(agent["configReloaderResources"]).toMatchObject({ requests: { cpu: "5m", memory: "32Mi" } });
  expect(vmagent).toMatchObject({ cpuMillicores: 155, memoryMiB: 544 });
});

test("sizes follow the service level, and an entry may say otherwise", () => {
  expect(specOf("VMSingle")).toMatchObject({
    retentionPeriod: "30d",
    storage: { storageClassName: "gp3", resources: { requests: { storage: "50Gi" } } },
    removePvcAfterDelete: false,
  });
  const context = metricsContext(
    {},
    {},
    { retentionDays: 7, storageGib: 200, queueGib: 20, scrapeIntervalSeconds: 15 },
  );
  const objects = victoriaMetrics.objects?.(context) ?? [];
  expect(JSON.stringify(objects)).toContain('"retentionPeriod":"7d"');
  expect(JSON.stringify(objects)).toContain('"storage":"200Gi"');
  expect(JSON.stringify(objects)).toContain('"dedup.minScrapeInterval":"15s"');
  expect(JSON.stringify(objects)).toContain('"maxDiskUsagePerURL":"18432MiB"');
});

test("a cluster that sends writes to both stores, each with half of the queue's volume", () => {
  const agent = specOf("VMAgent", { centralMetrics: SENDER });
  expect(agent["remoteWrite"]).toEqual([
    { url: "http://vmsingle-platform.monitoring.svc:8428/api/v1/write" },
    {
      url: "https://metrics.mgmt.eu.infra.lagoon.cloud:8427/api/v1/write",
      basicAuth: {
        username: { name: "central-metrics", key: "username" },
        password: { name: "central-metrics", key: "password" },
      },
    },
  ]);
  expect(agent["remoteWriteSettings"]).toEqual({ maxDiskUsagePerURL: "4608MiB" });
  expect(agent["statefulMode"]).toBe(true);
});

test("metrics say which cluster they are of, and those of a tenant's namespace whose they are", () => {
  const agent = specOf("VMAgent");
  expect(agent["externalLabels"]).toEqual({
    cluster: "dev",
    environment: "development",
    region: "eu-central",
  });
  expect(agent["inlineRelabelConfig"]).toEqual([
    { sourceLabels: ["namespace"], regex: "(.+)--.+", targetLabel: "tenant", replacement: "$1" },
  ]);
});

test("every image comes from the mirror where there is one", () => {
  for (const changes of Object.values(SHAPES)) {
    const context = metricsContext({ ...changes, imageMirror: "registry.lagoon.cloud/mirror" });
    const text = JSON.stringify([victoriaMetrics.values(context), victoriaMetrics.objects?.(context)]);
    expect(text).not.toContain('"docker.io');
    expect(text).toContain("registry.lagoon.cloud/mirror/docker.io/victoriametrics/vmagent");
  }
});

test("alerts go to each Alertmanager by its own name", () => {
  expect(specOf("VMAlert", CLUSTER)["notifiers"]).toEqual(
    [0, 1, 2].map((index) => ({
      url: `http://vmalertmanager-platform-${index}.vmalertmanager-platform.monitoring.svc:9093`,
    })),
  );
  expect(specOf("VMAlert", CLUSTER)).toMatchObject({
    datasource: { url: "http://vmselect-platform.monitoring.svc:8481/select/0/prometheus" },
    remoteWrite: { url: "http://vminsert-platform.monitoring.svc:8480/insert/0/prometheus" },
  });
});

test("Alertmanager reads secrets as files, and needs none where nobody hears", () => {
  expect(specOf("VMAlertmanager")["secrets"]).toEqual([]);
  const route = { name: "on-call", kind: "pagerduty", target: "x", severities: ["critical"] } as const;
  const heard = { alerting: { routes: [{ ...route, severities: [...route.severities] }], heartbeat: false } };
  expect(specOf("VMAlertmanager", heard)["secrets"]).toEqual(["alert-routes"]);
  expect(objectsOf(heard).map(({ kind }) => kind)).toContain("ExternalSecret");
});
