import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { waypointName } from "../../../fleet/names.ts";
import { DEFAULT_MESH, type TenantSettings } from "../settings.ts";

/** What a waypoint is made with, and where it runs. */
const NEEDED: readonly AddOnName[] = ["gateway-api", "istio", "traefik"];

/** Name of the waypoint of an environment; none outside a mesh. */
export function waypointOf(settings: TenantSettings, namespace: string): string | undefined {
  const { mesh = DEFAULT_MESH, addOns = [] } = settings;
  return mesh && NEEDED.every((one) => addOns.includes(one)) ? waypointName(namespace) : undefined;
}
