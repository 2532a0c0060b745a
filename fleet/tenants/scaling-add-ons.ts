import type { AddOnName } from "../charts/add-ons.ts";
import { scalesByCpu, type ScalingEntry } from "../schema/tenants/scaling.ts";

/** Add-ons of its cluster by which an application scales. */
export function scalingAddOns(scaling: ScalingEntry): readonly AddOnName[] {
  if (scalesByCpu(scaling)) return ["metrics-server"];
  const { query, http } = scaling;
  const asksMetrics = query !== undefined || http !== undefined;
  return [
    "keda",
    ...(asksMetrics ? (["victoria-metrics"] as const) : []),
    ...(http === undefined ? [] : (["traefik"] as const)),
  ];
}
