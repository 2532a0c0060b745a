import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import type { ObjectPlace } from "../../cluster/system-objects.ts";
import type { SystemTraffic } from "../../cluster/system-traffic-plan.ts";
import { k3sTrafficPlan } from "./traffic-plan.ts";

/** What one controller of the system's namespace may say and hear; it exists before the controller's first pod. */
export function createK3sTraffic(place: ObjectPlace, traffic: SystemTraffic): NetworkPolicy {
  const { name, parent, provider, dependsOn } = place;
  return new NetworkPolicy(
    `${name}-traffic-${traffic.key}`,
    {
      metadata: { name: `system-${traffic.key}`, namespace: SYSTEM_NAMESPACE },
      spec: k3sTrafficPlan(traffic),
    },
    { parent, provider, dependsOn: [...dependsOn] },
  );
}
