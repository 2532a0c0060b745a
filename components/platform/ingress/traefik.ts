import { GATEWAY_API, TRAEFIK_CONTROLLER } from "../../../fleet/charts/platform-vocabulary.ts";
import { GATEWAY_NAMESPACE, GATEWAY_PODS, NAMESPACE_NAME_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnObject, Values } from "../contract.ts";
import { outboundMarks } from "../mesh/mesh-pods.ts";
import { HTTP_PORT, HTTPS_PORT } from "./gateway-ports.ts";
import { WAYPOINT_TRAFFIC, waypointMonitor } from "./waypoints.ts";
import { HBONE_PORT } from "../../../fleet/mesh-vocabulary.ts";
import { certificateObject } from "./certificate-object.ts";
import { PAGES } from "./pages.ts";
import { traefikService } from "./traefik-service.ts";
import { hasTenants } from "../settings.ts";
import { disruptionBudget, PLATFORM_PRIORITY, resourcesOf, spread, type Workload } from "../workload.ts";
import { INGRESS_METRICS, INGRESS_RULES } from "./traefik-rules.ts";

const PORTS = { web: HTTP_PORT, websecure: HTTPS_PORT, ping: 8080, metrics: 9100 } as const;

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
export const traefik: AddOn<"traefik"> = {
  contract: {
    name: "traefik",
    purpose: "Brings requests from outside to the pods they are for.",
    chart: "traefik",
    crdChart: "traefik-crds",
    namespace: GATEWAY_NAMESPACE,
    podSecurity: "restricted",
    requires: ["cert-manager", "gateway-api"],
    after: ["aws-load-balancer-controller"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      tenants: { to: "tenants" },
      ...Object.fromEntries(
        Object.entries(PAGES).map(([name, { namespace, port }]) => [
          name,
          { to: "namespace", namespace, ports: [port] } as const,
        ]),
      ),
      requests: { from: "anywhere", ports: [PORTS.web, PORTS.websecure] },
      metrics: { from: "metrics", port: PORTS.metrics },
      "to-waypoints": { to: "same", ports: [HBONE_PORT], pods: GATEWAY_PODS, inMesh: true },
      ...WAYPOINT_TRAFFIC,
    },
    mesh: "outbound",
    ready: { kind: "release", what: "its pods are ready and the load balancer has an address" },
    teardown: { first: ["gateway", "load balancer"], stays: ["its kinds"] },
    backup: "It keeps nothing: routes and certificates are objects of others.",
    metrics: INGRESS_METRICS,
    notes: [
      "It reads Secrets of all namespaces, for routes may name certificates: its namespace is one that only the platform enters.",
      "Only namespaces of the platform's own pages may bind routes to the shared Gateway: a wildcard that tenants share would let each take the names of the others.",
      "Each environment of a tenant has a Gateway of its own in this namespace, with one listener for each name, to which only its namespace may bind routes; their certificates are here, where no tenant's pod can mount them.",
      "In a mesh the waypoints of tenants run here, too, one for each environment, started by istiod.",
      "Where the AWS Load Balancer Controller is, requests go to its pods and no port of a node is open; otherwise the cloud controller of EKS, or K3s itself, answers for its Service.",
    ],
    timeoutSeconds: 600,
  },
  values,
  objects: ({ settings, has }) => [
    ...(hasTenants(settings) && has("istio-ambient") && has("prometheus-operator-crds")
      ? [waypointMonitor()]
      : []),
    gatewayClass(),
    gateway(settings.dnsZone, settings.certificates !== undefined),
    ...(settings.certificates === undefined
      ? []
      : [certificateObject("certificate", CERTIFICATE, `*.${settings.dnsZone}`)]),
  ],
  workloads: ({ settings }) => ({ traefik: workload(settings.replicas) }),
  rules: () => [INGRESS_RULES],
};

function workload(replicas: number): Workload {
  return { kind: "Deployment", replicas, cpuMillicores: 100, memoryMiB: 256 };
}

function values(context: AddOnContext): Values {
  const { replicas } = context.settings;
  const { registry, path, tag } = context.image("traefik:");
  const marks = outboundMarks(context);
  const isWatched = context.has("prometheus-operator-crds");
  return {
    image: { registry, repository: path, tag },
    deployment: { replicas, podLabels: marks.labels, podAnnotations: marks.annotations },
    podDisruptionBudget: disruptionBudget(replicas),
    topologySpreadConstraints: spread(GATEWAY_PODS),
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(workload(replicas)),
    providers: providers(context.has("istio-ambient")),
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
    // The chart would ask the API server for the kinds of monitors, and fail where it cannot.
    metrics: {
      prometheus: {
        disableAPICheck: true,
        service: { enabled: isWatched },
        serviceMonitor: { enabled: isWatched },
      },
    },
    ports: {
      web: { http: { redirections: { entryPoint: { to: "websecure", scheme: "https", permanent: true } } } },
    },
    service: traefikService(context),
  };
}

/**
 * An empty list of namespaces would be left out by the chart, and then hold for all of them. In a mesh requests go to
 * Services and not to their pods, for only those pass a waypoint.
 */
function providers(inMesh: boolean): Values {
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
    kubernetesGateway: { enabled: true, crossProviderNamespaces: own, nativeLBByDefault: inMesh },
  };
}

function gatewayClass(): AddOnObject {
  return {
    role: "gateway-class",
    apiVersion: GATEWAY_API,
    kind: "GatewayClass",
    name: "traefik",
    namespaced: false,
    body: { spec: { controllerName: TRAEFIK_CONTROLLER } },
  };
}

/** The API server sets this label and nobody else can, so no tenant's namespace is ever among them. */
const PAGE_NAMESPACES = {
  from: "Selector",
  selector: {
    matchExpressions: [
      {
        key: NAMESPACE_NAME_LABEL,
        operator: "In",
        values: [GATEWAY_NAMESPACE, ...Object.values(PAGES).map(({ namespace }) => namespace)].sort(),
      },
    ],
  },
} as const;

/**
 * Only namespaces of the platform may bind routes to it: a wildcard listener that tenants share would let each take
 * the names of the others.
 */
function gateway(dnsZone: string, hasCertificate: boolean): AddOnObject {
  const http = {
    name: "http",
    port: PORTS.web,
    protocol: "HTTP",
    allowedRoutes: { namespaces: { from: "Same" } },
  };
  const https = {
    name: "https",
    port: PORTS.websecure,
    protocol: "HTTPS",
    hostname: `*.${dnsZone}`,
    tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: CERTIFICATE }] },
    allowedRoutes: { namespaces: PAGE_NAMESPACES },
  };
  return {
    role: "gateway",
    apiVersion: GATEWAY_API,
    kind: "Gateway",
    name: GATEWAY,
    namespaced: true,
    body: { spec: { gatewayClassName: "traefik", listeners: hasCertificate ? [http, https] : [http] } },
  };
}
