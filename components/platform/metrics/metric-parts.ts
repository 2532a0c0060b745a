import type { AddOnContext, AddOnGround, Values } from "../contract.ts";
import { PLATFORM_PRIORITY, resources, resourcesOf, spread, type Workload } from "../workload.ts";
import { METRICS_NAME } from "./endpoints.ts";

type Ground = AddOnGround<"victoria-metrics">;
export type MetricsContext = AddOnContext<"victoria-metrics">;

/** What runs of the metrics store and of alerting, by the name of the program. */
export type MetricsPart =
  | "operator"
  | "vmsingle"
  | "vmstorage"
  | "vmselect"
  | "vminsert"
  | "vmagent"
  | "vmalert"
  | "vmalertmanager"
  | "vmauth";

/** Copies of each sample that a cluster of stores keeps. */
export const STORE_COPIES = 2;

/** Reloads the configuration of the program beside it. */
const RELOADER = { cpuMillicores: 5, memoryMiB: 32 };

/** Parts that have a container beside their own. */
const RELOADED: readonly string[] = ["vmagent", "vmalert", "vmalertmanager", "vmauth"];

/** Pods of each part and what they ask for, the container beside the program included. */
export function metricsWorkloads({ settings }: Pick<Ground, "settings">): Readonly<Record<string, Workload>> {
  const { replicas, level, centralMetrics } = settings;
  const pair = Math.min(replicas, 2);
  const stores: Record<string, Workload> =
    level.metrics === "single"
      ? { vmsingle: part("Deployment", 1, 200, replicas < 2 ? 1024 : 2048) }
      : {
          vmstorage: part("StatefulSet", Math.max(replicas, STORE_COPIES), 500, 2048),
          vmselect: part("StatefulSet", pair, 100, 768),
          vminsert: part("Deployment", pair, 100, 384),
        };
  const parts: Record<string, Workload> = {
    operator: part("Deployment", pair, 50, 256),
    ...stores,
    vmagent: part("StatefulSet", pair, 150, 512),
    vmalert: part("Deployment", pair, 50, 128),
    vmalertmanager: part("StatefulSet", replicas, 10, 64),
    ...(centralMetrics?.role === "receiver" ? central(stores, replicas) : {}),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, one]) => [name, RELOADED.includes(name) ? withReloader(one) : one]),
  );
}

/** One store is not enough for two purposes; a cluster of stores has room for tenants. */
function central(stores: Readonly<Record<string, Workload>>, replicas: number): Record<string, Workload> {
  const { vmsingle } = stores;
  return {
    ...(vmsingle === undefined ? {} : { "central-vmsingle": vmsingle }),
    vmauth: part("Deployment", replicas, 50, 128),
  };
}

function part(kind: Workload["kind"], replicas: number, cpuMillicores: number, memoryMiB: number): Workload {
  return { kind, replicas, cpuMillicores, memoryMiB };
}

function withReloader({ cpuMillicores, memoryMiB, ...rest }: Workload): Workload {
  return {
    ...rest,
    cpuMillicores: cpuMillicores + RELOADER.cpuMillicores,
    memoryMiB: memoryMiB + RELOADER.memoryMiB,
  };
}

/** The workload of a part that this cluster has. */
export function workloadOf(ground: Pick<Ground, "settings">, name: MetricsPart): Workload {
  const workload = metricsWorkloads(ground)[name];
  if (workload === undefined) throw new Error(`this cluster runs no ${name}`);
  return workload;
}

/** Image of a part in the words of the operator. */
export function partImage({ image }: MetricsContext, containing: string): Values {
  const { registry, path, tag } = image(containing);
  return { repository: `${registry}/${path}`, tag };
}

/**
 * What every pod of the operator is told: it stays inside `restricted`, which it does not by itself, and asks for what
 * the platform has counted.
 */
export function podSpec(context: MetricsContext, name: MetricsPart, imageName: string): Values {
  const workload = workloadOf(context, name);
  const { replicas, cpuMillicores, memoryMiB } = workload;
  const isReloaded = RELOADED.includes(name);
  const own = isReloaded
    ? resources(cpuMillicores - RELOADER.cpuMillicores, memoryMiB - RELOADER.memoryMiB)
    : resourcesOf(workload);
  return {
    image: partImage(context, imageName),
    replicaCount: replicas,
    priorityClassName: PLATFORM_PRIORITY,
    useStrictSecurity: true,
    resources: own,
    ...(isReloaded ? reloader(context) : {}),
    topologySpreadConstraints: replicas < 2 ? [] : spread(labelsOf(name)),
  };
}

function reloader({ image }: MetricsContext): Values {
  const { registry, path, tag } = image("operator:config-reloader");
  return {
    configReloaderImage: `${registry}/${path}:${tag}`,
    configReloaderResources: resources(RELOADER.cpuMillicores, RELOADER.memoryMiB),
  };
}

/** Labels by which the operator marks the pods of a part. */
function labelsOf(name: MetricsPart): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": METRICS_NAME };
}

/** One pod at a time may be evicted, where there are several. */
export function partBudget(context: MetricsContext, name: MetricsPart): Values {
  return workloadOf(context, name).replicas < 2 ? {} : { podDisruptionBudget: { maxUnavailable: 1 } };
}

/** A volume of the cluster's own storage class. */
export function volume({ facts }: Pick<MetricsContext, "facts">, gib: number): Values {
  return {
    accessModes: ["ReadWriteOnce"],
    storageClassName: facts.storageClass,
    resources: { requests: { storage: `${gib}Gi` } },
  };
}

/** The same, for each pod. */
export function volumeTemplate(context: Pick<MetricsContext, "facts">, gib: number): Values {
  return { volumeClaimTemplate: { spec: volume(context, gib) } };
}
