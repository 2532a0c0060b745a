import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { CLUSTER_ID_KEY, CLUSTER_ID_NAMESPACE, KUBECONFIG_KEY } from "../../fleet/outside-vocabulary.ts";
import { DNS_NAMESPACE, DNS_POD_LABELS } from "../../fleet/tenant-vocabulary.ts";
import { askApi, mustApi } from "../clusters/api.ts";
import { removeCluster, startCluster } from "../clusters/clusters.ts";
import { clusterToken } from "../clusters/credentials.ts";
import { clusterNames, type ClusterRecord, readRecord } from "../clusters/folder.ts";
import { setMachines } from "../clusters/nodes.ts";
import type { Sandbox } from "./folder.ts";
import { outsidePlan, type OutsideObject } from "./outside-plan.ts";
import { mustPulumi, setSecret } from "./pulumi.ts";

/** Stands where other clusters have the number of an account: nobody of the simulated AWS knows these. */
const OUTSIDE = "outside";

/** User whose token is in the kubeconfig: a person who may do everything. */
const ADMIN = "atoll-deployer";

/** Clusters of a sandbox that it runs in somebody else's place, by name. */
export function outsideClusters(clusters: string): readonly string[] {
  return clusterNames(clusters).filter((name) => readRecord(clusters, name)?.account === OUTSIDE);
}

/**
 * Plays whoever runs a cluster that atoll does not make: an API server that is what the entry says, with its nodes, and
 * in the sandbox's copy of the stack's configuration a kubeconfig for it, a secret, and who it is. What is there already
 * stays.
 */
export async function provideOutside(sandbox: Sandbox, fleet: Fleet, stack: string): Promise<void> {
  const cluster = fleet.clusters.get(stack);
  if (cluster?.network.mode !== "external") return;
  const kubeconfig = await startOutside(sandbox.clusters, fleet, cluster);
  const known = settingsIn(sandbox, stack);
  if (known[KUBECONFIG_KEY] === undefined) await setSecret(sandbox, stack, KUBECONFIG_KEY, kubeconfig);
  if (known[CLUSTER_ID_KEY] !== undefined) return;
  const id = await outsideId(sandbox.clusters, stack);
  await mustPulumi(sandbox, "config", "set", "--stack", stack, CLUSTER_ID_KEY, id);
}

/** Who such a cluster is. */
export async function outsideId(clusters: string, name: string): Promise<string> {
  const record = readRecord(clusters, name);
  if (record === undefined) throw new Error(`there is no cluster ${name}`);
  const path = `/api/v1/namespaces/${CLUSTER_ID_NAMESPACE}`;
  const { metadata } = JSON.parse(await mustApi(clusters, record, { path })) as {
    readonly metadata: { readonly uid: string };
  };
  return metadata.uid;
}

/**
 * Starts such a cluster, as its entry says that it is.
 *
 * @param id name of the cluster; that of the entry unless another one is to have the same facts
 * @returns a kubeconfig for it
 */
export async function startOutside(
  clusters: string,
  fleet: Fleet,
  cluster: Cluster,
  id = cluster.id,
): Promise<string> {
  const { serviceCidr, region, flags, nodes, objects } = outsidePlan(fleet, cluster);
  const given = { files: {}, names: [], flags };
  const wish = { name: id, serviceCidr, region, account: OUTSIDE, given };
  const { endpoint, certificateAuthority } = await startCluster(clusters, wish);
  const record = readRecord(clusters, id);
  if (record === undefined) throw new Error(`cluster ${id} has just been started`);
  await setMachines(clusters, id, { group: OUTSIDE, nodes });
  for (const object of objects) await putThere(clusters, record, object);
  await untilNamesAreAnswered(clusters, record);
  return kubeconfigText(id, {
    server: endpoint,
    authority: certificateAuthority,
    token: clusterToken(clusters, id, ADMIN),
  });
}

async function putThere(
  clusters: string,
  record: ClusterRecord,
  { path, name, body }: OutsideObject,
): Promise<void> {
  const { status } = await askApi(clusters, record, { path: `${path}/${name}` });
  if (status === 404) await mustApi(clusters, record, { method: "POST", path, body });
}

const DNS_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 100;

/** Whoever looks at a cluster that runs finds its pods for DNS; here they are as young as the cluster. */
async function untilNamesAreAnswered(clusters: string, record: ClusterRecord): Promise<void> {
  const labels = Object.entries(DNS_POD_LABELS).map(([key, value]) => `${key}=${value}`);
  const selector = encodeURIComponent(labels.join(","));
  const path = `/api/v1/namespaces/${DNS_NAMESPACE}/pods?labelSelector=${selector}`;
  for (const end = Date.now() + DNS_MILLISECONDS; ;) {
    const { items } = JSON.parse(await mustApi(clusters, record, { path })) as { readonly items: unknown[] };
    if (items.length > 0) return;
    if (Date.now() > end) throw new Error(`cluster ${record.name} has no pods for DNS`);
    await sleep(POLL_MILLISECONDS);
  }
}

function kubeconfigText(
  name: string,
  way: { readonly server: string; readonly authority: string; readonly token: string },
): string {
  const cluster = { server: way.server, "certificate-authority-data": way.authority };
  return JSON.stringify({
    ...{ apiVersion: "v1", kind: "Config", "current-context": name },
    clusters: [{ name, cluster }],
    users: [{ name, user: { token: way.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

/** What a stack's configuration holds. */
function settingsIn({ project }: Sandbox, stack: string): Readonly<Record<string, unknown>> {
  const file = join(project, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return {};
  const { config = {} } = parse(readFileSync(file, "utf8")) as { config?: Readonly<Record<string, unknown>> };
  return config;
}

/** Ends a cluster that was run in somebody else's place; any other is left alone. */
export async function removeOutside(clusters: string, name: string): Promise<void> {
  if (outsideClusters(clusters).includes(name)) await removeCluster(clusters, name);
}
