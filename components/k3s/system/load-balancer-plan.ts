import { CRITICAL_PRIORITY } from "../../../fleet/k3s/system-vocabulary.ts";
import { ON_SERVERS, SERVER_TOLERATIONS } from "../../cluster/controller-pod.ts";
import { type LoadBalancerParts, loadBalancerValues } from "../../platform/ingress/load-balancer-values.ts";

/**
 * The AWS Load Balancer Controller as K3s in AWS needs it: beside the control plane, before the platform and so without
 * cert-manager. It hands on to ports of nodes, for pods' addresses mean nothing outside of the cluster.
 */
export function systemLoadBalancerValues<T>(parts: LoadBalancerParts<T>): Readonly<Record<string, unknown>> {
  return {
    ...loadBalancerValues(parts, "instance"),
    // Otherwise each upgrade makes another certificate, which running pods and the API server see at different times.
    keepTLSSecret: true,
    priorityClassName: CRITICAL_PRIORITY,
    tolerations: SERVER_TOLERATIONS,
    affinity: ON_SERVERS,
  };
}
