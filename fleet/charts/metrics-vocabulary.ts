/** Strings of metrics and alerts that only the VictoriaMetrics operator, Alertmanager or Kubernetes interpret. */

/** @see https://docs.victoriametrics.com/operator/api/ */
export const VICTORIA_API = "operator.victoriametrics.com/v1beta1";

/** Where the operator mounts the Secrets that one of its kinds names. @see https://docs.victoriametrics.com/operator/api/#vmalertmanagerspec */
export const MOUNTED_SECRETS = "/etc/vm/secrets";

/** Name of the program on pods that the operator makes. @see https://docs.victoriametrics.com/operator/resources/ */
export const VICTORIA_PODS = {
  vmagent: { "app.kubernetes.io/name": "vmagent" },
  vmalertmanager: { "app.kubernetes.io/name": "vmalertmanager" },
  vmauth: { "app.kubernetes.io/name": "vmauth" },
} as const;

/** Credentials of a pod and the authority of the API server. @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/ */
export const POD_TOKEN_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/token";
export const POD_CA_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";
