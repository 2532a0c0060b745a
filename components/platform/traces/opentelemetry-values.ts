import { APP_NAME_LABEL, KEPT_BY_HELM } from "../../../fleet/charts/platform-vocabulary.ts";
import { MANAGED_BY_LABEL, RBAC_GROUP, TELEMETRY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOnContext, Values } from "../contract.ts";
import { INTERNAL_ISSUER } from "../ingress/issuers.ts";
import { PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";

/** Pods of the operator. */
export const OPERATOR = { [APP_NAME_LABEL]: "opentelemetry-operator" };

/** ServiceAccount that the operator makes for the gateway. */
const GATEWAY_ACCOUNT = "gateway-collector";

/** Name of the gateway's role. */
const READER = "opentelemetry-gateway";

/** Languages whose programs can be traced without a change of their own, and that need no privileges for it. */
export const LANGUAGES = ["java", "nodejs", "python", "dotnet"] as const;

export function operatorValues(context: AddOnContext<"opentelemetry">, operator: Workload): Values {
  const { has, image } = context;
  const languages = LANGUAGES.map((name): [string, Values] => [
    name,
    named(image(`autoinstrumentation-${name}:`)),
  ]);
  return {
    replicaCount: operator.replicas,
    // The chart writes both numbers into one budget unless one of them is empty.
    pdb: { create: operator.replicas > 1, minAvailable: "", maxUnavailable: operator.replicas > 1 ? 1 : "" },
    topologySpreadConstraints: spread(OPERATOR),
    priorityClassName: PLATFORM_PRIORITY,
    crds: { create: true, annotations: KEPT_BY_HELM },
    manager: {
      image: named(image("opentelemetry-operator:")),
      collectorImage: named(image("opentelemetry-collector-k8s:")),
      autoInstrumentationImage: Object.fromEntries(languages),
      resources: resourcesOf(operator),
      // The chart's monitor shows the agent's own token, from a file: monitors may name none. Policies say who may ask.
      metrics: { secure: false },
      serviceMonitor: { enabled: has("prometheus-operator-crds"), metricsEndpoints: [{ port: "metrics" }] },
      // It would hand out rights that it has itself, to whoever asks it for a collector.
      createRbacPermissions: false,
    },
    admissionWebhooks: webhooks(),
    extraObjects: gatewayRights(),
  };
}

function named({ registry, path, tag }: ReturnType<AddOnContext["image"]>): Values {
  return { repository: `${registry}/${path}`, tag };
}

/**
 * Only namespaces of the platform and of tenants: pods of the cluster's own must never wait for it. Its certificate is of the
 * internal authority, for requests to any other issuer are not approved.
 */
function webhooks(): Values {
  return {
    failurePolicy: "Fail",
    pods: { failurePolicy: "Ignore" },
    timeoutSeconds: 5,
    namespaceSelector: { matchLabels: { [MANAGED_BY_LABEL]: "atoll" } },
    certManager: {
      enabled: true,
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: INTERNAL_ISSUER },
    },
  };
}

/** What tells the gateway by an address whose it is: pods and namespaces, read and nothing more. */
function gatewayRights(): readonly Values[] {
  const apiVersion = `${RBAC_GROUP}/v1`;
  const metadata = { name: READER };
  const verbs = ["get", "list", "watch"];
  return [
    {
      apiVersion,
      kind: "ClusterRole",
      metadata,
      rules: [{ apiGroups: [""], resources: ["namespaces", "pods"], verbs }],
    },
    {
      apiVersion,
      kind: "ClusterRoleBinding",
      metadata,
      roleRef: { apiGroup: RBAC_GROUP, kind: "ClusterRole", name: READER },
      subjects: [{ kind: "ServiceAccount", name: GATEWAY_ACCOUNT, namespace: TELEMETRY_NAMESPACE }],
    },
  ];
}
