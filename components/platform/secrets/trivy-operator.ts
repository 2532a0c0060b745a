import { ECR_PULL_ACTIONS, ECR_TOKEN_ACTION } from "../../../fleet/charts/data-vocabulary.ts";
import { ecrRegion } from "../../../fleet/charts/registries.ts";
import type { AddOn, AddOnContext, AddOnRights, AddOnWish, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";
import { withTenant } from "../tenant-label.ts";

const SERVICE_ACCOUNT = "trivy-operator";

/** Port of the server that keeps the database of vulnerabilities for all scans. */
const SERVER_PORT = 4954;

/** User of everything that it runs: the image of the scanner would run as root. */
const USER = 65534;

const POD = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  seccompProfile: { type: "RuntimeDefault" },
};

const CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
};

const WORKLOADS = {
  operator: { kind: "Deployment", replicas: 1, cpuMillicores: 100, memoryMiB: 512 },
  server: { kind: "StatefulSet", replicas: 1, cpuMillicores: 100, memoryMiB: 512 },
} satisfies Record<string, Workload>;

/** One scan; `scansAtOnce` of them run. */
const SCAN: Workload = { kind: "Job", replicas: 1, cpuMillicores: 100, memoryMiB: 256 };

/**
 * Scans of images, configuration and roles, as reports in the cluster. What would read files of nodes is off, so that
 * everything it runs is held to the strictest level.
 *
 * @see https://aquasecurity.github.io/trivy-operator/latest/
 */
export const trivyOperator: AddOn<"trivy-operator"> = {
  contract: {
    name: "trivy-operator",
    purpose: "Scans images, configuration and roles for what is known to be weak.",
    chart: "trivy-operator",
    crdChart: "trivy-operator-crds",
    namespace: "trivy-system",
    podSecurity: "restricted",
    requires: [],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      metrics: { from: "metrics", port: 8080 },
      "scans-from": { from: "same", ports: [SERVER_PORT] },
      "scans-to": { to: "same", ports: [SERVER_PORT] },
      registries: { to: "internet", ports: [443], why: "images, and databases of vulnerabilities" },
    },
    ready: { kind: "release", what: "its operator and server are ready" },
    teardown: { first: [], stays: ["its kinds, and with them all reports"] },
    backup: "Reports are made again; Velero leaves them out, for they are many and large.",
    notes: [
      "Nodes are not assessed: the job for that mounts their file system and would open the namespace for everything.",
      "It reads no pull secrets of namespaces: images that need one are scanned only from a mirror that needs none.",
      "One server keeps the databases on a volume; without it each scan would fetch all of them again.",
      "It has one pod of each kind, for two operators would scan everything twice.",
    ],
    metrics: ["trivy_image_vulnerabilities", "trivy_image_exposedsecrets"],
    timeoutSeconds: 600,
  },
  values,
  rights,
  workloads: ({ own: { scansAtOnce } }) => ({ ...WORKLOADS, scans: { ...SCAN, replicas: scansAtOnce } }),
  rules,
};

/** Reads images of a mirror in ECR, and of no other registry: others ask nobody who he is. */
function rights({ settings: { imageMirror = "" } }: AddOnWish): readonly AddOnRights[] {
  const awsRegion = ecrRegion(imageMirror);
  if (awsRegion === undefined) return [];
  const [accountId = ""] = imageMirror.split(".");
  const repositories = `arn:aws:ecr:${awsRegion}:${accountId}:repository/*`;
  return [
    {
      serviceAccount: SERVICE_ACCOUNT,
      permissions: [
        // A token is for the whole registry.
        { sid: "EnterRegistry", actions: [ECR_TOKEN_ACTION], resources: ["*"] },
        { sid: "ReadImages", actions: ECR_PULL_ACTIONS, resources: [repositories] },
      ],
    },
  ];
}

function values(context: AddOnContext<"trivy-operator">): Values {
  const { own, has, image, identity } = context;
  const { registry, path, tag } = image("aquasecurity/trivy-operator:");
  const checks = image("aquasecurity/trivy-checks:");
  return {
    image: { registry, repository: path, tag },
    excludeNamespaces: own.excludeNamespaces.join(","),
    operator: operator(own),
    trivy: scanner(context),
    trivyOperator: {
      scanJobPodTemplatePodSecurityContext: POD,
      scanJobPodTemplateContainerSecurityContext: CONTAINER,
    },
    policiesBundle: { registry: checks.registry, repository: checks.path, tag: checks.tag },
    serviceAccount: { name: SERVICE_ACCOUNT, annotations: identity(SERVICE_ACCOUNT) },
    serviceMonitor: { enabled: has("prometheus-operator-crds") },
    podSecurityContext: POD,
    securityContext: CONTAINER,
    resources: resourcesOf(WORKLOADS.operator),
    priorityClassName: PLATFORM_PRIORITY,
  };
}

function operator({ scansAtOnce, reportHours }: AddOnContext<"trivy-operator">["own"]): Values {
  return {
    replicas: 1,
    scanJobsConcurrentLimit: scansAtOnce,
    scannerReportTTL: `${reportHours}h`,
    builtInTrivyServer: true,
    // Both read files of nodes: they would need a namespace that lets in everything.
    infraAssessmentScannerEnabled: false,
    clusterComplianceEnabled: false,
    sbomGenerationEnabled: false,
    accessGlobalSecretsAndServiceAccount: false,
    // One series for each finding of each image would be more than all other series together.
    metricsVulnIdEnabled: false,
  };
}

function scanner({ own, facts, image }: AddOnContext<"trivy-operator">): Values {
  const { registry, path, tag } = image("aquasecurity/trivy:");
  const database = image("aquasecurity/trivy-db:");
  const java = image("aquasecurity/trivy-java-db:");
  return {
    image: { registry, repository: path, tag },
    dbRegistry: database.registry,
    dbRepository: database.path,
    javaDbRegistry: java.registry,
    javaDbRepository: java.path,
    severity: own.severities.join(","),
    ignoreUnfixed: own.ignoreUnfixed,
    storageClassName: facts.storageClass,
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(SCAN),
    server: {
      replicas: 1,
      resources: resourcesOf(WORKLOADS.server),
      podSecurityContext: POD,
      securityContext: CONTAINER,
    },
  };
}

function rules(): readonly RuleGroup[] {
  return [
    {
      name: "scans",
      rules: [
        {
          alert: "SecretInImage",
          expr: withTenant(
            `sum by (namespace, image_repository) (trivy_image_exposedsecrets{severity=~"Critical|High"}) > 0`,
          ),
          for: "15m",
          severity: "warning",
          summary: "Image {{ $labels.image_repository }} of {{ $labels.namespace }} holds a secret in clear.",
        },
        {
          alert: "CriticalVulnerabilities",
          expr: withTenant(`sum by (namespace) (trivy_image_vulnerabilities{severity="Critical"}) > 0`),
          for: "1d",
          severity: "info",
          summary: "Images of {{ $labels.namespace }} have {{ $value }} critical vulnerabilities.",
        },
      ],
    },
  ];
}
