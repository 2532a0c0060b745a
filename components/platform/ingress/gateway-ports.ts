/** Ports of the gateway's pods: a listener of a Gateway names the port of the pod, not that of the load balancer. */
export const HTTP_PORT = 8000;
export const HTTPS_PORT = 8443;
