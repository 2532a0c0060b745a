import { MESH_MODE, MESH_MODE_LABEL } from "../../fleet/mesh-vocabulary.ts";
import { DEFAULT_MESH, type TenantSettings } from "./settings.ts";
import { tenantNamespace } from "../../fleet/names.ts";
import {
  ENVIRONMENT_LABEL,
  MANAGED_BY_LABEL,
  POD_SECURITY_LABEL,
  POD_SECURITY_MODES,
  TENANT_LABEL,
  TIER_LABEL,
} from "../../fleet/tenant-vocabulary.ts";

export type Labels = Readonly<Record<string, string>>;

export interface PlannedNamespace {
  readonly name: string;
  readonly labels: Labels;
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
export function namespacePlan(settings: TenantSettings, kubernetes: string): PlannedNamespace {
  const security: Record<string, string> = {};
  for (const mode of POD_SECURITY_MODES) {
    security[`${POD_SECURITY_LABEL}/${mode}`] = LEVEL;
    security[`${POD_SECURITY_LABEL}/${mode}-version`] = `v${kubernetes}`;
  }
  return {
    name: tenantNamespace(settings.tenant, settings.environment),
    labels: {
      ...ownerLabels(settings),
      [TIER_LABEL]: settings.tier,
      ...((settings.mesh ?? DEFAULT_MESH) ? { [MESH_MODE_LABEL]: MESH_MODE } : {}),
      ...security,
    },
  };
}
