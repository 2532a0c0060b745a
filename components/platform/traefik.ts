import {
  APP_NAME_LABEL,
  CERT_MANAGER_API,
  GATEWAY_API,
  TRAEFIK_CONTROLLER,
} from "../../fleet/charts/platform-vocabulary.ts";
import { GATEWAY_NAMESPACE } from "../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnObject, Values } from "./contract.ts";
import { PUBLIC_ISSUERS } from "./issuers.ts";
import { traefikService } from "./traefik-service.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resources, spread } from "./workload.ts";

const PODS = { [APP_NAME_LABEL]: "traefik" };

/** Ports of the pods; a listener of the Gateway names the port of the pod, not that of the load balancer. */
const PORTS = { web: 8000, websecure: 8443, ping: 8080, metrics: 9100 } as const;

const GATEWAY = "platform";

/** Name of the certificate of the cluster's own names, and of the Secret that holds it. */
const CERTIFICATE = "platform-gateway";

/**
 * The way in: one load balancer for all tenants, HTTP sent on to HTTPS. Traefik reads objects of every namespace, so
 * what one tenant writes must never reach another: no references across namespaces or to its own services, and what
 * holds for all, such as the default TLS options, comes from its own namespace only.
 *
 * @see https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-gateway/
 */
export const traefik: AddOn = {
  contract: {
    name: "traefik",
    purpose: "Brings requests from outside to the pods they are for.",
    chart: "traefik",
    crdChart: "traefik-crds",
    namespace: GATEWAY_NAMESPACE,
    podSecurity: "restricted",
    requires: ["cert-manager", "gateway-api"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      tenants: { to: "tenants" },
      requests: { from: "anywhere", ports: [PORTS.web, PORTS.websecure] },
      metrics: { from: "metrics", port: PORTS.metrics },
    },
    ready: { kind: "release", what: "its pods are ready and the load balancer has an address" },
    teardown: { first: ["gateway", "load balancer"], stays: ["its kinds"] },
    timeoutSeconds: 600,
  },
  values,
  objects: ({ settings }) => [
    gatewayClass(),
    gateway(settings.dnsZone, settings.certificates !== undefined),
    ...(settings.certificates === undefined ? [] : [certificate(settings.dnsZone)]),
  ],
};

function values(context: AddOnContext): Values {
  const { replicas } = context.settings;
  const { registry, path, tag } = context.image("traefik:");
  return {
    image: { registry, repository: path, tag },
    deployment: { replicas },
    podDisruptionBudget: disruptionBudget(replicas),
    topologySpreadConstraints: spread(PODS),
    priorityClassName: PLATFORM_PRIORITY,
    resources: resources(100, 256),
    providers: providers(),
    // The kinds are a release of their own, and GatewayClass and Gateway are the platform's.
    gatewayClass: { enabled: false },
    gateway: { enabled: false },
    ingressClass: { enabled: false },
    core: { strictTLSOptions: true },
    api: { dashboard: false },
    ingressRoute: { dashboard: { enabled: false } },
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    log: { format: "json" },
    accessLog: { enabled: true, format: "json" },
    // Monitors are declared by the add-on that brings their kinds.
    metrics: { prometheus: { disableAPICheck: true, serviceMonitor: { enabled: false } } },
    ports: {
      web: { http: { redirections: { entryPoint: { to: "websecure", scheme: "https", permanent: true } } } },
    },
    service: traefikService(context),
  };
}

/** An empty list of namespaces would be left out by the chart, and then hold for all of them. */
function providers(): Values {
  const own = [GATEWAY_NAMESPACE];
  return {
    kubernetesCRD: {
      enabled: true,
      allowCrossNamespace: false,
      allowExternalNameServices: false,
      crossProviderNamespaces: own,
      defaultTLSResourcesNamespace: GATEWAY_NAMESPACE,
      safeNaming: true,
    },
    kubernetesIngress: {
      enabled: false,
      allowExternalNameServices: false,
      crossProviderNamespaces: own,
    },
    kubernetesGateway: { enabled: true, crossProviderNamespaces: own },
  };
}

function gatewayClass(): AddOnObject {
  return {
    role: "gateway-class",
    apiVersion: GATEWAY_API,
    kind: "GatewayClass",
    name: "traefik",
    namespaced: false,
    spec: { controllerName: TRAEFIK_CONTROLLER },
  };
}

/**
 * Only the platform's own namespace may bind routes to it: a wildcard listener that tenants share would let each take
 * the names of the others.
 */
function gateway(dnsZone: string, hasCertificate: boolean): AddOnObject {
  const allowedRoutes = { namespaces: { from: "Same" } };
  const http = { name: "http", port: PORTS.web, protocol: "HTTP", allowedRoutes };
  const https = {
    name: "https",
    port: PORTS.websecure,
    protocol: "HTTPS",
    hostname: `*.${dnsZone}`,
    tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: CERTIFICATE }] },
    allowedRoutes,
  };
  return {
    role: "gateway",
    apiVersion: GATEWAY_API,
    kind: "Gateway",
    name: GATEWAY,
    namespaced: true,
    spec: { gatewayClassName: "traefik", listeners: hasCertificate ? [http, https] : [http] },
  };
}

function certificate(dnsZone: string): AddOnObject {
  return {
    role: "certificate",
    apiVersion: CERT_MANAGER_API,
    kind: "Certificate",
    name: CERTIFICATE,
    namespaced: true,
    spec: {
      secretName: CERTIFICATE,
      dnsNames: [`*.${dnsZone}`],
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: PUBLIC_ISSUERS[0] },
    },
  };
}
