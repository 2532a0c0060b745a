import {
  ACME_DIRECTORIES,
  APP_COMPONENT_LABEL,
  CERT_MANAGER_API,
  ROUTE53_GET_CHANGE,
  ROUTE53_RECORD_ACTIONS,
  ROUTE53_RECORD_TYPES_KEY,
} from "../../fleet/charts/platform-vocabulary.ts";
import type { Permission } from "../cluster/cluster.ts";
import type { AddOn, AddOnContext, AddOnObject, Values } from "./contract.ts";
import { CERTIFICATES_NAMESPACE, INTERNAL_ISSUER, PUBLIC_ISSUERS } from "./issuers.ts";
import type { CertificateSettings } from "./certificates.ts";
import type { PlatformSettings } from "./settings.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resources, spread } from "./workload.ts";

const part = (name: string): Readonly<Record<string, string>> => ({ [APP_COMPONENT_LABEL]: name });

/** Signs the certificate of the internal authority, and nothing else. */
const SELF_SIGNED = "platform-self-signed";
const INTERNAL_CA = "platform-ca";

/**
 * Certificates: public ones from Let's Encrypt, proven by records in Route 53, and those with which parts of the
 * platform know each other. It approves requests to its own issuers only: the proof by DNS works for every name of the
 * zone, so whoever could bring an issuer, or ask these from any namespace, would have any name. Tenants' roles hold no
 * right on its kinds.
 *
 * @see https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export const certManager: AddOn = {
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
        why: "Let's Encrypt and Route 53",
        pods: part("controller"),
      },
    },
    serviceAccount: "cert-manager",
    ready: { kind: "hook", what: "startupapicheck: the webhook has answered a request" },
    teardown: { first: ["issuers"], stays: ["its kinds, and with them all certificates"] },
    timeoutSeconds: 600,
  },
  values,
  objects: ({ settings }) => [
    ...internalAuthority(),
    ...(settings.certificates === undefined ? [] : publicIssuers(settings.certificates)),
  ],
  permissions,
};

function values({ settings, identity, image }: AddOnContext): Values {
  const { replicas } = settings;
  const budget = { podDisruptionBudget: disruptionBudget(replicas) };
  const pod = (name: string): Values => ({
    replicaCount: replicas,
    topologySpreadConstraints: spread(part(name)),
    ...budget,
    image: repository(image(`cert-manager-${name}:`)),
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
    resources: resources(50, 256),
    webhook: { ...pod("webhook"), resources: resources(20, 128) },
    cainjector: { ...pod("cainjector"), resources: resources(20, 384) },
    acmesolver: { image: repository(image("cert-manager-acmesolver:")) },
    startupapicheck: {
      enabled: true,
      image: repository(image("cert-manager-startupapicheck:")),
      resources: resources(10, 64),
    },
    serviceAccount: { annotations: identity },
    approveSignerNames: [...PUBLIC_ISSUERS, SELF_SIGNED, INTERNAL_ISSUER].map(
      (name) => `clusterissuers.cert-manager.io/${name}`,
    ),
    // An issuer in a namespace must bring its own credentials; only those of the cluster use the controller's.
    extraArgs: ["--issuer-ambient-credentials=false"],
    // Ask the cluster's resolver whether a record is visible: no pod needs a way to name servers in the world.
    dns01RecursiveNameserversOnly: true,
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  };
}

function repository({ registry, path }: { readonly registry: string; readonly path: string }): Values {
  return { repository: `${registry}/${path}` };
}

/** An authority for names inside the cluster, such as that of the metrics API: nobody outside trusts it. */
function internalAuthority(): readonly AddOnObject[] {
  const issuer = { apiVersion: CERT_MANAGER_API, kind: "ClusterIssuer", namespaced: false };
  return [
    { ...issuer, role: "self-signed", name: SELF_SIGNED, spec: { selfSigned: {} } },
    {
      role: "ca",
      apiVersion: CERT_MANAGER_API,
      kind: "Certificate",
      name: INTERNAL_CA,
      namespaced: true,
      spec: {
        isCA: true,
        commonName: INTERNAL_CA,
        secretName: INTERNAL_CA,
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: SELF_SIGNED },
      },
    },
    { ...issuer, role: "internal", name: INTERNAL_ISSUER, spec: { ca: { secretName: INTERNAL_CA } } },
  ];
}

function publicIssuers({ email, hostedZoneId, awsRegion }: CertificateSettings): readonly AddOnObject[] {
  return (["production", "staging"] as const).map((directory) => ({
    role: `letsencrypt-${directory}`,
    apiVersion: CERT_MANAGER_API,
    kind: "ClusterIssuer",
    name: `letsencrypt-${directory}`,
    namespaced: false,
    spec: {
      acme: {
        email,
        server: ACME_DIRECTORIES[directory],
        privateKeySecretRef: { name: `letsencrypt-${directory}-account` },
        solvers: [{ dns01: { route53: { region: awsRegion, hostedZoneID: hostedZoneId } } }],
      },
    },
  }));
}

const zoneArn = (id: string): string => `arn:aws:route53:::hostedzone/${id}`;

/** Writes TXT records of one zone, and asks whether they have arrived. */
function permissions({ certificates }: PlatformSettings): readonly Permission[] {
  if (certificates === undefined) return [];
  const { hostedZoneId: id } = certificates;
  const zone = typeof id === "string" ? zoneArn(id) : id.apply(zoneArn);
  return [
    // The id of a change is known only after it was made.
    { sid: "FollowChanges", actions: [ROUTE53_GET_CHANGE], resources: ["arn:aws:route53:::change/*"] },
    {
      sid: "ProveNames",
      actions: ROUTE53_RECORD_ACTIONS.slice(0, 1),
      resources: [zone],
      conditions: { "ForAllValues:StringEquals": { [ROUTE53_RECORD_TYPES_KEY]: ["TXT"] } },
    },
    { sid: "ReadRecords", actions: ROUTE53_RECORD_ACTIONS.slice(1), resources: [zone] },
  ];
}
