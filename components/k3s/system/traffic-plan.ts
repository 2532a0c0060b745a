import { LINK_LOCAL_CIDR } from "../../../fleet/charts/platform-vocabulary.ts";
import type { PlannedTraffic, SystemTraffic, TrafficPort } from "../../cluster/system-traffic-plan.ts";

const tcp = (port: number): TrafficPort => ({ protocol: "TCP", port });

/**
 * What a controller asks for: names, AWS, and the API server, at whose own port its Service ends before a policy is
 * looked at.
 */
const OUT: readonly TrafficPort[] = [{ protocol: "UDP", port: 53 }, tcp(53), tcp(443), tcp(6443)];

/**
 * Traffic of one controller: in at the ports that it serves, out to what it needs, and never to the metadata of the
 * machine, whose rights are not its own.
 *
 * @see https://docs.k3s.io/networking/networking-services#network-policy-controller
 */
export function k3sTrafficPlan({ pods, ingress }: Pick<SystemTraffic, "pods" | "ingress">): PlannedTraffic {
  return {
    podSelector: { matchLabels: pods },
    policyTypes: ["Ingress", "Egress"],
    ingress: ingress.length === 0 ? [] : [{ ports: [...ingress] }],
    egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [LINK_LOCAL_CIDR] } }], ports: [...OUT] }],
  };
}
