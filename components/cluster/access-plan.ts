import { ADMIN_ACCESS_POLICY, roleArn, VIEW_ACCESS_POLICY } from "../../fleet/eks-vocabulary.ts";
import type { EksSettings } from "./settings.ts";

/** One role that may use the cluster. */
export interface PlannedAccess {
  /** Part of the logical name. */
  readonly key: string;
  readonly principalArn: string;
  readonly policyArn: string;
}

/** The deployer, without whom nothing else can be made; then people's roles, each by its name. */
export function accessPlan(settings: EksSettings): readonly [PlannedAccess, ...PlannedAccess[]] {
  const { accountId, deployerRole, adminRoles = [], viewerRoles = [] } = settings;
  const entry = (key: string, role: string, policyArn: string): PlannedAccess => ({
    key,
    principalArn: roleArn(accountId, role),
    policyArn,
  });
  return [
    entry("deployer", deployerRole, ADMIN_ACCESS_POLICY),
    ...adminRoles.map((role) => entry(`role-${role}`, role, ADMIN_ACCESS_POLICY)),
    ...viewerRoles.map((role) => entry(`role-${role}`, role, VIEW_ACCESS_POLICY)),
  ];
}
