import type { Rule } from "../rule.ts";
import { forbidBlockingBudgets } from "./availability/forbid-blocking-budgets.ts";
import { requireAlertDuration } from "./availability/require-alert-duration.ts";
import { requireAlertRunbooks } from "./availability/require-alert-runbooks.ts";
import { requireAtomicReleases } from "./availability/require-atomic-releases.ts";
import { requireDatabaseReplicas } from "./availability/require-database-replicas.ts";
import { requireDisruptionBudget } from "./availability/require-disruption-budget.ts";
import { requireNodeRenewal } from "./availability/require-node-renewal.ts";
import { requirePriorityClass } from "./availability/require-priority-class.ts";
import { requireReadiness } from "./availability/require-readiness.ts";
import { requireReplicas } from "./availability/require-replicas.ts";
import { requireSpread } from "./availability/require-spread.ts";
import { requireWatchedParts } from "./availability/require-watched-parts.ts";
import { requireWebhookLimits } from "./availability/require-webhook-limits.ts";
import { requireJobDeadlines } from "./cost/require-job-deadlines.ts";
import { requireNodeLimits } from "./cost/require-node-limits.ts";
import { requirePodResources } from "./cost/require-pod-resources.ts";
import { requireScalerLimits } from "./cost/require-scaler-limits.ts";
import { requireDatabaseBackups } from "./deletion-safety/require-database-backups.ts";
import { requireKeptVolumes } from "./deletion-safety/require-kept-volumes.ts";
import { forbidClearSecrets } from "./encryption/forbid-clear-secrets.ts";
import { requireFreshKeys } from "./encryption/require-fresh-keys.ts";
import { requireGatewayTls } from "./encryption/require-gateway-tls.ts";
import { requireMeshEncryption } from "./encryption/require-mesh-encryption.ts";
import { forbidOpenListeners } from "./exposure/forbid-open-listeners.ts";
import { forbidPublicServices } from "./exposure/forbid-public-services.ts";
import { forbidAnonymousSubjects } from "./identity/forbid-anonymous-subjects.ts";
import { forbidClusterAdmin } from "./identity/forbid-cluster-admin.ts";
import { forbidDatabaseSuperuser } from "./identity/forbid-database-superuser.ts";
import { forbidForeignRoles } from "./identity/forbid-foreign-roles.ts";
import { forbidNodeDoors } from "./identity/forbid-node-doors.ts";
import { forbidRoleEscalation } from "./identity/forbid-role-escalation.ts";
import { forbidRoleWildcards } from "./identity/forbid-role-wildcards.ts";
import { forbidSecretListing } from "./identity/forbid-secret-listing.ts";
import { forbidSecretsInEnvironment } from "./identity/forbid-secrets-in-environment.ts";
import { forbidTenantClusterBindings } from "./identity/forbid-tenant-cluster-bindings.ts";
import { forbidTokenSecrets } from "./identity/forbid-token-secrets.ts";
import { requireIssuerSelectors } from "./identity/require-issuer-selectors.ts";
import { requireOwnAccount } from "./identity/require-own-account.ts";
import { forbidDefaultNamespace } from "./naming-and-tags/forbid-default-namespace.ts";
import { forbidMetadataEgress } from "./network/forbid-metadata-egress.ts";
import { forbidOpenMeshPolicies } from "./network/forbid-open-mesh-policies.ts";
import { forbidUnnamedPeers } from "./network/forbid-unnamed-peers.ts";
import { requireChartSources } from "./supply-chain/require-chart-sources.ts";
import { requireImageRegistry } from "./supply-chain/require-image-registry.ts";
import { forbidHostNamespaces } from "./tenancy/forbid-host-namespaces.ts";
import { forbidHostPaths } from "./tenancy/forbid-host-paths.ts";
import { forbidHostPorts } from "./tenancy/forbid-host-ports.ts";
import { forbidKernelSettings } from "./tenancy/forbid-kernel-settings.ts";
import { forbidOpenProjects } from "./tenancy/forbid-open-projects.ts";
import { forbidPrivilegeEscalation } from "./tenancy/forbid-privilege-escalation.ts";
import { forbidPrivilegedContainers } from "./tenancy/forbid-privileged-containers.ts";
import { requireBoundAdmission } from "./tenancy/require-bound-admission.ts";
import { requireDefaultDeny } from "./tenancy/require-default-deny.ts";
import { requireDroppedCapabilities } from "./tenancy/require-dropped-capabilities.ts";
import { requireLimitRange } from "./tenancy/require-limit-range.ts";
import { requireNonRoot } from "./tenancy/require-non-root.ts";
import { requirePodSecurity } from "./tenancy/require-pod-security.ts";
import { requireQuotaFit } from "./tenancy/require-quota-fit.ts";
import { requireQuota } from "./tenancy/require-quota.ts";
import { requireSeccompProfile } from "./tenancy/require-seccomp-profile.ts";
import { requireServiceQuota } from "./tenancy/require-service-quota.ts";

/** Rules over what runs inside clusters. */
export const KUBERNETES_RULES: readonly Rule[] = [
  forbidBlockingBudgets,
  requireAlertDuration,
  requireAlertRunbooks,
  requireAtomicReleases,
  requireDatabaseReplicas,
  requireDisruptionBudget,
  requireNodeRenewal,
  requirePriorityClass,
  requireReadiness,
  requireReplicas,
  requireSpread,
  requireWatchedParts,
  requireWebhookLimits,
  requireJobDeadlines,
  requireNodeLimits,
  requirePodResources,
  requireScalerLimits,
  requireDatabaseBackups,
  requireKeptVolumes,
  forbidClearSecrets,
  requireFreshKeys,
  requireGatewayTls,
  requireMeshEncryption,
  forbidOpenListeners,
  forbidPublicServices,
  forbidAnonymousSubjects,
  forbidClusterAdmin,
  forbidDatabaseSuperuser,
  forbidForeignRoles,
  forbidNodeDoors,
  forbidRoleEscalation,
  forbidRoleWildcards,
  forbidSecretListing,
  forbidSecretsInEnvironment,
  forbidTenantClusterBindings,
  forbidTokenSecrets,
  requireIssuerSelectors,
  requireOwnAccount,
  forbidDefaultNamespace,
  forbidMetadataEgress,
  forbidOpenMeshPolicies,
  forbidUnnamedPeers,
  requireChartSources,
  requireImageRegistry,
  forbidHostNamespaces,
  forbidHostPaths,
  forbidHostPorts,
  forbidKernelSettings,
  forbidOpenProjects,
  forbidPrivilegeEscalation,
  forbidPrivilegedContainers,
  requireBoundAdmission,
  requireDefaultDeny,
  requireDroppedCapabilities,
  requireLimitRange,
  requireNonRoot,
  requirePodSecurity,
  requireQuotaFit,
  requireQuota,
  requireSeccompProfile,
  requireServiceQuota,
];
