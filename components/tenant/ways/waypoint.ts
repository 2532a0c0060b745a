import { GATEWAY_API } from "../../../fleet/charts/platform-vocabulary.ts";
import {
  HBONE_PORT,
  MESH_NETWORKING_API,
  MESH_SECURITY_API,
  WAYPOINT_CLASS,
} from "../../../fleet/mesh-vocabulary.ts";
import { applicationObjectName } from "../../../fleet/names.ts";
import type { RequestFaults } from "../../../fleet/schema/tenants/routes.ts";
import { GATEWAY_NAMESPACE, NAMESPACE_NAME_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { SliceContext, SliceObject, SlicePart } from "../slice-object.ts";
import { publishedApplications } from "./published.ts";
import { waypointOf } from "./waypoint-name.ts";

/**
 * The waypoint of an environment in the mesh: a proxy that all requests to its Services pass, so that there are metrics of
 * requests and rules about them. It is beside the gateway and not in the tenant's namespace: there a tenant's pod could
 * run as it, and its pods would count against the tenant's quota.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export const WAYPOINT: SlicePart = {
  objects: (context) => {
    const waypoint = waypointOf(context.settings, context.namespace);
    if (waypoint === undefined) return [];
    return [proxy(waypoint, context), whoMayAsk(waypoint, context), ...faults(context)];
  },
};

const inGatewayNamespace = { namespaced: true, namespace: GATEWAY_NAMESPACE, needs: "istio" } as const;

function proxy(name: string, { namespace }: SliceContext): SliceObject {
  const selector = { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } };
  const listener = {
    name: "mesh",
    port: HBONE_PORT,
    protocol: "HBONE",
    allowedRoutes: { namespaces: { from: "Selector", selector } },
  };
  return {
    ...inGatewayNamespace,
    role: "waypoint",
    apiVersion: GATEWAY_API,
    kind: "Gateway",
    name,
    body: { spec: { gatewayClassName: WAYPOINT_CLASS, listeners: [listener] } },
  };
}

/** Its own namespace, and the gateway for the names that are published; a waypoint with a rule lets nobody else through. */
function whoMayAsk(name: string, context: SliceContext): SliceObject {
  const from = (namespace: string) => [{ source: { namespaces: [namespace] } }];
  // A host may come with the port that it was asked at.
  const hosts = publishedApplications(context).flatMap((one) =>
    one.hosts.flatMap((host) => [host, `${host}:*`]),
  );
  return {
    ...inGatewayNamespace,
    role: "waypoint-policy",
    apiVersion: MESH_SECURITY_API,
    kind: "AuthorizationPolicy",
    name,
    body: {
      spec: {
        targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name }],
        action: "ALLOW",
        rules: [
          { from: from(context.namespace) },
          ...(hosts.length === 0 ? [] : [{ from: from(GATEWAY_NAMESPACE), to: [{ operation: { hosts } }] }]),
        ],
      },
    },
  };
}

/**
 * What goes wrong on purpose. The Gateway API has no word for it, so these are of Istio's own kind, which a waypoint reads
 * from its own namespace; no tenant may write one.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPFaultInjection
 */
function faults({ namespace, settings }: SliceContext): readonly SliceObject[] {
  return (settings.applications ?? []).flatMap(({ name, faults: wanted }): readonly SliceObject[] => {
    if (wanted === undefined) return [];
    const host = `${name}.${namespace}.svc.cluster.local`;
    return [
      {
        ...inGatewayNamespace,
        role: `faults-${name}`,
        apiVersion: MESH_NETWORKING_API,
        kind: "VirtualService",
        name: applicationObjectName(namespace, name),
        body: {
          spec: {
            hosts: [host],
            exportTo: ["."],
            http: [{ fault: faultOf(wanted), route: [{ destination: { host } }] }],
          },
        },
      },
    ];
  });
}

function faultOf({ delay, abort }: RequestFaults): Readonly<Record<string, unknown>> {
  const percentage = (percent: number) => ({ percentage: { value: percent } });
  return {
    ...(delay === undefined
      ? {}
      : { delay: { fixedDelay: `${delay.milliseconds}ms`, ...percentage(delay.percent) } }),
    ...(abort === undefined ? {} : { abort: { httpStatus: abort.status, ...percentage(abort.percent) } }),
  };
}
