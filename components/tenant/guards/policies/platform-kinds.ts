import { DATABASE_ACCOUNT, PLATFORM } from "../cel.ts";
import type { Guard, GuardedKinds } from "../guard.ts";

const ALL = ["CREATE", "UPDATE", "DELETE"] as const;
const kinds = (group: string, resources: readonly string[]): GuardedKinds => ({
  apiGroups: [group],
  resources,
  operations: ALL,
});

/**
 * Kinds that only the platform writes in a tenant's namespace: walls, rights, and what tells a controller of all tenants
 * what to do. No role gives a tenant any of them; this holds if one ever does.
 */
export const platformKinds: Guard = {
  name: "atoll-tenant-platform-kinds",
  kinds: [
    kinds("", ["resourcequotas", "limitranges", "serviceaccounts", "endpoints", "replicationcontrollers"]),
    kinds("discovery.k8s.io", ["endpointslices"]),
    kinds("networking.k8s.io", ["networkpolicies"]),
    kinds("rbac.authorization.k8s.io", ["*"]),
    kinds("coordination.k8s.io", ["*"]),
    kinds("snapshot.storage.k8s.io", ["*"]),
    kinds("gateway.networking.k8s.io", ["gateways", "listenersets", "referencegrants", "backendtlspolicies"]),
    kinds("traefik.io", ["*"]),
    kinds("networking.istio.io", ["*"]),
    kinds("security.istio.io", ["*"]),
    kinds("telemetry.istio.io", ["*"]),
    kinds("extensions.istio.io", ["*"]),
    kinds("cert-manager.io", ["*"]),
    kinds("acme.cert-manager.io", ["*"]),
    kinds("externaldns.k8s.io", ["*"]),
    kinds("external-secrets.io", ["secretstores", "pushsecrets"]),
    kinds("generators.external-secrets.io", ["*"]),
    kinds("postgresql.cnpg.io", ["*"]),
    kinds("barmancloud.cnpg.io", ["*"]),
    kinds("velero.io", ["*"]),
    kinds("keda.sh", ["*"]),
    kinds("http.keda.sh", ["*"]),
    kinds("monitoring.coreos.com", ["*"]),
    kinds("pyrra.dev", ["*"]),
    kinds("argoproj.io", ["*"]),
    kinds("elbv2.k8s.aws", ["*"]),
  ],
  checks: {
    kept: {
      // Pods of a database write who of them is its primary; what else they may write, their own roles say.
      expression: `${PLATFORM} || ${DATABASE_ACCOUNT}`,
      message: "objects of this kind are made by the platform, from the tenant's entry",
    },
  },
};
