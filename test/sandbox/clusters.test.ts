import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import type { ClusterNode } from "../../sandbox/aws/cluster-host.ts";
import { askApi, mustApi } from "../../sandbox/clusters/api.ts";
import {
  removeCluster,
  resumeClusters,
  startCluster,
  stopClusters,
} from "../../sandbox/clusters/clusters.ts";
import { clusterNames, readRecord, type ClusterRecord } from "../../sandbox/clusters/folder.ts";
import { setNodes } from "../../sandbox/clusters/nodes.ts";
import { clusterProcesses } from "../../sandbox/clusters/processes.ts";
import { until } from "./until.ts";

// One folder for all: the tests build on each other, in the order in which they stand.
const dir = mkdtempSync(join(tmpdir(), "atoll-clusters-"));
const wish = (name: string) => {
  return { name, serviceCidr: "172.20.0.0/16", region: "eu-central-1", account: "123456789012" };
};
const DEV = wish("dev");
const PROGRAMS = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"];
const STARTER = resolve(import.meta.dirname, "cluster-starter.ts");

afterAll(async () => {
  await stopClusters(dir);
  rmSync(dir, { recursive: true, force: true });
});

function dev(): ClusterRecord {
  const record = readRecord(dir, "dev");
  if (record === undefined) throw new Error("dev is up");
  return record;
}

const running = (): readonly string[] =>
  clusterProcesses(dir)
    .map(({ program }) => program)
    .sort();
const node = (name: string, zone: string): ClusterNode => ({
  ...{ name, zone, instanceType: "m7g.large", labels: { pool: "core" }, taints: [] },
  ...{ cpu: 2, memory: 8, pods: 110, architecture: "arm64" },
});

async function read<Shape>(path: string): Promise<Shape> {
  return JSON.parse(await mustApi(dir, dev(), { path })) as Shape;
}

interface Pod {
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase: string };
}

interface Service {
  readonly spec: { readonly clusterIP: string };
  readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly hostname: string }[] } };
}

interface Claim {
  readonly status: { readonly phase: string };
}

test("two processes that start a cluster at once start one, and it outlives them", async () => {
  const start = () => promisify(execFile)(process.execPath, [STARTER, dir, "dev"]);
  const [one, other] = await Promise.all([start(), start()]);
  expect(JSON.parse(one.stdout)).toEqual(JSON.parse(other.stdout));
  expect(running()).toEqual(PROGRAMS);
  expect(await startCluster(dir, DEV)).toEqual(JSON.parse(one.stdout));
  expect(running()).toEqual(PROGRAMS);
});

test("only who has a token gets in, and Pod Security refuses what a namespace forbids", async () => {
  const { status } = await askApi(dir, dev(), { path: "/api/v1/nodes", token: "wrong" });
  expect(status).toBe(401);
  const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
  const body = { metadata: { name: "strict", labels } };
  await mustApi(dir, dev(), { method: "POST", path: "/api/v1/namespaces", body });
  await until(async () => {
    return (
      (await askApi(dir, dev(), { path: "/api/v1/namespaces/strict/serviceaccounts/default" })).status === 200
    );
  });
  const pod = { metadata: { name: "root" }, spec: { containers: [{ name: "main", image: "root" }] } };
  const refused = await askApi(dir, dev(), {
    ...{ method: "POST", path: "/api/v1/namespaces/strict/pods", body: pod },
  });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('violates PodSecurity \\"restricted:latest\\"');
});

test("a group has exactly the nodes it was given, ready and with their labels", async () => {
  const [a, b] = [node("a", "eu-central-1a"), node("b", "eu-central-1b")];
  await setNodes(dir, "dev", { group: "core", nodes: [a, b] });
  await setNodes(dir, "dev", { group: "other", nodes: [node("c", "eu-central-1a")] });
  await setNodes(dir, "dev", { group: "core", nodes: [b] });
  const { items } = await read<{ items: { metadata: { name: string; labels: object }; status: object }[] }>(
    "/api/v1/nodes",
  );
  expect(items.map(({ metadata }) => metadata.name)).toEqual(["b", "c"]);
  expect(items[0]).toMatchObject({
    metadata: { labels: { pool: "core", "topology.kubernetes.io/zone": "eu-central-1b" } },
    status: { allocatable: { cpu: "2", memory: "8Gi", pods: "110" } },
  });
  expect(JSON.stringify(items[0]?.status)).toContain('"type":"Ready"');
});

describe("what controllers outside Kubernetes would do is simulated", () => {
  test("a pod with a volume is scheduled and runs, its volume is bound", async () => {
    const storage = { metadata: { name: "gp3" }, provisioner: "ebs.csi.aws.com" };
    const body = { ...storage, volumeBindingMode: "WaitForFirstConsumer" };
    await mustApi(dir, dev(), { method: "POST", path: "/apis/storage.k8s.io/v1/storageclasses", body });
    const claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    const request = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
    const claim = { metadata: { name: "data" }, spec: { storageClassName: "gp3", ...request } };
    await mustApi(dir, dev(), { method: "POST", path: claims, body: claim });
    const volumes = [{ name: "data", persistentVolumeClaim: { claimName: "data" } }];
    const containers = [{ name: "main", image: "any", volumeMounts: [{ name: "data", mountPath: "/data" }] }];
    const pod = { metadata: { name: "web" }, spec: { containers, volumes } };
    await mustApi(dir, dev(), { method: "POST", path: "/api/v1/namespaces/default/pods", body: pod });
    const web = (): Promise<Pod> => read("/api/v1/namespaces/default/pods/web");
    await until(async () => (await web()).status.phase === "Running");
    expect(["b", "c"]).toContain((await web()).spec.nodeName);
    expect((await read<Claim>(`${claims}/data`)).status.phase).toBe("Bound");
  });

  test("a Service of type LoadBalancer gets an address, inside and outside", async () => {
    const spec = { type: "LoadBalancer", ports: [{ port: 80 }] };
    const path = "/api/v1/namespaces/default/services";
    await mustApi(dir, dev(), { method: "POST", path, body: { metadata: { name: "web" }, spec } });
    const service = (): Promise<Service> => read(`${path}/web`);
    await until(async () => (await service()).status.loadBalancer.ingress !== undefined);
    const found = await service();
    expect(found.spec.clusterIP).toMatch(/^172\.20\./);
    expect(found.status.loadBalancer.ingress).toEqual([{ hostname: "web-default.elb.simulated.invalid" }]);
  });
});

test("a stop leaves no process; a resume keeps port, certificate and objects", async () => {
  const before = await startCluster(dir, DEV);
  await stopClusters(dir);
  expect(running()).toEqual([]);
  await resumeClusters(dir);
  expect(running()).toEqual(PROGRAMS);
  expect(await startCluster(dir, DEV)).toEqual(before);
  const { status } = await read<Pod>("/api/v1/namespaces/default/pods/web");
  expect(status.phase).toBe("Running");
});

test("a port that another program took meanwhile is one clear error", async () => {
  const { port } = dev();
  await stopClusters(dir);
  const thief = createServer().listen(port, "127.0.0.1");
  try {
    await expect(startCluster(dir, DEV)).rejects.toThrow(
      `cluster dev: expected its port 127.0.0.1:${port} free, got another program on it; ` +
        `end the program that listens there: ss -ltnp 'sport = :${port}' names it`,
    );
  } finally {
    thief.close();
  }
});

test.each(["kube-apiserver", "etcd", "kwok"])("a killed %s is started again", async (program) => {
  const before = await startCluster(dir, DEV);
  const { pid = 0 } = clusterProcesses(dir).find((one) => one.program === program) ?? {};
  process.kill(pid, "SIGKILL");
  await until(() => !running().includes(program));
  expect(await startCluster(dir, DEV)).toEqual(before);
  expect(running()).toEqual(PROGRAMS);
});

test("whoever starts a cluster may be killed half-way: the next start finishes", async () => {
  for (const program of ["kube-apiserver", "kwok"]) {
    const starter = execFile(process.execPath, [STARTER, dir, "half"]);
    await until(() => clusterProcesses(dir).some((one) => one.owner === "half" && one.program === program));
    starter.kill("SIGKILL");
    if (program === "kube-apiserver") expect(readRecord(dir, "half")?.started).toBe(false);
  }
  const { endpoint } = await startCluster(dir, wish("half"));
  expect(endpoint).toBe(`https://127.0.0.1:${readRecord(dir, "half")?.port ?? 0}`);
  expect(clusterProcesses(dir).filter(({ owner }) => owner === "half")).toHaveLength(4);
});

test("a removed cluster leaves nothing, and one of its name knows nothing of it", async () => {
  await removeCluster(dir, "dev");
  expect(clusterNames(dir)).toEqual(["half"]);
  expect(clusterProcesses(dir).filter(({ owner }) => owner === "dev")).toEqual([]);
  await startCluster(dir, DEV);
  expect((await read<{ items: readonly unknown[] }>("/api/v1/nodes")).items).toEqual([]);
  await removeCluster(dir, "dev");
  await removeCluster(dir, "half");
  expect(running()).toEqual([]);
  await removeCluster(dir, "half");
});
