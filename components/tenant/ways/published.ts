import { CERT_MANAGER_API, GATEWAY_API } from "../../../fleet/charts/platform-vocabulary.ts";
import { applicationObjectName, canaryService } from "../../../fleet/names.ts";
import { GATEWAY_NAMESPACE, NAMESPACE_NAME_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { certificateObject } from "../../platform/ingress/certificate-object.ts";
import { HTTPS_PORT } from "../../platform/ingress/gateway-ports.ts";
import type { Application } from "../settings.ts";
import type { SliceContext, SliceObject, SlicePart } from "../slice-object.ts";

/**
 * The ways into an environment from outside: a Gateway with one listener for each name, certificates for its own names
 * alone, and a route for each application. Gateway and certificates are in the namespace of the gateway, so that no
 * tenant's pod can mount a key; the listeners take routes of this one namespace, which the API server names and nobody
 * else can; and routes are made here, for tenants' roles hold no right on any of these kinds.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/security/
 */
export const PUBLISHED: SlicePart = { objects: published };

/** An application that is reached from outside. */
export const isPublished = ({ hosts }: Application): boolean => hosts.length > 0;

/** Applications that have names and certificates; none where the cluster can prove no name. */
export function publishedApplications({ settings }: SliceContext): readonly Application[] {
  return settings.domain === undefined ? [] : (settings.applications ?? []).filter(isPublished);
}

function published(context: SliceContext): readonly SliceObject[] {
  const { namespace, settings } = context;
  const applications = publishedApplications(context);
  if (applications.length === 0 || settings.domain === undefined) return [];
  return [
    ofGateway({ role: "names", name: namespace, dnsNames: [`*.${settings.domain}`] }),
    ...applications.flatMap((one) => ownNames(namespace, one)),
    gateway(namespace, applications),
    ...applications.map((one) => route(namespace, one)),
  ];
}

/** Names of the tenant's own domains are a certificate apart: one that cannot be proven yet keeps no other from renewal. */
function ownNames(namespace: string, { name, hosts }: Application): readonly SliceObject[] {
  const [, ...dnsNames] = hosts;
  if (dnsNames.length === 0) return [];
  return [ofGateway({ role: `names-${name}`, name: applicationObjectName(namespace, name), dnsNames })];
}

interface WantedCertificate {
  readonly role: string;
  readonly name: string;
  readonly dnsNames: readonly string[];
}

function ofGateway({ role, name, dnsNames }: WantedCertificate): SliceObject {
  return {
    ...certificateObject(role, name, ...dnsNames),
    apiVersion: CERT_MANAGER_API,
    needs: "cert-manager",
    namespace: GATEWAY_NAMESPACE,
  };
}

function gateway(namespace: string, applications: readonly Application[]): SliceObject {
  const allowedRoutes = {
    kinds: [{ kind: "HTTPRoute" }],
    namespaces: { from: "Selector", selector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } } },
  };
  const listeners = applications.flatMap(({ name, hosts }) =>
    hosts.map((host, index) => {
      // The first is the application's own, below the domain of the environment.
      const secret = index === 0 ? namespace : applicationObjectName(namespace, name);
      return {
        name: host,
        hostname: host,
        port: HTTPS_PORT,
        protocol: "HTTPS",
        tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: secret }] },
        allowedRoutes,
      };
    }),
  );
  return {
    role: "gateway",
    apiVersion: GATEWAY_API,
    kind: "Gateway",
    name: namespace,
    namespaced: true,
    namespace: GATEWAY_NAMESPACE,
    needs: "traefik",
    body: { spec: { gatewayClassName: "traefik", listeners } },
  };
}

/** Leads an application's names to the Service that is called as it is, and a share of the requests to its canary. */
function route(namespace: string, { name, hosts, port, canaryPercent }: Application): SliceObject {
  const backendRefs =
    canaryPercent === undefined
      ? [{ name, port }]
      : [
          { name, port, weight: 100 - canaryPercent },
          { name: canaryService(name), port, weight: canaryPercent },
        ];
  return {
    role: `route-${name}`,
    apiVersion: GATEWAY_API,
    kind: "HTTPRoute",
    name,
    namespaced: true,
    needs: "traefik",
    body: {
      spec: {
        parentRefs: [{ name: namespace, namespace: GATEWAY_NAMESPACE }],
        hostnames: [...hosts],
        rules: [{ backendRefs }],
      },
    },
  };
}
