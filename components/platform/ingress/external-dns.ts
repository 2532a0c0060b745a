import { EXTERNAL_DNS_PREFIX } from "../../../fleet/charts/platform-vocabulary.ts";
import { NAME_OWNER_PREFIX } from "../../../fleet/names.ts";
import { GATEWAY_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { AddOn, AddOnContext, AddOnWish, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { secretObjects, secretRights, type WantedSecret } from "../secrets/external-secret.ts";
import { PLATFORM_PRIORITY, resourcesOf, type Workload } from "../workload.ts";
import type { NameZone } from "./certificates.ts";
import { nameRights } from "./name-rights.ts";

const SERVICE_ACCOUNT = "external-dns";

const LAST_SYNC = "external_dns_controller_last_sync_timestamp_seconds";
const FOREIGN = "external_dns_registry_skipped_records_owner_mismatch_per_sync";

/** It elects no leader, and two would undo what each other writes. */
const WORKLOAD: Workload = { kind: "Deployment", replicas: 1, cpuMillicores: 20, memoryMiB: 96 };

/**
 * The names by which a cluster is reached: that of its load balancer, to which tenants' names lead, and those of routes of
 * the platform. It looks into the namespace of the Gateway alone, so no annotation of a tenant names anything; and where
 * Route 53 answers, its rights end at names below the cluster's own zone.
 *
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/
 */
export const externalDns: AddOn<"external-dns"> = {
  contract: {
    name: "external-dns",
    purpose: "Writes the names of the cluster's load balancer and of the platform's routes.",
    chart: "external-dns",
    namespace: "external-dns",
    podSecurity: "restricted",
    // Its Role lies in Traefik's namespace, and it reads what Traefik requires as well.
    requires: ["traefik"],
    after: ["external-secrets"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      zone: { to: "internet", ports: [443], why: "Route 53 or Cloudflare" },
      metrics: { from: "metrics", port: 7979 },
    },
    ready: { kind: "release", what: "its pod is ready: it has read its sources" },
    teardown: {
      first: [],
      stays: ["the records of the cluster, unless `policy` is sync", "the records that say whose they are"],
    },
    backup: "It keeps nothing: records are written again from Services and routes.",
    metrics: [LAST_SYNC, FOREIGN],
    notes: [
      "Its owner id is the cluster's: it changes no record that another cluster or a person has made.",
      "Names of tenants are weighted records that the cluster's stack makes; they lead to ingress.<cluster zone>, which is written here.",
      "It is left out where no zone is known: set dns.public of the region, hostedZone or cloudflare of fleet.yaml. In a network without a way out it is, too.",
      "With `cloudflare` in fleet.yaml it acts by a token. External Secrets reads it from the property `token` of the secret `cloudflare` below the fleet's prefix; without that add-on, people make the Secret while the first installation waits for it.",
      "A token of Cloudflare is for a whole zone, so there the filter for the cluster's names is all that limits it.",
    ],
    timeoutSeconds: 300,
  },
  values,
  objects: (context) => secretObjects(context, wantedSecrets(context)),
  rights: (wish) => [
    {
      serviceAccount: SERVICE_ACCOUNT,
      permissions: nameRights(wish.settings.names, wish.settings.dnsZone),
    },
    ...secretRights(wish, wantedSecrets(wish)),
  ],
  workloads: () => ({ "external-dns": WORKLOAD }),
  faults: ({ settings }) => (settings.names === undefined ? [NO_ZONE] : []),
  rules: () => [RULES],
};

/** What is missing where nobody named a zone. */
export const NO_ZONE = {
  expected: "a zone that its names are written into, which pods of the cluster reach and have rights in",
  hint: "set dns.public of its region, or hostedZone of the same account or cloudflare in fleet.yaml; otherwise leave external-dns out",
};

function wantedSecrets({ settings: { names } }: AddOnWish): readonly WantedSecret[] {
  if (names?.provider !== "cloudflare") return [];
  return [{ name: names.tokenSecret, from: "cloudflare", keys: { token: "token" } }];
}

function values({ settings, facts, own, identity, image, has }: AddOnContext<"external-dns">): Values {
  const { registry, path, tag } = image("external-dns/");
  return {
    image: { repository: `${registry}/${path}`, tag },
    serviceAccount: { create: true, name: SERVICE_ACCOUNT, annotations: identity(SERVICE_ACCOUNT) },
    priorityClassName: PLATFORM_PRIORITY,
    resources: resourcesOf(WORKLOAD),
    logFormat: "json",
    serviceMonitor: { enabled: has("prometheus-operator-crds") },
    sources: ["service", "gateway-httproute"],
    // Roles, not a ClusterRole, in the one namespace that it looks into. `gatewayNamespace` stays empty: with it the chart
    // gives no right to list namespaces, which the source of routes needs all the same.
    namespaced: true,
    sourceNamespace: GATEWAY_NAMESPACE,
    // Its default changes with the next version.
    annotationPrefix: EXTERNAL_DNS_PREFIX,
    policy: own.policy,
    interval: `${own.intervalMinutes}m`,
    triggerLoopOnEvent: true,
    registry: "txt",
    txtOwnerId: facts.id,
    txtPrefix: NAME_OWNER_PREFIX,
    managedRecordTypes: ["A", "AAAA", "CNAME"],
    domainFilters: [settings.dnsZone],
    ...providerValues(settings.names),
  };
}

/** Flags that the chart has no value for, whoever answers for the zone. */
const FLAGS = { "gateway-namespace": GATEWAY_NAMESPACE, "service-type-filter": "LoadBalancer" };

function providerValues(names: NameZone | undefined): Values {
  switch (names?.provider) {
    case undefined:
      return {};
    case "route53":
      return {
        provider: { name: "aws" },
        env: [{ name: "AWS_REGION", value: names.awsRegion }],
        extraArgs: {
          ...FLAGS,
          "zone-id-filter": names.zoneId,
          "aws-zone-type": "public",
          // The zone is above the names that it may write.
          "aws-zone-match-parent": true,
          "aws-zones-cache-duration": "1h",
        },
      };
    case "cloudflare":
      return {
        provider: { name: "cloudflare" },
        env: [
          {
            name: "CF_API_TOKEN",
            valueFrom: { secretKeyRef: { name: names.tokenSecret, key: "token" } },
          },
        ],
        extraArgs: { ...FLAGS, "zone-id-filter": names.zoneId },
      };
  }
}

const RULES: RuleGroup = {
  name: "external-dns",
  rules: [
    {
      alert: "DnsNotSynced",
      expr: `time() - max(${LAST_SYNC}) > 3600 or absent(${LAST_SYNC})`,
      for: "30m",
      severity: "warning",
      summary: "Names of the cluster have not been written for an hour; those that are there keep working.",
    },
    {
      alert: "DnsNameOwnedByOther",
      expr: `max by (record_type, foreign_owner, domain) (${FOREIGN}) > 0`,
      for: "30m",
      severity: "warning",
      summary: "Names below {{ $labels.domain }} belong to {{ $labels.foreign_owner }} and are not written.",
    },
  ],
};
