import type { Rule } from "../rule.ts";
import { requireAlarmActions } from "./availability/require-alarm-actions.ts";
import { requireControlPlaneLogs } from "./availability/require-control-plane-logs.ts";
import { requireGentleUpdates } from "./availability/require-gentle-updates.ts";
import { requireScalingRoom } from "./availability/require-scaling-room.ts";
import { requireSeveralZones } from "./availability/require-several-zones.ts";
import { requireStandbyDatabases } from "./availability/require-standby-databases.ts";
import { forbidIdleGateways } from "./cost/forbid-idle-gateways.ts";
import { requireBudgetAlerts } from "./cost/require-budget-alerts.ts";
import { requireCurrentMachines } from "./cost/require-current-machines.ts";
import { requireCurrentVolumes } from "./cost/require-current-volumes.ts";
import { requireLifecycle } from "./cost/require-lifecycle.ts";
import { requireLogRetention } from "./cost/require-log-retention.ts";
import { requireStandardSupport } from "./cost/require-standard-support.ts";
import { requireUsedAddresses } from "./cost/require-used-addresses.ts";
import { forbidForceDestroy } from "./deletion-safety/forbid-force-destroy.ts";
import { protectStateful } from "./deletion-safety/protect-stateful.ts";
import { requireDeletionProtection } from "./deletion-safety/require-deletion-protection.ts";
import { requireKeyWindow } from "./deletion-safety/require-key-window.ts";
import { requireLastSnapshot } from "./deletion-safety/require-last-snapshot.ts";
import { requirePointInTime } from "./deletion-safety/require-point-in-time.ts";
import { requireSecretWindow } from "./deletion-safety/require-secret-window.ts";
import { requireVersions } from "./deletion-safety/require-versions.ts";
import { requireEncryptedTopics } from "./encryption/require-encrypted-topics.ts";
import { requireEncryption } from "./encryption/require-encryption.ts";
import { requireKeyRotation } from "./encryption/require-key-rotation.ts";
import { requireOwnedKeys } from "./encryption/require-owned-keys.ts";
import { requireTlsListeners } from "./encryption/require-tls-listeners.ts";
import { requireTlsToBuckets } from "./encryption/require-tls-to-buckets.ts";
import { forbidOpenIngress } from "./exposure/forbid-open-ingress.ts";
import { forbidPublicAddresses } from "./exposure/forbid-public-addresses.ts";
import { forbidPublicBuckets } from "./exposure/forbid-public-buckets.ts";
import { forbidPublicDatabases } from "./exposure/forbid-public-databases.ts";
import { forbidPublicEndpoint } from "./exposure/forbid-public-endpoint.ts";
import { requirePrivateNodes } from "./exposure/require-private-nodes.ts";
import { forbidClusterAdmins } from "./identity/forbid-cluster-admins.ts";
import { forbidLongSessions } from "./identity/forbid-long-sessions.ts";
import { forbidPassingAnyRole } from "./identity/forbid-passing-any-role.ts";
import { forbidUsers } from "./identity/forbid-users.ts";
import { forbidWildcardIam } from "./identity/forbid-wildcard-iam.ts";
import { requireAccessEntries } from "./identity/require-access-entries.ts";
import { requireImdsTokens } from "./identity/require-imds-tokens.ts";
import { requireNamedPods } from "./identity/require-named-pods.ts";
import { requireOidcSubjects } from "./identity/require-oidc-subjects.ts";
import { requirePodIdentityConditions } from "./identity/require-pod-identity-conditions.ts";
import { requireSourceConditions } from "./identity/require-source-conditions.ts";
import { forbidLongNames } from "./naming-and-tags/forbid-long-names.ts";
import { requireNameTag } from "./naming-and-tags/require-name-tag.ts";
import { requireOwnerTags } from "./naming-and-tags/require-owner-tags.ts";
import { requireResourceTag } from "./naming-and-tags/require-resource-tag.ts";
import { requireTagParity } from "./naming-and-tags/require-tag-parity.ts";
import { forbidAutomaticAttachments } from "./network/forbid-automatic-attachments.ts";
import { forbidOpenAdminPorts } from "./network/forbid-open-admin-ports.ts";
import { forbidOverlappingRoutes } from "./network/forbid-overlapping-routes.ts";
import { forbidWidePorts } from "./network/forbid-wide-ports.ts";
import { requireClosedDefaultGroup } from "./network/require-closed-default-group.ts";
import { requireDescribedRules } from "./network/require-described-rules.ts";
import { requireDisjointSubnets } from "./network/require-disjoint-subnets.ts";
import { requireFlowLogs } from "./network/require-flow-logs.ts";
import { requireReturnRoutes } from "./network/require-return-routes.ts";
import { requireRoutedSubnets } from "./network/require-routed-subnets.ts";
import { forbidFloatingVersions } from "./supply-chain/forbid-floating-versions.ts";
import { requireImageScans } from "./supply-chain/require-image-scans.ts";
import { requireImmutableImages } from "./supply-chain/require-immutable-images.ts";
import { requireNodeReleases } from "./supply-chain/require-node-releases.ts";

/** Rules over what is made in AWS, and those that look at both sides. */
export const AWS_RULES: readonly Rule[] = [
  forbidAutomaticAttachments,
  forbidOpenAdminPorts,
  forbidOverlappingRoutes,
  forbidWidePorts,
  requireClosedDefaultGroup,
  requireDescribedRules,
  requireDisjointSubnets,
  requireFlowLogs,
  requireReturnRoutes,
  requireRoutedSubnets,
  forbidClusterAdmins,
  forbidLongSessions,
  forbidPassingAnyRole,
  forbidUsers,
  forbidWildcardIam,
  requireAccessEntries,
  requireImdsTokens,
  requireNamedPods,
  requireOidcSubjects,
  requirePodIdentityConditions,
  requireSourceConditions,
  requireEncryptedTopics,
  requireEncryption,
  requireKeyRotation,
  requireOwnedKeys,
  requireTlsListeners,
  requireTlsToBuckets,
  forbidOpenIngress,
  forbidPublicAddresses,
  forbidPublicBuckets,
  forbidPublicDatabases,
  forbidPublicEndpoint,
  requirePrivateNodes,
  requireAlarmActions,
  requireControlPlaneLogs,
  requireGentleUpdates,
  requireScalingRoom,
  requireSeveralZones,
  requireStandbyDatabases,
  forbidIdleGateways,
  requireBudgetAlerts,
  requireCurrentMachines,
  requireCurrentVolumes,
  requireLifecycle,
  requireLogRetention,
  requireStandardSupport,
  requireUsedAddresses,
  forbidFloatingVersions,
  requireImageScans,
  requireImmutableImages,
  requireNodeReleases,
  forbidLongNames,
  requireNameTag,
  requireOwnerTags,
  requireResourceTag,
  requireTagParity,
  forbidForceDestroy,
  protectStateful,
  requireDeletionProtection,
  requireKeyWindow,
  requireLastSnapshot,
  requirePointInTime,
  requireSecretWindow,
  requireVersions,
];
