import { stringify } from "yaml";
import { POD_CA_FILE, POD_TOKEN_FILE } from "../../../fleet/charts/metrics-vocabulary.ts";
import { SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { DNS_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";

type ScrapeJob = Readonly<Record<string, unknown>>;

const AS_POD = {
  scheme: "https",
  authorization: { credentials_file: POD_TOKEN_FILE },
};

/** What kubelets serve at which path. @see https://kubernetes.io/docs/reference/instrumentation/node-metrics/ */
const KUBELET_PATHS = {
  kubelet: "/metrics",
  cadvisor: "/metrics/cadvisor",
  probes: "/metrics/probes",
} as const;

/** Histograms of the API server that are large and that no rule or dashboard reads. */
export const DROPPED_HISTOGRAMS: readonly string[] = [
  "apiserver_request_body_size_bytes_bucket",
  "apiserver_request_sli_duration_seconds_bucket",
  "apiserver_response_sizes_bucket",
  "apiserver_watch_events_sizes_bucket",
  "etcd_request_duration_seconds_bucket",
  "rest_client_request_duration_seconds_bucket",
  "workqueue_queue_duration_seconds_bucket",
  "workqueue_work_duration_seconds_bucket",
];

/**
 * What no monitor of a chart names, because no chart brings it: kubelets, containers, API servers and DNS. Jobs are
 * called as the community calls them, so that its rules and dashboards find them.
 */
export function scrapeJobs(): readonly ScrapeJob[] {
  const kubelets = Object.entries(KUBELET_PATHS).map(([name, path]) => kubeletJob(name, path));
  return [...kubelets, apiServerJob(), dnsJob(), karpenterJob(), vpcCniJob()];
}

/** The same as one text, as the agent takes it. */
export function inlineScrapeConfig(): string {
  return stringify(scrapeJobs(), { lineWidth: 0, aliasDuplicateObjects: false });
}

function kubeletJob(name: string, path: string): ScrapeJob {
  return {
    job_name: `node-${name}`,
    metrics_path: path,
    // Times of cAdvisor lag behind, so that containers that are gone would seem to run on.
    honor_timestamps: false,
    honor_labels: true,
    ...AS_POD,
    tls_config: { ca_file: POD_CA_FILE },
    kubernetes_sd_configs: [{ role: "node" }],
    relabel_configs: [
      { target_label: "job", replacement: "kubelet" },
      { target_label: "metrics_path", replacement: path },
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "node" },
      { source_labels: ["__meta_kubernetes_node_name"], target_label: "instance" },
    ],
    metric_relabel_configs: [...(name === "cadvisor" ? ofPodsOnly() : []), dropped(DROPPED_HISTOGRAMS)],
  };
}

/** Groups above pods are the node's, which another exporter shows; ids of containers make a series for each start. */
function ofPodsOnly(): readonly ScrapeJob[] {
  return [
    { action: "drop", source_labels: ["__name__", "pod"], regex: "container_.+;" },
    { action: "labeldrop", regex: "id|name" },
  ];
}

function apiServerJob(): ScrapeJob {
  return {
    job_name: "apiserver",
    ...AS_POD,
    tls_config: { ca_file: POD_CA_FILE, server_name: "kubernetes" },
    kubernetes_sd_configs: [{ role: "endpointslice", namespaces: { names: ["default"] } }],
    relabel_configs: [keepPort("kubernetes", "https")],
    metric_relabel_configs: [dropped(DROPPED_HISTOGRAMS)],
  };
}

function dnsJob(): ScrapeJob {
  return {
    job_name: "coredns",
    kubernetes_sd_configs: [{ role: "endpointslice", namespaces: { names: [DNS_NAMESPACE] } }],
    relabel_configs: [
      keepPort("kube-dns", "metrics"),
      { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
      { source_labels: ["__meta_kubernetes_namespace"], target_label: "namespace" },
    ],
  };
}

/** Where there is no Karpenter there is nothing to scrape. */
function karpenterJob(): ScrapeJob {
  return {
    job_name: "karpenter",
    kubernetes_sd_configs: [{ role: "endpointslice", namespaces: { names: [SYSTEM_NAMESPACE] } }],
    relabel_configs: [
      keepPort("karpenter", "http-metrics"),
      { source_labels: ["__meta_kubernetes_pod_name"], target_label: "pod" },
    ],
  };
}

/** The network plugin of EKS, on every node; it answers at the address of the node. */
function vpcCniJob(): ScrapeJob {
  return {
    job_name: "vpc-cni",
    kubernetes_sd_configs: [{ role: "pod", namespaces: { names: [SYSTEM_NAMESPACE] } }],
    relabel_configs: [
      {
        action: "keep",
        source_labels: ["__meta_kubernetes_pod_label_k8s_app", "__meta_kubernetes_pod_container_port_name"],
        regex: "aws-node;metrics",
      },
      { source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "node" },
    ],
  };
}

/** Only one port of one Service. */
function keepPort(service: string, port: string): ScrapeJob {
  const slice = "__meta_kubernetes_endpointslice";
  return {
    action: "keep",
    source_labels: ["__meta_kubernetes_service_name", `${slice}_port_name`],
    regex: `${service};${port}`,
  };
}

function dropped(names: readonly string[]): ScrapeJob {
  return { action: "drop", source_labels: ["__name__"], regex: names.join("|") };
}
