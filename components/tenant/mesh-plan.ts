import { MESH_TRUST_DOMAIN } from "../../fleet/mesh-vocabulary.ts";
import { WAYPOINT_ENDING } from "../../fleet/names.ts";
import { GATEWAY_NAMESPACE, MONITORING_NAMESPACE } from "../../fleet/tenant-vocabulary.ts";

/** Who calls, by what the certificate of its pod says. */
interface Source {
  readonly namespaces?: string[];
  readonly principals?: string[];
  readonly notPrincipals?: string[];
}

/** Spec of the one AuthorizationPolicy of a namespace. */
export interface MeshPlan {
  readonly rules: readonly { readonly from: readonly { readonly source: Source }[] }[];
}

/**
 * Who speaks with pods of a namespace in the mesh: those whom its network policies let in, and nobody else, for the mesh
 * itself allows nothing. A namespace is known by the certificate of the pod that calls, so that no address can be lied
 * about. Of the namespace of the gateway, in which all waypoints run, it takes the gateway and its own waypoint.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function meshPlan(namespace: string, waypoint?: string): MeshPlan {
  if (waypoint === undefined) {
    const namespaces = [namespace, GATEWAY_NAMESPACE, MONITORING_NAMESPACE];
    return { rules: [{ from: [{ source: { namespaces } }] }] };
  }
  const sources: readonly Source[] = [
    { namespaces: [namespace, MONITORING_NAMESPACE] },
    { namespaces: [GATEWAY_NAMESPACE], notPrincipals: [`*${WAYPOINT_ENDING}`] },
    { principals: [`${MESH_TRUST_DOMAIN}/ns/${GATEWAY_NAMESPACE}/sa/${waypoint}`] },
  ];
  return { rules: [{ from: sources.map((source) => ({ source })) }] };
}
