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

/** Port at which pods of the mesh and its waypoints speak mutual TLS. @see https://istio.io/latest/docs/ambient/architecture/hbone/ */
export const HBONE_PORT = 15008;

/** Which gateway a pod belongs to, and its class. @see https://gateway-api.sigs.k8s.io/reference/spec/ */
export const GATEWAY_NAME_LABEL = "gateway.networking.k8s.io/gateway-name";
export const GATEWAY_CLASS_LABEL = "gateway.networking.k8s.io/gateway-class-name";

/** What begins the name in a pod's certificate, unless somebody says otherwise. @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/ */
export const MESH_TRUST_DOMAIN = "cluster.local";

/** Waypoints: their class, and the labels by which a namespace names its own. @see https://istio.io/latest/docs/ambient/usage/waypoint/ */
export const WAYPOINT_CLASS = "istio-waypoint";
export const USE_WAYPOINT_LABEL = "istio.io/use-waypoint";
export const USE_WAYPOINT_NAMESPACE_LABEL = "istio.io/use-waypoint-namespace";

/** @see https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
export const MESH_NETWORKING_API = "networking.istio.io/v1";

/** @see https://istio.io/latest/docs/reference/config/security/ */
export const MESH_SECURITY_API = "security.istio.io/v1";
