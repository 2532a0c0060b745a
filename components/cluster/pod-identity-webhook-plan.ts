import { systemImage } from "../../fleet/charts/system-images.ts";
import { APP_NAME_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import { SYSTEM_NAMESPACE } from "../../fleet/eks-vocabulary.ts";
import {
  ROLE_ANNOTATION,
  SERVICE_ACCOUNT_AUDIENCE,
  SKIP_WEBHOOK_LABEL,
} from "../../fleet/oidc-vocabulary.ts";
import { controllerPod, type PlannedPod } from "./controller-pod.ts";

/** Name of all its objects, and of its pods. */
export const WEBHOOK_NAME = "pod-identity-webhook";

/** Port of its pods: nobody who is not root gets 443. */
export const WEBHOOK_PORT = 8443;

export const WEBHOOK_PODS = { [APP_NAME_LABEL]: WEBHOOK_NAME };

/**
 * Seconds after which a token is exchanged for another one. Pods that work with theirs outlive an API server that is down
 * for a night.
 */
const TOKEN_SECONDS = 86_400;

/** Names by which the API server calls it. */
export const WEBHOOK_HOSTS = [
  `${WEBHOOK_NAME}.${SYSTEM_NAMESPACE}.svc`,
  `${WEBHOOK_NAME}.${SYSTEM_NAMESPACE}.svc.cluster.local`,
];

export interface WebhookSettings {
  /** AWS region whose token service pods ask. */
  readonly awsRegion: string;
  /** Pods of the webhook, on as many nodes. Range 1..2. */
  readonly replicas: number;
  /** Whether it runs on the servers of the cluster, which are ours; elsewhere anywhere. */
  readonly onServers: boolean;
  /** Where images come from. @default - from their own registries */
  readonly imageMirror?: string;
}

/** @see https://github.com/aws/amazon-eks-pod-identity-webhook#usage */
export function webhookPod({ awsRegion, onServers, imageMirror }: WebhookSettings): PlannedPod {
  return controllerPod({
    labels: WEBHOOK_PODS,
    serviceAccount: WEBHOOK_NAME,
    onServers,
    container: {
      name: "webhook",
      image: systemImage(WEBHOOK_NAME, imageMirror),
      command: ["/webhook"],
      args: [
        "--in-cluster=false",
        `--namespace=${SYSTEM_NAMESPACE}`,
        `--service-name=${WEBHOOK_NAME}`,
        `--port=${WEBHOOK_PORT}`,
        "--tls-min-version=1.2",
        `--annotation-prefix=${ROLE_ANNOTATION.split("/")[0] ?? ""}`,
        `--token-audience=${SERVICE_ACCOUNT_AUDIENCE}`,
        `--token-expiration=${TOKEN_SECONDS}`,
        `--aws-default-region=${awsRegion}`,
        "--sts-regional-endpoint=true",
        // A pod that comes with its ServiceAccount may be quicker than the news of the account.
        "--service-account-lookup-grace-period=500ms",
        "--logtostderr",
      ],
      ports: [{ name: "https", containerPort: WEBHOOK_PORT }],
      readinessProbe: { httpGet: { path: "/healthz", port: "https", scheme: "HTTPS" } },
      volumeMounts: [{ name: "certificate", mountPath: "/etc/webhook/certs", readOnly: true }],
    },
    cpuMillicores: 20,
    memoryMiB: 96,
    volumes: [{ name: "certificate", secret: { secretName: WEBHOOK_NAME } }],
  });
}

/**
 * When pods are created, and only then. `Ignore`: a webhook that is down, or whose certificate is wrong, must not keep
 * the pods of the whole cluster from starting, its own among them. That a pod then starts without its rights is
 * impossible all the same, see `GUARD_SPEC`.
 */
export const WEBHOOK_RULES = {
  failurePolicy: "Ignore",
  // One that hangs delays each new pod by so much.
  timeoutSeconds: 5,
  sideEffects: "None",
  // The only form that it answers in.
  admissionReviewVersions: ["v1beta1"],
  rules: [
    {
      operations: ["CREATE"],
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["pods"],
      scope: "Namespaced",
    },
  ],
  objectSelector: {
    matchExpressions: [
      { key: SKIP_WEBHOOK_LABEL, operator: "DoesNotExist" },
      { key: APP_NAME_LABEL, operator: "NotIn", values: [WEBHOOK_NAME] },
    ],
  },
};

/** Whether a pod has a token for AWS: its own, or that of the webhook. */
const HAS_TOKEN = [
  "has(object.spec.volumes) && object.spec.volumes.exists(v, has(v.projected) && has(v.projected.sources) &&",
  "v.projected.sources.exists(s, has(s.serviceAccountToken) && has(s.serviceAccountToken.audience) &&",
  `s.serviceAccountToken.audience == '${SERVICE_ACCOUNT_AUDIENCE}'))`,
].join(" ");

/** Whether the ServiceAccount at hand is that of the pod, and has a role. */
const HAS_ROLE = [
  "has(object.spec.serviceAccountName) && object.spec.serviceAccountName == params.metadata.name &&",
  "has(params.metadata.annotations) &&",
  `'${ROLE_ANNOTATION}' in params.metadata.annotations`,
].join(" ");

/**
 * The API server itself, which is there whenever a pod is created, refuses a pod whose ServiceAccount has a role if the
 * webhook has not been at it. Its controller tries again until the webhook answers; all other pods never wait for it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources
 */
export const GUARD_SPEC = {
  failurePolicy: "Fail",
  paramKind: { apiVersion: "v1", kind: "ServiceAccount" },
  matchConstraints: {
    objectSelector: { matchExpressions: [{ key: SKIP_WEBHOOK_LABEL, operator: "DoesNotExist" }] },
    resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
  },
  validations: [
    {
      expression: `!(${HAS_ROLE}) || (${HAS_TOKEN})`,
      messageExpression: `'ServiceAccount ' + params.metadata.name + ' has a role in AWS, and ${WEBHOOK_NAME} has not given this pod its token: is the webhook running?'`,
      reason: "Forbidden",
    },
  ],
};

/** Every ServiceAccount in the pod's namespace is looked at; one that has none has no rights to lose. */
export const GUARD_BINDING = {
  policyName: WEBHOOK_NAME,
  validationActions: ["Deny"],
  paramRef: { selector: {}, parameterNotFoundAction: "Allow" },
};
