import { OWN_CLUSTER_SERVER, PART_OF_LABEL } from "../../../fleet/charts/delivery-vocabulary.ts";
import { APP_NAME_LABEL } from "../../../fleet/charts/platform-vocabulary.ts";
import {
  ENVIRONMENT_LABEL,
  GATEWAY_NAMESPACE,
  MONITORING_NAMESPACE,
} from "../../../fleet/tenant-vocabulary.ts";
import { REPOSITORY_SECRETS } from "../../../fleet/names.ts";
import type { AddOn, AddOnContext, AddOnWish, Values } from "../contract.ts";
import { PAGES } from "../ingress/pages.ts";
import { METRICS_PORTS } from "../metrics/endpoints.ts";
import { secretObjects, secretRights, type WantedSecret } from "../secrets/external-secret.ts";
import { mergedValues } from "../values.ts";
import { ARGO_CD_RULES, argoCdAccess, SSO_SECRET } from "./argo-cd-access.ts";
import { argoCdNotifications, tellsFailures } from "./argo-cd-notifications.ts";
import { defaultProject } from "./default-project.ts";
import {
  ARGO_CD_METRICS_PORTS,
  ARGO_CD_PORTS,
  argoCdHost,
  argoCdPods,
  argoCdWorkloads,
} from "./argo-cd-pods.ts";
import { argoCdRules } from "./argo-cd-rules.ts";

const NAME = "argocd";

const part = (name: string): Readonly<Record<string, string>> => ({ [APP_NAME_LABEL]: `${NAME}-${name}` });

const SERVER = part("server");
const REPOSITORIES = part("repo-server");

/** Ports that its own pods use with each other. */
const INSIDE = [ARGO_CD_PORTS.redis, ARGO_CD_PORTS.sentinel, ARGO_CD_PORTS.repositories];

/**
 * Brings what tenants deploy from repositories into their namespaces and keeps it so. Each cluster has its own, for
 * itself alone: none holds the keys of another. It may read what tenants may have, and changes it as the deployer of
 * the namespace, whose rights are those of the tenant's developers.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/
 */
export const argoCd: AddOn<"argo-cd"> = {
  contract: {
    name: "argo-cd",
    purpose: "Brings what tenants deploy from repositories into their namespaces, and keeps it so.",
    chart: "argo-cd",
    namespace: PAGES["argo-cd"].namespace,
    podSecurity: "restricted",
    requires: [],
    after: ["external-secrets", "traefik", "victoria-metrics"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      inside: { from: "same", ports: INSIDE },
      "ask-inside": { to: "same", ports: INSIDE },
      ...Object.fromEntries(
        ARGO_CD_METRICS_PORTS.map((port) => [`metrics-${port}`, { from: "metrics", port } as const]),
      ),
      alerts: { to: "namespace", namespace: MONITORING_NAMESPACE, ports: [METRICS_PORTS.alertmanager] },
      repositories: {
        to: "internet",
        ports: [22, 443],
        why: "repositories of the platform and of tenants",
        pods: REPOSITORIES,
      },
      people: {
        from: "namespace",
        namespace: GATEWAY_NAMESPACE,
        ports: [PAGES["argo-cd"].port],
        pods: SERVER,
      },
      "sign-in": { to: "internet", ports: [443], why: "the provider that says who people are", pods: SERVER },
    },
    ready: { kind: "hook", what: "its pods are ready, after a job made the password of Redis" },
    teardown: {
      first: ["tenants' projects and sets of applications, which leave what runs"],
      stays: ["its kinds", "everything that it deployed"],
    },
    backup: "Applications are made again from the inventory; Redis holds nothing but a cache.",
    notes: [
      "The password of Redis is made in the cluster, by a job that runs before the pods; no program and no state sees it.",
      "Its default project is closed; each environment of a tenant has one of its own, and rights in that one alone.",
      "It changes a tenant's objects as the deployer of the namespace, an account that has no pods and no tokens.",
      "Each of its shards serves whole clusters, so in a cluster that serves itself a second one waits for clusters that people add.",
      "Its pages have a name in the cluster's zone where sso and certificates are set and Traefik is there; elsewhere kubectl port-forward leads to them.",
      "With sso nobody can sign in as admin; without it the first password is in the Secret argocd-initial-admin-secret.",
      "The Secret argocd-sso is filled by External Secrets, or made by people: docs/delivery.md.",
      "Credentials of a private repository hold for the project of its tenant alone: docs/tenants/delivery.md.",
    ],
    metrics: [
      "argocd_app_info",
      "argocd_app_sync_total",
      "argocd_cluster_info",
      "argocd_git_fetch_fail_total",
    ],
    timeoutSeconds: 900,
  },
  values,
  objects: (context) => [
    ...secretObjects(context, wantedSecrets(context), TENANTS_SECRETS),
    defaultProject(),
  ],
  rights: (wish) => secretRights(wish, wantedSecrets(wish), TENANTS_SECRETS),
  workloads: (ground) => argoCdWorkloads(ground.settings, tellsFailures(ground)),
  rules: argoCdRules,
};

/** Tenants bring orders of their own for credentials of their repositories, which lie in one folder. */
const TENANTS_SECRETS = [REPOSITORY_SECRETS];

/** What people sign in with. */
function wantedSecrets({ settings: { sso } }: Pick<AddOnWish, "settings">): readonly WantedSecret[] {
  const client: WantedSecret = {
    name: SSO_SECRET.name,
    from: "sso",
    keys: { [SSO_SECRET.key]: "clientSecret" },
    labels: { [PART_OF_LABEL]: NAME },
  };
  return sso === undefined ? [] : [client];
}

/** Whether people reach its pages by a name: never while a password alone would open them. */
function isExposed({ settings: { sso, certificates }, has }: AddOnWish): boolean {
  return sso !== undefined && certificates !== undefined && has("traefik");
}

function values(context: AddOnContext): Values {
  const { settings } = context;
  const tells = tellsFailures(context);
  const exposed = isExposed(context);
  const parts: readonly Values[] = [
    { fullnameOverride: NAME, crds: { install: true, keep: true } },
    argoCdPods(context, tells),
    ARGO_CD_RULES,
    { configs: { ...argoCdAccess(settings, exposed), clusterCredentials: ownCluster(context) } },
    tells ? { notifications: argoCdNotifications(settings) } : {},
    exposed ? { server: { httproute: route(argoCdHost(settings)) } } : {},
  ];
  return parts.reduce((all, one) => mergedValues(all, one), {});
}

function route(host: string): Values {
  return {
    enabled: true,
    hostnames: [host],
    parentRefs: [{ name: "platform", namespace: GATEWAY_NAMESPACE, sectionName: "https" }],
  };
}

/** The cluster as Argo CD knows it: what it may be chosen by as labels, and what templates may ask as annotations. */
function ownCluster({ settings, facts, cloud }: AddOnContext): Values {
  const { cluster, environment, region } = settings.labels;
  return {
    [cluster]: {
      server: OWN_CLUSTER_SERVER,
      labels: {
        "atoll/cluster": cluster,
        [ENVIRONMENT_LABEL]: environment,
        "atoll/region": region,
        "atoll/kubernetes": facts.kubernetes,
      },
      annotations: {
        "atoll/dns-zone": settings.dnsZone,
        "atoll/storage-class": facts.storageClass,
        "atoll/zones": facts.zones.join(","),
        ...(cloud === undefined
          ? {}
          : { "atoll/aws-account": cloud.accountId, "atoll/aws-region": cloud.awsRegion }),
      },
      config: { tlsClientConfig: { insecure: false } },
    },
  };
}
