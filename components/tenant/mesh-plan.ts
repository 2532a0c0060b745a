import { GATEWAY_NAMESPACE, MONITORING_NAMESPACE } from "../../fleet/tenant-vocabulary.ts";

/** Spec of the one AuthorizationPolicy of a namespace. */
export interface MeshPlan {
  readonly rules: readonly {
    readonly from: readonly { readonly source: { readonly namespaces: string[] } }[];
  }[];
}

/**
 * Who speaks with pods of a namespace in the mesh: those whom its network policies let in, and nobody else, for the mesh
 * itself allows nothing. A namespace is known by the certificate of the pod that calls, so that no address can be lied
 * about.
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function meshPlan(namespace: string): MeshPlan {
  const namespaces = [namespace, GATEWAY_NAMESPACE, MONITORING_NAMESPACE];
  return { rules: [{ from: [{ source: { namespaces } }] }] };
}
