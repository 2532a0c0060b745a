import { EXTERNAL_SECRETS_API } from "../../../fleet/charts/data-vocabulary.ts";
import { APP_NAME_LABEL, KEPT_BY_HELM } from "../../../fleet/charts/platform-vocabulary.ts";
import type { AddOn, AddOnContext, Values } from "../contract.ts";
import { INTERNAL_ISSUER } from "../ingress/issuers.ts";
import type { RuleGroup } from "../rules.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { withTenant } from "../tenant-label.ts";

const CONTROLLER = { [APP_NAME_LABEL]: "external-secrets" };
const WEBHOOK = { [APP_NAME_LABEL]: "external-secrets-webhook" };

/**
 * Brings secrets from AWS Secrets Manager into namespaces. Each namespace has a store of its own, which reads by a
 * ServiceAccount of that namespace: the controller itself has no right in the cloud, and kinds that hold for all
 * namespaces are neither installed nor listened to, so that nobody reads by another's store.
 *
 * @see https://external-secrets.io/latest/guides/multi-tenancy/
 */
export const externalSecrets: AddOn<"external-secrets"> = {
  contract: {
    name: "external-secrets",
    purpose: "Brings secrets from AWS Secrets Manager into namespaces, each by a store of its own.",
    chart: "external-secrets",
    namespace: "external-secrets",
    podSecurity: "restricted",
    requires: ["cert-manager"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      webhook: { from: "api-server", port: 10250, pods: WEBHOOK },
      metrics: { from: "metrics", port: 8080 },
      stores: { to: "internet", ports: [443], why: "Secrets Manager and STS", pods: CONTROLLER },
    },
    webhook: {
      kind: "validating",
      configuration: "secretstore-validate",
      probe: {
        apiVersion: EXTERNAL_SECRETS_API,
        kind: "SecretStore",
        namespaced: true,
        body: { spec: { provider: { aws: { service: "SecretsManager", region: "eu-central-1" } } } },
      },
    },
    ready: { kind: "release", what: "its pods are ready, the webhook with a certificate among them" },
    teardown: {
      first: ["external secrets and stores of all add-ons"],
      stays: ["its kinds", "Secrets that it has filled", "everything in Secrets Manager"],
    },
    backup: "Secrets are read again from Secrets Manager, which keeps what is deleted there for a while.",
    notes: [
      "It reads and writes Secrets of all namespaces, for it fills them where they are used.",
      "Nothing is ever written to Secrets Manager: kinds that push are not listened to.",
      "A store reads by tokens of a ServiceAccount of its own namespace, on EKS too: the agent on nodes answers only pods.",
      "The controller may ask for a token of any ServiceAccount, so its namespace is one that only the platform enters.",
      "Whoever may write stores in a namespace reads what that namespace's ServiceAccounts may read, and nothing else.",
    ],
    metrics: ["externalsecret_status_condition", "externalsecret_sync_calls_error"],
    timeoutSeconds: 600,
  },
  values,
  workloads: ({ settings: { replicas } }) => workloads(replicas),
  rules,
};

function workloads(replicas: number) {
  return {
    controller: { kind: "Deployment", replicas, cpuMillicores: 20, memoryMiB: 256 },
    webhook: { kind: "Deployment", replicas, cpuMillicores: 10, memoryMiB: 96 },
  } satisfies Record<string, Workload>;
}

function values({ settings, has, image }: AddOnContext): Values {
  const { replicas } = settings;
  const { controller, webhook } = workloads(replicas);
  const { registry, path, tag } = image("external-secrets:");
  const pods = (labels: Readonly<Record<string, string>>, workload: Workload): Values => ({
    image: { repository: `${registry}/${path}`, tag },
    replicaCount: replicas,
    podDisruptionBudget: disruptionBudget(replicas),
    topologySpreadConstraints: spread(labels),
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(workload),
  });
  return {
    ...pods(CONTROLLER, controller),
    // Without a leader each replica would do all the work, and write over the other.
    leaderElect: true,
    concurrent: 5,
    // Off in the chart: a controller that hangs would count as ready, and a webhook that does would never start again.
    livenessProbe: { enabled: true },
    readinessProbe: { enabled: true },
    ...ONLY_NAMESPACED,
    crds: { ...NO_CLUSTER_KINDS, annotations: KEPT_BY_HELM },
    webhook: {
      ...pods(WEBHOOK, webhook),
      livenessProbe: { enabled: true },
      certManager: {
        enabled: true,
        cert: { issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: INTERNAL_ISSUER } },
      },
    },
    // cert-manager keeps the webhook's certificate.
    certController: { create: false },
    // Tenants' roles are closed: nothing may add rights on stores to them.
    rbac: { aggregateToView: false, aggregateToEdit: false, aggregateToAdmin: false },
    serviceMonitor: { enabled: has("prometheus-operator-crds") },
  };
}

const ONLY_NAMESPACED = {
  processClusterStore: false,
  processClusterExternalSecret: false,
  processClusterPushSecret: false,
  processClusterGenerator: false,
  processPushSecret: false,
};

const NO_CLUSTER_KINDS = {
  createClusterExternalSecret: false,
  createClusterSecretStore: false,
  createClusterGenerator: false,
  createClusterPushSecret: false,
  createPushSecret: false,
};

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "external-secrets",
      rules: [
        {
          alert: "ExternalSecretNotReady",
          expr: withTenant(
            `max by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) == 1`,
          ),
          for: "15m",
          severity: "warning",
          summary: "Secret {{ $labels.name }} of {{ $labels.namespace }} is not brought from its store.",
        },
      ],
    },
  ];
}
