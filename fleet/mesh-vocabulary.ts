/** Strings that only the mesh interprets, each with the page that defines it. */

/** Where the mesh is governed from: what is said there holds for all of it. */
export const MESH_NAMESPACE = "istio-system";

/** Where the parts of the mesh on each node run. */
export const MESH_NODE_NAMESPACE = "istio-ambient";

/** Puts pods of a namespace, or one pod, into the mesh. @see https://istio.io/latest/docs/reference/config/labels/ */
export const MESH_MODE_LABEL = "istio.io/dataplane-mode";
export const MESH_MODE = "ambient";

/** Keeps the mesh away from what comes into a pod. @see https://istio.io/latest/docs/reference/config/annotations/ */
export const BYPASS_INBOUND_ANNOTATION = "ambient.istio.io/bypass-inbound-capture";

/** @see https://istio.io/latest/docs/reference/config/security/ */
export const MESH_SECURITY_API = "security.istio.io/v1";
