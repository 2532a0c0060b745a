import { APP_COMPONENT_LABEL, CERT_MANAGER_API } from "../../../fleet/charts/platform-vocabulary.ts";
import type { AddOn, AddOnContext, Values } from "../contract.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { CERTIFICATE_METRICS, CERTIFICATE_RULES } from "./certificate-rules.ts";
import { internalAuthority, publicIssuers } from "./issuer-objects.ts";
import { approvedSigners, CERTIFICATES_NAMESPACE } from "./issuers.ts";
import { proofRights } from "./name-rights.ts";

const SERVICE_ACCOUNT = "cert-manager";

const part = (name: string): Readonly<Record<string, string>> => ({ [APP_COMPONENT_LABEL]: name });

/**
 * Certificates: public ones from Let's Encrypt, proven by records in Route 53 or at Cloudflare, and those with which parts of the
 * platform know each other. It approves requests to its own issuers only: the proof by DNS works for every name of the
 * zone, so whoever could bring an issuer, or ask these from any namespace, would have any name. Tenants' roles hold no
 * right on its kinds.
 *
 * @see https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export const certManager: AddOn<"cert-manager"> = {
  contract: {
    name: "cert-manager",
    purpose: "Certificates, public and internal.",
    chart: "cert-manager",
    namespace: CERTIFICATES_NAMESPACE,
    podSecurity: "restricted",
    requires: [],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      webhook: { from: "api-server", port: 10250, pods: part("webhook") },
      metrics: { from: "metrics", port: 9402 },
      authority: {
        to: "internet",
        ports: [443],
        why: "Let's Encrypt, and Route 53 or Cloudflare",
        pods: part("controller"),
      },
    },
    ready: { kind: "hook", what: "startupapicheck: the webhook has answered a request" },
    teardown: { first: ["issuers"], stays: ["its kinds, and with them all certificates"] },
    backup: "Certificates are issued again; the account of the authority is made anew.",
    webhook: {
      kind: "validating",
      configuration: "cert-manager-webhook",
      probe: {
        apiVersion: CERT_MANAGER_API,
        kind: "Issuer",
        namespaced: true,
        body: { spec: { selfSigned: {} } },
      },
    },
    metrics: Object.values(CERTIFICATE_METRICS),
    notes: [
      "It reads and writes Secrets of all namespaces, for certificates lie where they are used: only the platform enters its namespace.",
      "The pods of cainjector have no probes: the chart has no keys for any, and they only copy authorities into webhooks.",
      "It approves requests to issuers of the platform alone, whoever makes them: an issuer that somebody else brings signs nothing.",
      "Approval knows issuers, not namespaces: tenants' roles hold no right on its kinds, so nobody but the platform asks, and for a tenant's environment it asks for that environment's names alone.",
      "A name of a tenant's own domain is proven where its owner leads `_acme-challenge.<name>` to `_acme-challenge.<environment>.<tenant>.apps.<dnsZone>` by a CNAME record; cert-manager follows it.",
      "The public issuers prove names below the cluster's own zone and, where the fleet's zone is within reach, names of tenants such as *.<tenant>.apps.<dnsZone>; the rights in Route 53 end there.",
      "With `cloudflare` in fleet.yaml, proofs are written there; people make the Secret it names, with the key `token`, in the namespace cert-manager. External Secrets cannot: it comes after cert-manager.",
    ],
    timeoutSeconds: 600,
  },
  values,
  objects: ({ settings }) => [
    ...internalAuthority(),
    ...(settings.certificates === undefined ? [] : publicIssuers(settings.certificates)),
  ],
  rights: ({ settings }) => [
    { serviceAccount: SERVICE_ACCOUNT, permissions: proofRights(settings.certificates) },
  ],
  workloads: ({ settings: { replicas } }) => workloads(replicas),
  rules: () => [CERTIFICATE_RULES],
};

/** One of its controllers works at a time, and the second takes over; the webhook is asked by all. */
function workloads(replicas: number) {
  const deployment = (pods: number, cpuMillicores: number, memoryMiB: number): Workload => ({
    kind: "Deployment",
    replicas: pods,
    cpuMillicores,
    memoryMiB,
  });
  return {
    controller: deployment(Math.min(2, replicas), 50, 256),
    webhook: deployment(replicas, 20, 128),
    cainjector: deployment(Math.min(2, replicas), 20, 384),
    startupapicheck: { kind: "Job", replicas: 1, cpuMillicores: 10, memoryMiB: 64 },
  } as const satisfies Readonly<Record<string, Workload>>;
}

function values({ settings, identity, image, has }: AddOnContext): Values {
  const runs = workloads(settings.replicas);
  const pod = (name: keyof typeof runs): Values => ({
    replicaCount: runs[name].replicas,
    topologySpreadConstraints: spread(part(name)),
    podDisruptionBudget: disruptionBudget(runs[name].replicas),
    image: repository(image(`cert-manager-${name}:`)),
    resources: resourcesOf(runs[name]),
  });
  return {
    crds: { enabled: true, keep: true },
    global: {
      priorityClassName: PLATFORM_PRIORITY,
      leaderElection: { namespace: CERTIFICATES_NAMESPACE },
      // Tenants' roles are closed: nothing may add rights on certificates to them.
      rbac: { aggregateClusterRoles: false },
    },
    ...pod("controller"),
    webhook: pod("webhook"),
    cainjector: pod("cainjector"),
    acmesolver: { image: repository(image("cert-manager-acmesolver:")) },
    startupapicheck: {
      enabled: true,
      image: repository(image("cert-manager-startupapicheck:")),
      resources: resourcesOf(runs.startupapicheck),
    },
    serviceAccount: { annotations: identity(SERVICE_ACCOUNT) },
    approveSignerNames: approvedSigners(has),
    // An issuer in a namespace must bring its own credentials; only those of the cluster use the controller's.
    extraArgs: ["--issuer-ambient-credentials=false"],
    // Ask the cluster's resolver whether a record is visible: no pod needs a way to name servers in the world.
    dns01RecursiveNameserversOnly: true,
    prometheus: {
      enabled: true,
      // Its metrics name the namespace of a certificate, which is not that of the pod.
      servicemonitor: { enabled: has("prometheus-operator-crds"), honorLabels: true },
    },
  };
}

function repository({ registry, path }: { readonly registry: string; readonly path: string }): Values {
  return { repository: `${registry}/${path}` };
}
