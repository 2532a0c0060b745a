import { OUT_OF_BACKUPS_LABEL } from "../../fleet/charts/data-vocabulary.ts";
import {
  MESH_MODE,
  MESH_MODE_LABEL,
  USE_WAYPOINT_LABEL,
  USE_WAYPOINT_NAMESPACE_LABEL,
} from "../../fleet/mesh-vocabulary.ts";
import { DEFAULT_MESH, type TenantSettings } from "./settings.ts";
import { tenantNamespace } from "../../fleet/names.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { guardParameters } from "./guards/parameters.ts";
import {
  COST_CENTRE_LABEL,
  ENVIRONMENT_LABEL,
  GATEWAY_NAMESPACE,
  MANAGED_BY_LABEL,
  POD_SECURITY_LABEL,
  POD_SECURITY_MODES,
  TENANT_LABEL,
  TIER_LABEL,
} from "../../fleet/tenant-vocabulary.ts";
import { waypointOf } from "./ways/waypoint-name.ts";

export type Labels = Readonly<Record<string, string>>;

export interface PlannedNamespace {
  readonly name: string;
  readonly labels: Labels;
  /** What admission must know of it. */
  readonly annotations: Labels;
}

/** Level of every tenant's pods at every tier. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
const LEVEL = "restricted";

/** Labels of every object of a slice. */
export function ownerLabels({ tenant, environment }: TenantSettings): Labels {
  return { [MANAGED_BY_LABEL]: "atoll", [TENANT_LABEL]: tenant, [ENVIRONMENT_LABEL]: environment };
}

/**
 * The namespace. Pod Security is pinned to the cluster's minor version: what is admitted today is admitted tomorrow,
 * and a newer standard arrives together with the newer cluster.
 */
export function namespacePlan(settings: TenantSettings, facts: ClusterFacts): PlannedNamespace {
  const security: Record<string, string> = {};
  for (const mode of POD_SECURITY_MODES) {
    security[`${POD_SECURITY_LABEL}/${mode}`] = LEVEL;
    security[`${POD_SECURITY_LABEL}/${mode}-version`] = `v${facts.kubernetes}`;
  }
  return {
    name: tenantNamespace(settings.tenant, settings.environment),
    labels: {
      ...ownerLabels(settings),
      [TIER_LABEL]: settings.tier,
      [COST_CENTRE_LABEL]: settings.costCentre ?? settings.tenant,
      ...((settings.mesh ?? DEFAULT_MESH) ? { [MESH_MODE_LABEL]: MESH_MODE } : {}),
      // Every schedule of Velero leaves out a namespace with this label, and all that is in it.
      ...(settings.backup === "none" ? { [OUT_OF_BACKUPS_LABEL]: "true" } : {}),
      ...waypointLabels(waypointOf(settings, tenantNamespace(settings.tenant, settings.environment))),
      ...security,
    },
    annotations: guardParameters(settings, facts),
  };
}

/** Leads requests to Services of the namespace through its waypoint. */
function waypointLabels(waypoint: string | undefined): Labels {
  if (waypoint === undefined) return {};
  return { [USE_WAYPOINT_LABEL]: waypoint, [USE_WAYPOINT_NAMESPACE_LABEL]: GATEWAY_NAMESPACE };
}
