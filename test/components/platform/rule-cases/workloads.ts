import type { AlertCase } from "./rule-case.ts";

const TENANT = 'namespace="acme--production"';

const available = (spec: number, there: number, of = TENANT) => ({
  [`kube_deployment_spec_replicas{${of},deployment="web"}`]: `${spec}x60`,
  [`kube_deployment_status_replicas_available{${of},deployment="web"}`]: `${there}x60`,
});

const stateful = (namespace: string, ready: number) => ({
  [`kube_statefulset_replicas{namespace="${namespace}",statefulset="db"}`]: "3x60",
  [`kube_statefulset_status_replicas_ready{namespace="${namespace}",statefulset="db"}`]: `${ready}x60`,
});

const progressing = (status: string) => ({
  [`kube_deployment_status_condition{${TENANT},deployment="web",condition="Progressing",status="${status}"}`]:
    "1x60",
});

const used = (value: number) => ({
  [`kube_resourcequota{${TENANT},resourcequota="quota",resource="pods",type="hard"}`]: "20x120",
  [`kube_resourcequota{${TENANT},resourcequota="quota",resource="pods",type="used"}`]: `${value}x120`,
});

const volume = (available: string, inodesFree = "50x600") => ({
  [`kubelet_volume_stats_capacity_bytes{${TENANT},persistentvolumeclaim="data"}`]: "100000000x600",
  [`kubelet_volume_stats_available_bytes{${TENANT},persistentvolumeclaim="data"}`]: available,
  [`kubelet_volume_stats_inodes{${TENANT},persistentvolumeclaim="data"}`]: "100x600",
  [`kubelet_volume_stats_inodes_free{${TENANT},persistentvolumeclaim="data"}`]: inodesFree,
});

const tenant = { tenant: "acme", namespace: "acme--production" };

export const WORKLOAD_CASES: readonly AlertCase[] = [
  {
    alert: "PodRestartLoop",
    series: {
      [`kube_pod_container_status_restarts_total{${TENANT},pod="web-1",container="web"}`]: "0+1x60",
    },
    at: "40m",
    fires: [
      {
        severity: "warning",
        labels: { ...tenant, pod: "web-1", container: "web" },
        summary: "web of acme--production/web-1 has restarted 30 times in half an hour.",
      },
    ],
    quiet: {
      [`kube_pod_container_status_restarts_total{${TENANT},pod="web-1",container="web"}`]: "0x20 3x40",
    },
  },
  {
    alert: "WorkloadUnavailable",
    series: available(3, 0, 'namespace="traefik"'),
    at: "15m",
    fires: [
      {
        severity: "critical",
        labels: { namespace: "traefik", deployment: "web" },
        summary: "No pod of traefik/web is available.",
      },
    ],
    quiet: available(0, 0, 'namespace="traefik"'),
  },
  {
    // A tenant's wrong image is for the day, and not for the night.
    alert: "WorkloadUnavailable",
    series: available(3, 0),
    at: "15m",
    fires: [
      {
        severity: "warning",
        labels: { ...tenant, deployment: "web" },
        summary: "No pod of acme--production/web is available.",
      },
    ],
    quiet: available(0, 0),
  },
  {
    alert: "StatefulSetIncomplete",
    series: stateful("loki", 2),
    at: "25m",
    fires: [
      {
        severity: "warning",
        labels: { namespace: "loki", statefulset: "db" },
        summary: "Not all pods of loki/db are ready.",
      },
    ],
    quiet: stateful("loki", 3),
  },
  {
    alert: "RolloutStuck",
    series: progressing("false"),
    at: "10m",
    fires: [
      {
        severity: "warning",
        labels: { ...tenant, deployment: "web" },
        summary: "The rollout of acme--production/web does not go on.",
      },
    ],
    quiet: progressing("true"),
  },
  {
    alert: "PodUnschedulable",
    series: { [`kube_pod_status_unschedulable{${TENANT},pod="web-1"}`]: "1x60" },
    at: "20m",
    fires: [
      {
        severity: "warning",
        labels: { ...tenant, pod: "web-1" },
        summary: "No node takes acme--production/web-1.",
      },
    ],
    quiet: { [`kube_pod_status_unschedulable{${TENANT},pod="web-1"}`]: "1x10 _x50" },
  },
  {
    alert: "QuotaNearlyUsed",
    series: used(19),
    at: "65m",
    fires: [
      {
        severity: "warning",
        labels: { ...tenant, resourcequota: "quota", resource: "pods" },
        summary: "acme--production uses 95% of pods in quota quota.",
      },
    ],
    quiet: {
      ...used(18),
      // A quota of nothing is a ban, not one that fills up.
      [`kube_resourcequota{${TENANT},resourcequota="quota",resource="services.nodeports",type="hard"}`]:
        "0x120",
      [`kube_resourcequota{${TENANT},resourcequota="quota",resource="services.nodeports",type="used"}`]:
        "1x120",
    },
  },
  {
    alert: "VolumeNearlyFull",
    series: volume("4000000x600"),
    at: "10m",
    fires: [
      {
        severity: "critical",
        labels: { ...tenant, persistentvolumeclaim: "data" },
        summary: "acme--production/data has 4% left.",
      },
    ],
    quiet: volume("6000000x600"),
  },
  {
    alert: "VolumeNearlyFull",
    series: volume("50000000x600", "3x600"),
    at: "10m",
    fires: [
      {
        severity: "critical",
        labels: { ...tenant, persistentvolumeclaim: "data" },
        summary: "acme--production/data has 3% left.",
      },
    ],
    quiet: volume("50000000x600", "6x600"),
  },
  {
    alert: "VolumeNearlyFull",
    series: volume("25000000-20000x600"),
    at: "8h",
    fires: [
      {
        severity: "warning",
        labels: { ...tenant, persistentvolumeclaim: "data" },
        summary: "acme--production/data has 15.4% left and is full within four days.",
      },
    ],
    quiet: volume("18000000-100x600"),
  },
];
