import type { AddOnContext, Values } from "../contract.ts";
import {
  disruptionBudget,
  PLATFORM_PRIORITY,
  resources,
  resourcesOf,
  SPREAD,
  type Workload,
} from "../workload.ts";
import type { PlatformSettings } from "../settings.ts";

/** Redis holds together by votes: with fewer than three there is no majority. */
const REDIS_VOTERS = 3;

/** One works and the others wait, so a third would wait for nothing. */
const MOST_WAITING = 2;

/** Ports on which its parts listen to each other. */
export const ARGO_CD_PORTS = { repositories: 8081, redis: 6379, sentinel: 26379 } as const;

/** Ports of their metrics: controller, server, repositories, sets of applications, notifications. */
export const ARGO_CD_METRICS_PORTS = [8082, 8083, 8084, 8080, 9001] as const;

/** Containers of one pod of Redis with votes; a pod of Redis without has the first alone. */
const REDIS = { redis: [50, 192], sentinel: [20, 64], splitBrainDetection: [10, 32] } as const;

/** The chart leaves the probes of these pods off, so that one that hangs would count as ready. */
const PROBED = { livenessProbe: { enabled: true }, readinessProbe: { enabled: true } };

type Sizing = Pick<PlatformSettings, "replicas" | "level">;

const isVoting = ({ replicas }: Sizing): boolean => replicas >= REDIS_VOTERS;

export function argoCdWorkloads(settings: Sizing, tells: boolean) {
  const { replicas, level } = settings;
  return {
    controller: {
      kind: "StatefulSet",
      replicas: level.argoShards,
      cpuMillicores: 100,
      memoryMiB: 768,
    },
    server: { kind: "Deployment", replicas, cpuMillicores: 30, memoryMiB: 192 },
    repoServer: { kind: "Deployment", replicas, cpuMillicores: 100, memoryMiB: 384 },
    applicationSet: {
      kind: "Deployment",
      replicas: Math.min(replicas, MOST_WAITING),
      cpuMillicores: 20,
      memoryMiB: 128,
    },
    ...(tells
      ? { notifications: { kind: "Deployment", replicas: 1, cpuMillicores: 10, memoryMiB: 96 } as const }
      : {}),
    ...redisWorkloads(settings),
    redisSecretInit: { kind: "Job", replicas: 1, cpuMillicores: 10, memoryMiB: 96 },
  } satisfies Record<string, Workload>;
}

function redisWorkloads(settings: Sizing): Readonly<Record<string, Workload>> {
  const [cpuMillicores, memoryMiB] = REDIS.redis;
  if (!isVoting(settings)) return { redis: { kind: "Deployment", replicas: 1, cpuMillicores, memoryMiB } };
  const sum = (index: 0 | 1): number => Object.values(REDIS).reduce((all, one) => all + one[index], 0);
  const voters: Workload = {
    kind: "StatefulSet",
    replicas: REDIS_VOTERS,
    cpuMillicores: sum(0),
    memoryMiB: sum(1),
  };
  return { redisVoters: voters, redisProxy: { ...PROXY, replicas: REDIS_VOTERS } };
}

const PROXY = { kind: "Deployment", cpuMillicores: 20, memoryMiB: 96 } as const;

/** Values of every pod of the chart: images, sizes, spread, budgets and monitors. */
export function argoCdPods({ settings, has, image }: AddOnContext, tells: boolean): Values {
  const { controller, server, repoServer, applicationSet, notifications, redisSecretInit } = argoCdWorkloads(
    settings,
    tells,
  );
  const { registry, path, tag } = image("argoproj/argocd:");
  const monitored = { enabled: true, serviceMonitor: { enabled: has("prometheus-operator-crds") } };
  const pods = (workload: Workload): Values => ({
    replicas: workload.replicas,
    pdb: disruptionBudget(workload.replicas),
    resources: resourcesOf(workload),
    metrics: monitored,
  });
  return {
    global: {
      image: { repository: `${registry}/${path}`, tag },
      logging: { format: "json" },
      priorityClassName: PLATFORM_PRIORITY,
      topologySpreadConstraints: SPREAD,
      // The namespace is closed by the platform's own policies; the chart's would let everybody in at the server.
      networkPolicy: { create: false },
      domain: argoCdHost(settings),
    },
    controller: pods(controller),
    server: pods(server),
    repoServer: { ...pods(repoServer), copyutil: { resources: resources(10, 64) } },
    applicationSet: { ...pods(applicationSet), ...PROBED },
    notifications:
      notifications === undefined
        ? { enabled: false }
        : { enabled: true, resources: resourcesOf(notifications), metrics: monitored, ...PROBED },
    // Who people are is asked of the provider itself.
    dex: { enabled: false },
    redisSecretInit: { enabled: true, resources: resourcesOf(redisSecretInit) },
    ...redis({ settings, image }),
  };
}

/** Name by which people reach it. */
export function argoCdHost({ dnsZone }: Pick<PlatformSettings, "dnsZone">): string {
  return `argocd.${dnsZone}`;
}

function redis({ settings, image }: Pick<AddOnContext, "settings" | "image">): Values {
  const named = (containing: string): Values => {
    const { registry, path, tag } = image(containing);
    return { repository: `${registry}/${path}`, tag };
  };
  const size = (name: keyof typeof REDIS): Values => {
    const [cpuMillicores, memoryMiB] = REDIS[name];
    return { resources: resources(cpuMillicores, memoryMiB) };
  };
  if (!isVoting(settings)) return { redis: { image: named("library/redis"), ...size("redis"), ...PROBED } };
  return {
    "redis-ha": {
      enabled: true,
      image: named("library/redis"),
      // A pod that could only wait for a fourth node helps nobody.
      hardAntiAffinity: false,
      priorityClassName: PLATFORM_PRIORITY,
      podDisruptionBudget: { maxUnavailable: 1 },
      redis: size("redis"),
      sentinel: size("sentinel"),
      splitBrainDetection: size("splitBrainDetection"),
      init: { resources: resources(10, 64) },
      haproxy: {
        image: named("library/haproxy"),
        replicas: REDIS_VOTERS,
        hardAntiAffinity: false,
        priorityClassName: PLATFORM_PRIORITY,
        podDisruptionBudget: { maxUnavailable: 1 },
        resources: resources(PROXY.cpuMillicores, PROXY.memoryMiB),
        init: { resources: resources(10, 64) },
      },
    },
  };
}
