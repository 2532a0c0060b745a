import { AUTOSCALER_API, KEDA_API, PAUSED_PODS } from "../../../fleet/charts/delivery-vocabulary.ts";
import { scalesByCpu, type ScalingEntry } from "../../../fleet/schema/tenants/scaling.ts";
import { DEFAULT_FROZEN, DEFAULT_SUSPENDED } from "../settings.ts";
import type { SliceContext, SliceObject, SlicePart } from "../slice-object.ts";
import { triggers } from "./triggers.ts";

/** Use of the requested CPU that is held where an entry says nothing. */
const CPU_PERCENT = 70;

/** How many pods a tenant's applications have: the Deployment that is called as the application is scaled. */
export const SCALING: SlicePart = {
  objects: (context) =>
    (context.settings.applications ?? []).flatMap(({ name, scaling }) => {
      if (scaling === undefined) return [];
      if (scalesByCpu(scaling)) return [cpuAutoscaler(name, scaling)];
      return [...queueRole(name, scaling), ...scaledObject(context, name, scaling)];
    }),
};

/**
 * By CPU alone Kubernetes scales by itself. KEDA would refuse a trigger of CPU until the workload is there, which comes
 * after this.
 */
function cpuAutoscaler(name: string, { min, max, cpuPercent = CPU_PERCENT }: ScalingEntry): SliceObject {
  const target = { type: "Utilization", averageUtilization: cpuPercent };
  return {
    role: `scaling-${name}`,
    needs: "metrics-server",
    apiVersion: AUTOSCALER_API,
    kind: "HorizontalPodAutoscaler",
    name,
    namespaced: true,
    body: {
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas: min,
        maxReplicas: max,
        metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
      },
    },
  };
}

/** As whom KEDA asks a queue: a role that trusts KEDA's, which the cluster's entry names, and never KEDA's own rights. */
function queueRole(name: string, { queue }: ScalingEntry): readonly SliceObject[] {
  if (queue === undefined) return [];
  return [
    {
      role: `queue-${name}`,
      needs: "keda",
      apiVersion: KEDA_API,
      kind: "TriggerAuthentication",
      name,
      namespaced: true,
      body: { spec: { podIdentity: { provider: "aws", roleArn: queue.role } } },
    },
  ];
}

function scaledObject(context: SliceContext, name: string, scaling: ScalingEntry): readonly SliceObject[] {
  const { environment, suspended = DEFAULT_SUSPENDED, frozen = DEFAULT_FROZEN } = context.settings;
  const { min, max, sleeps } = scaling;
  const wanted = triggers(context, name, scaling);
  if (wanted.length === 0) return [];
  return [
    {
      role: `scaling-${name}`,
      needs: "keda",
      apiVersion: KEDA_API,
      kind: "ScaledObject",
      name,
      namespaced: true,
      ...(suspended || frozen ? { annotations: { [PAUSED_PODS]: "0" } } : {}),
      body: {
        spec: {
          scaleTargetRef: { name },
          minReplicaCount: sleeps.includes(environment) ? 0 : min,
          maxReplicaCount: max,
          // Who cannot be asked changes nothing: pods that are there stay.
          fallback: { failureThreshold: 5, replicas: min, behavior: "currentReplicasIfHigher" },
          triggers: wanted,
        },
      },
    },
  ];
}
