/**
 * Ports between machines of a K3s cluster, beside that of the API servers.
 *
 * @see https://docs.k3s.io/installation/requirements#networking
 */

/** etcd, among servers: its clients, and its members. */
export const ETCD_PORTS = { from: 2379, to: 2380 } as const;

/** Kubelets. */
export const KUBELET_PORT = 10_250;

/** Pods' traffic between machines, in packets of VXLAN. */
export const OVERLAY_PORT = 8472;
