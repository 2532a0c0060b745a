import { InputError } from "../../fleet/check.ts";
import { askApi } from "./api.ts";
import { forgetCertificate, makeCredentials, writeKubeconfig } from "./credentials.ts";
import { runEtcd } from "./etcd.ts";
import { type ClusterRecord, writeRecord } from "./folder.ts";
import { writeGiven } from "./given.ts";
import { freePort, isFree } from "./ports.ts";
import { type Program, runs, SHARED, startServer, stopServers } from "./processes.ts";
import { ServerFailure, untilReady } from "./readiness.ts";
import { apiServerFlags, controllerManagerFlags, kwokFlags, schedulerFlags } from "./server-flags.ts";

/** How often a cluster that never ran is begun anew on another port. */
const TRIES = 3;

/** Runs whatever does not run of a cluster's servers, and waits until the cluster takes objects. */
export async function runControlPlane(dir: string, record: ClusterRecord): Promise<ClusterRecord> {
  const { name } = record;
  makeCredentials(dir, name);
  // An API server calls itself ready for a while after its etcd has ended.
  const isWhole = runs(dir, name, "kube-apiserver") && runs(dir, SHARED, "etcd");
  const answering = record.started && isWhole && (await isReady(dir, record));
  const cluster = answering ? record : await startApiServer(dir, record);
  startControllers(dir, cluster);
  // Made by the controller manager; without it no pod is admitted.
  await untilApi(
    dir,
    cluster,
    "kube-controller-manager",
    "/api/v1/namespaces/default/serviceaccounts/default",
  );
  if (cluster.started) return cluster;
  const started = { ...cluster, started: true };
  writeRecord(dir, started);
  return started;
}

const isReady = async (dir: string, cluster: ClusterRecord): Promise<boolean> =>
  answers(dir, cluster, "/readyz");

async function answers(dir: string, cluster: ClusterRecord, path: string): Promise<boolean> {
  try {
    return (await askApi(dir, cluster, { path })).status === 200;
  } catch {
    // The certificate is not written yet.
    return false;
  }
}

async function startApiServer(dir: string, record: ClusterRecord): Promise<ClusterRecord> {
  const own = ({ owner }: { readonly owner: string }): boolean => owner === record.name;
  await stopServers(dir, own);
  const etcdPort = await runEtcd(dir);
  if (record.started) {
    await checkPort(record);
    await launchApiServer(dir, record, etcdPort);
    return record;
  }
  for (let tries = 1; ; tries += 1) {
    const fresh = { ...record, port: await freePort() };
    writeRecord(dir, fresh);
    forgetCertificate(dir, record.name);
    try {
      await launchApiServer(dir, fresh, etcdPort);
      return fresh;
    } catch (error) {
      await stopServers(dir, own);
      // Another program may have taken the port between the look and the start.
      if (!(error instanceof ServerFailure) || tries === TRIES || (await isFree(fresh.port))) throw error;
    }
  }
}

async function launchApiServer(dir: string, cluster: ClusterRecord, etcdPort: number): Promise<void> {
  await writeGiven(dir, cluster);
  const server = { owner: cluster.name, program: "kube-apiserver" } as const;
  const pid = startServer(dir, { ...server, args: apiServerFlags(dir, cluster, etcdPort) });
  await untilReady(dir, { ...server, pid }, () => isReady(dir, cluster));
}

async function checkPort({ name, port }: ClusterRecord): Promise<void> {
  if (await isFree(port)) return;
  const expected = `its port 127.0.0.1:${port} free`;
  const hint = `end the program that listens there: ss -ltnp 'sport = :${port}' names it`;
  throw new InputError([{ file: `cluster ${name}`, path: "", expected, got: "another program on it", hint }]);
}

function startControllers(dir: string, { name, port, serviceCidr }: ClusterRecord): void {
  const kubeconfig = (user: Parameters<typeof writeKubeconfig>[1]["user"]): string =>
    writeKubeconfig(dir, { name, port, user });
  const flags: Readonly<Partial<Record<Program, () => readonly string[]>>> = {
    "kube-controller-manager": () =>
      controllerManagerFlags(dir, name, kubeconfig("system:kube-controller-manager")),
    "kube-scheduler": () => schedulerFlags(kubeconfig("system:kube-scheduler")),
    kwok: () => kwokFlags(kubeconfig("simulator"), serviceCidr),
  };
  for (const [program, args] of Object.entries(flags) as [Program, () => readonly string[]][]) {
    if (!runs(dir, name, program)) startServer(dir, { owner: name, program, args: args() });
  }
}

async function untilApi(dir: string, cluster: ClusterRecord, program: Program, path: string): Promise<void> {
  const server = { owner: cluster.name, program, pid: process.pid };
  await untilReady(dir, server, () => answers(dir, cluster, path));
}
