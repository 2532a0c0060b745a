import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { autoscalingDashboard } from "./autoscaling.ts";
import { backupsDashboard } from "./backups.ts";
import { certificatesDashboard } from "./certificates.ts";
import { clusterDashboard } from "./cluster.ts";
import { costDashboard } from "./cost.ts";
import type { Dashboard } from "./dashboard.ts";
import { databasesDashboard } from "./databases.ts";
import { deliveryDashboard } from "./delivery.ts";
import { fleetDashboard } from "./fleet.ts";
import { ingressDashboard } from "./ingress.ts";
import { meshDashboard } from "./mesh.ts";
import { nodesDashboard } from "./nodes.ts";
import { tenantRequestsDashboard } from "./tenant-requests.ts";

/** Every dashboard there is, in the order in which they are listed. */
export const DASHBOARDS: readonly Dashboard[] = [
  fleetDashboard,
  clusterDashboard,
  nodesDashboard,
  tenantRequestsDashboard,
  ingressDashboard,
  certificatesDashboard,
  backupsDashboard,
  databasesDashboard,
  costDashboard,
  deliveryDashboard,
  meshDashboard,
  autoscalingDashboard,
];

/** Dashboards of a cluster: those that are about an add-on it has. */
export function dashboardsOf(has: (name: AddOnName) => boolean): readonly Dashboard[] {
  return DASHBOARDS.filter(({ about }) => about.some(has));
}

/** The dashboard on which people look at an add-on first. */
export function dashboardOf(name: AddOnName): Dashboard | undefined {
  return DASHBOARDS.find(({ about }) => about.includes(name));
}
