import { PLATFORM_TENANT } from "./loki-address.ts";

/** What one collector is told. */
export interface CollectorSettings {
  /** Label of every stream. */
  readonly cluster: string;
  /** Where logs are written. */
  readonly write: string;
  /** Namespaces that are left out. */
  readonly excludedNamespaces: readonly string[];
}

/** Labels that a stream of logs has, each from what Kubernetes says of the pod. */
const LABELS: Readonly<Record<string, string>> = {
  namespace: "namespace",
  pod: "pod_name",
  container: "pod_container_name",
  app: "pod_label_app_kubernetes_io_name",
};

/** As Alloy writes the label `atoll/tenant` of a namespace. */
const TENANT_OF_NAMESPACE = "__meta_kubernetes_namespace_label_atoll_tenant";

/** Finds the id of a trace in a line, whatever its format: the W3C way, 32 hexadecimal digits behind its name. */
const TRACE_ID = String.raw`(?i)trace[_.-]?id\\?"?\s*[:=]\s*\\?"?(?P<trace_id>[0-9a-f]{32})`;

/**
 * Configuration of the collector on each node: pods of its own node, their files, whose they are, and where to.
 * Lines are retried for ever, which holds up reading; so nothing is lost while Loki is away, unless the node throws
 * its files away. What a tenant writes above its limit is not: it would hold up its neighbours.
 *
 * @see https://grafana.com/docs/alloy/latest/collect/logs-in-kubernetes/
 */
export function alloyConfig(settings: CollectorSettings): string {
  return [discovery(), targets(settings), pipeline(), writer(settings)].join("\n\n") + "\n";
}

/** Pods of this node alone, and the labels of their namespaces. */
function discovery(): string {
  return `logging {
  level  = "warn"
  format = "json"
}

discovery.kubernetes "pods" {
  role = "pod"

  selectors {
    role  = "pod"
    field = "spec.nodeName=" + sys.env("HOSTNAME")
  }

  attach_metadata {
    namespace = true
  }
}`;
}

function targets({ excludedNamespaces }: CollectorSettings): string {
  const labels = Object.entries(LABELS).map(([label, meta]) => copied(`__meta_kubernetes_${meta}`, label));
  const excluded =
    excludedNamespaces.length === 0
      ? []
      : [
          rule({
            source_labels: ["__meta_kubernetes_namespace"],
            regex: excludedNamespaces.join("|"),
            action: "drop",
          }),
        ];
  return `discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets

${[...excluded, ...labels, rule({ target_label: "tenant", replacement: PLATFORM_TENANT }), ownTenant(), files()].join("\n\n")}
}

local.file_match "pods" {
  path_targets = discovery.relabel.pods.output
}

loki.source.file "pods" {
  targets    = local.file_match.pods.targets
  forward_to = [loki.process.pods.receiver]
}`;
}

const copied = (from: string, to: string): string => rule({ source_labels: [from], target_label: to });

/** What no tenant's namespace says is the platform's; nobody but the platform labels namespaces. */
const ownTenant = (): string =>
  rule({ source_labels: [TENANT_OF_NAMESPACE], regex: "(.+)", target_label: "tenant" });

/** Where the kubelet writes the lines of one container. */
const files = (): string =>
  rule({
    source_labels: ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"],
    separator: "/",
    target_label: "__path__",
    replacement: "/var/log/pods/*$1/*.log",
  });

function rule(fields: Readonly<Record<string, string | readonly string[]>>): string {
  const lines = Object.entries(fields).map(([key, value]) => `    ${key} = ${JSON.stringify(value)}`);
  return ["  rule {", ...lines, "  }"].join("\n");
}

/** The id of a trace is no label, of which there would be too many, but lies beside the line. */
function pipeline(): string {
  return `loki.process "pods" {
  forward_to = [loki.write.loki.receiver]

  stage.cri {}

  stage.regex {
    expression = ${JSON.stringify(TRACE_ID)}
  }

  stage.structured_metadata {
    values = {
      trace_id = "",
    }
  }

  stage.label_drop {
    values = ["filename"]
  }

  stage.tenant {
    label = "tenant"
  }
}`;
}

function writer({ cluster, write }: CollectorSettings): string {
  return `loki.write "loki" {
  endpoint {
    url                 = ${JSON.stringify(write)}
    tenant_id           = ${JSON.stringify(PLATFORM_TENANT)}
    max_backoff_retries = 0
    retry_on_http_429   = false
  }

  external_labels = {
    cluster = ${JSON.stringify(cluster)},
  }
}`;
}
