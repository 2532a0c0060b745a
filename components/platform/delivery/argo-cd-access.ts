import { stringify } from "yaml";
import { DEPLOYER_ACCOUNT } from "../../../fleet/charts/delivery-vocabulary.ts";
import type { SsoSettings } from "../../../fleet/schema/sso.ts";
import { rolePlan } from "../../tenant/role-plan.ts";
import type { Values } from "../contract.ts";
import type { PlatformSettings } from "../settings.ts";

/** Secret with the client's secret, and the key of it there. */
export const SSO_SECRET = { name: "argocd-sso", key: "clientSecret" } as const;

/** What a tenant's people may see is what Argo CD has to see of a tenant. */
const VIEWS = rolePlan().find(({ name }) => name === "viewer")?.rules ?? [];

/**
 * Rights of the controller: it sees what tenants may deploy, and changes it as the deployer of the namespace alone. The
 * chart's own rules are all rights on everything.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/
 */
const CONTROLLER_RULES = [
  ...VIEWS,
  { apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list", "watch"] },
  {
    apiGroups: ["apiextensions.k8s.io"],
    resources: ["customresourcedefinitions"],
    verbs: ["get", "list", "watch"],
  },
  {
    apiGroups: [""],
    resources: ["serviceaccounts"],
    resourceNames: [DEPLOYER_ACCOUNT],
    verbs: ["impersonate"],
  },
];

/** What people see of objects in its pages is what it may read; it changes none for them. */
export const ARGO_CD_RULES: Values = {
  controller: { clusterRoleRules: { enabled: true, rules: CONTROLLER_RULES } },
  server: { clusterRoleRules: { enabled: true, rules: VIEWS } },
};

/** Settings of Argo CD that decide who may do what. */
export function argoCdAccess({ sso }: Pick<PlatformSettings, "sso">, isExposed: boolean): Values {
  return {
    cm: {
      "admin.enabled": sso === undefined,
      "exec.enabled": false,
      "application.sync.impersonation.enabled": true,
      "application.resourceTrackingMethod": "annotation",
      // It watches what it may read, and does not fail over the rest.
      "resource.respectRBAC": "normal",
      ...(sso === undefined ? {} : { "oidc.config": oidc(sso) }),
    },
    // Traefik ends TLS; where nothing leads there, Argo CD does so itself.
    params: { "server.insecure": isExposed },
    rbac: {
      "policy.default": "",
      "policy.csv": sso === undefined ? "" : policy(sso),
      scopes: `[${sso?.groupsClaim ?? "groups"}]`,
    },
    // Argo CD writes its own keys into its Secret: nothing of them is ever a value.
    secret: { createSecret: true },
  };
}

function oidc({ issuer, clientId, groupsClaim }: SsoSettings): string {
  return stringify({
    name: "SSO",
    issuer,
    clientID: clientId,
    clientSecret: `$${SSO_SECRET.name}:${SSO_SECRET.key}`,
    requestedScopes: ["openid", "profile", "email", groupsClaim],
  });
}

/** The two roles that Argo CD brings along. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/ */
function policy({ admins, viewers }: SsoSettings): string {
  return [
    ...admins.map((group) => `g, ${group}, role:admin`),
    ...viewers.map((group) => `g, ${group}, role:readonly`),
  ].join("\n");
}
