import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ROLE_ANNOTATION,
  SERVICE_ACCOUNT_AUDIENCE,
  SKIP_WEBHOOK_LABEL,
} from "../../fleet/oidc-vocabulary.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { resourceKey } from "../../plan/plan.ts";
import type { ClusterNode } from "../../sandbox/aws/cluster-host.ts";
import { askApi, mustApi } from "../../sandbox/clusters/api.ts";
import { startCluster, stopClusters } from "../../sandbox/clusters/clusters.ts";
import { readRecord, type ClusterRecord } from "../../sandbox/clusters/folder.ts";
import { addNodes } from "../../sandbox/clusters/nodes.ts";
import { Faults } from "../../sandbox/kubernetes/faults.ts";
import { KubernetesStandIn } from "../../sandbox/kubernetes/provider.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { recordSystem } from "../record/record-k3s-system.ts";
import { TestEngine } from "../sandbox-units/engine.ts";
import { until } from "./until.ts";

// A real API server with the system of a K3s cluster. Pods run on simulated nodes, so nobody answers for the webhook:
// what the cluster does then is part of what is tested.
const dir = mkdtempSync(join(tmpdir(), "atoll-k3s-system-"));
let record: ClusterRecord;
let engine: TestEngine;

const server = (zone: string): ClusterNode => ({
  ...{ name: `server-${zone}`, zone: `eu-central-1${zone}`, instanceType: "m7i.large" },
  ...{ cpu: 2, memory: 8, pods: 110, architecture: "amd64" },
  labels: { "node-role.kubernetes.io/control-plane": "true" },
  taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
});

beforeAll(async () => {
  const place = { region: "eu-central-1", account: "123456789012" };
  await startCluster(dir, { name: "dev", serviceCidr: "172.20.0.0/16", ...place });
  const found = readRecord(dir, "dev");
  if (found === undefined) throw new Error("dev is up");
  record = found;
  await addNodes(dir, "dev", { group: "servers", nodes: ["a", "b", "c"].map(server) });
  engine = await TestEngine.start(new KubernetesStandIn("4.0.0", new Faults()));
  const kubeconfig = readFileSync(join(dir, "by-name", "dev", "simulator.kubeconfig"), "utf8");
  await engine.configure({ kubeconfig, enableConfigMapMutable: true, enableSecretMutable: true });
});

afterAll(async () => {
  engine.stop();
  await stopClusters(dir);
  rmSync(dir, { recursive: true, force: true });
});

/** Inputs with something in place of what only the real providers know. */
function inputsOf({ inputs }: PlannedResource): Properties {
  const text = JSON.stringify(inputs)
    .replace('"stringData":"<known after up>"', '"stringData":{"tls.crt":"x","tls.key":"x"}')
    .replace('"caBundle":"<known after up>",', "");
  if (text.includes("<known after up>")) throw new Error(`${text} is not known`);
  return JSON.parse(text) as Properties;
}

/** Makes every object in an order that their dependencies allow, each ready before the next. */
async function makeAll(resources: readonly PlannedResource[]): Promise<readonly string[]> {
  const made = new Set<string>();
  const all = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  const keys = new Set(all.map(resourceKey));
  while (made.size < all.length) {
    const next = all.find(
      (one) =>
        !made.has(resourceKey(one)) && one.dependencies.every((key) => !keys.has(key) || made.has(key)),
    );
    if (next === undefined) throw new Error("their dependencies are a circle");
    await engine.create(next.type, next.name, inputsOf(next));
    made.add(resourceKey(next));
  }
  return [...made];
}

test("Kubernetes accepts every object of the system, and its controllers become ready without the webhook", async () => {
  const { resources } = await recordSystem();
  const made = await makeAll(resources);
  expect(made.length).toBeGreaterThan(40);
  const { text } = await askApi(dir, record, { path: "/apis/upgrade.cattle.io/v1/plans" });
  const { items } = JSON.parse(text) as { items: readonly { metadata: { name: string } }[] };
  expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(["agents", "servers"]);
});

test("and every object of Longhorn", async () => {
  const { resources } = await recordSystem({ storage: "longhorn" });
  const own = resources.filter(({ name }) => name.includes("longhorn"));
  expect((await makeAll(own)).length).toBeGreaterThan(8);
});

describe("the guard of pods' rights, with a webhook that nobody answers for", () => {
  const post = (path: string, body: object) => mustApi(dir, record, { method: "POST", path, body });
  const PODS = "/api/v1/namespaces/default/pods";
  const ROLE = { [ROLE_ANNOTATION]: "arn:aws:iam::123456789012:role/reader" };

  interface Wish {
    readonly labels?: Readonly<Record<string, string>>;
    readonly audience?: string;
  }

  async function created(name: string, serviceAccountName: string, { labels = {}, audience }: Wish = {}) {
    const containers = [{ name: "main", image: "main" }];
    const sources = [{ serviceAccountToken: { audience, path: "token" } }];
    const volumes = audience === undefined ? [] : [{ name: "token", projected: { sources } }];
    const body = { metadata: { name, labels }, spec: { serviceAccountName, containers, volumes } };
    const { status, text } = await askApi(dir, record, { method: "POST", path: PODS, body });
    return { status, message: status === 201 ? "" : (JSON.parse(text) as { message: string }).message };
  }

  beforeAll(async () => {
    const accounts = "/api/v1/namespaces/default/serviceaccounts";
    await post(accounts, { metadata: { name: "reader", annotations: ROLE } });
    await post(accounts, { metadata: { name: "plain" } });
    let tries = 0;
    // The server learns of an account a moment after it was made.
    await until(async () => (await created(`probe-${(tries += 1)}`, "reader")).status !== 201);
  });

  test("a pod whose ServiceAccount has a role is refused without its token, and is told why", async () => {
    expect(await created("lost", "reader")).toEqual({
      status: 403,
      message:
        "pods \"lost\" is forbidden: ValidatingAdmissionPolicy 'pod-identity-webhook' with binding " +
        "'pod-identity-webhook' denied request: ServiceAccount reader has a role in AWS, and " +
        "pod-identity-webhook has not given this pod its token: is the webhook running?",
    });
  });

  test("with its token it starts, whoever gave it", async () => {
    const audience = SERVICE_ACCOUNT_AUDIENCE;
    expect(await created("given", "reader", { audience })).toEqual({ status: 201, message: "" });
  });

  test("a token for somebody else is none for AWS", async () => {
    expect((await created("other", "reader", { audience: "vault" })).status).toBe(403);
  });

  test("pods of accounts without a role start, webhook or not", async () => {
    for (const account of ["plain", "default"])
      expect(await created(`pod-of-${account}`, account)).toEqual({ status: 201, message: "" });
  });

  test("a pod that wants no token starts without one", async () => {
    const labels = { [SKIP_WEBHOOK_LABEL]: "true" };
    expect(await created("skipped", "reader", { labels })).toEqual({ status: 201, message: "" });
  });

  test("a kubelet's own pod, which has no account at all, is let be", async () => {
    const metadata = { name: "static", annotations: { "kubernetes.io/config.mirror": "x" } };
    const spec = { nodeName: "server-a", containers: [{ name: "main", image: "main" }] };
    const body = { metadata, spec };
    const { status } = await askApi(dir, record, { method: "POST", path: PODS, body });
    expect(status).toBe(201);
  });
});
