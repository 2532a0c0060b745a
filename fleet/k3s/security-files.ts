import { stringify } from "yaml";
import { SYSTEM_NAMESPACE } from "../eks-vocabulary.ts";

/** Events that the API server takes in a second, from everybody together: a crash loop makes tens, a runaway thousands. */
const EVENTS_PER_SECOND = 500;

/**
 * What the API server refuses. A namespace without a label gets the level at which a pod cannot take over its node;
 * atoll's own and those of tenants say theirs. K3s' own pods are in the namespace that is exempt.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#eventratelimit
 */
export function admissionText(): string {
  const levels = { enforce: "baseline", audit: "restricted", warn: "restricted" };
  const podSecurity = {
    apiVersion: "pod-security.admission.config.k8s.io/v1",
    kind: "PodSecurityConfiguration",
    defaults: {
      ...levels,
      ...Object.fromEntries(Object.keys(levels).map((mode) => [`${mode}-version`, "latest"])),
    },
    exemptions: { namespaces: [SYSTEM_NAMESPACE] },
  };
  const eventRates = {
    apiVersion: "eventratelimit.admission.k8s.io/v1alpha1",
    kind: "Configuration",
    limits: [{ type: "Server", qps: EVENTS_PER_SECOND, burst: 10 * EVENTS_PER_SECOND }],
  };
  return stringify({
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AdmissionConfiguration",
    plugins: [
      { name: "PodSecurity", configuration: podSecurity },
      { name: "EventRateLimit", configuration: eventRates },
    ],
  });
}

/**
 * What the API server writes down: who did what to which object, never what is in it. What nobody asks for, and what
 * would be most of the log, is left out.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
 */
export function auditText(): string {
  return stringify({
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [
      { level: "None", nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/metrics"] },
      { level: "None", resources: [{ group: "", resources: ["events"] }, { group: "events.k8s.io" }] },
      { level: "None", resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
      {
        level: "None",
        userGroups: ["system:nodes"],
        verbs: ["get", "list", "watch", "patch", "update"],
        resources: [{ group: "", resources: ["nodes/status", "pods/status"] }],
      },
      { level: "Metadata" },
    ],
  });
}

/** What the kubelet wants of the kernel. @see https://docs.k3s.io/security/hardening-guide#set-kernel-parameters */
export const SYSCTL_TEXT = [
  "vm.panic_on_oom=0",
  "vm.overcommit_memory=1",
  "kernel.panic=10",
  "kernel.panic_on_oops=1",
  "",
].join("\n");
