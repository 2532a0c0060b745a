import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { addOnPolicies } from "../../../../components/platform/plan.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { addOnContext } from "../add-on-context.ts";
import { textsIn } from "../texts.ts";
import { samplePlatform } from "../sample-platform.ts";
import { SAMPLE_DELIVERY, SAMPLE_SSO, WITH_EVERYTHING } from "./sample-delivery.ts";

const argoCd = ADD_ONS["argo-cd"];
const contextOf = (changes: Partial<PlatformSettings>) => addOnContext("argo-cd", { settings: changes });
const valuesOf = (changes: Partial<PlatformSettings> = {}) => argoCd.values(contextOf(changes));
const level = (argoShards: number) => ({ ...samplePlatform().level, argoShards });

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

function rulesOf(part: "controller" | "server"): readonly Rule[] {
  const values = valuesOf() as Record<string, { clusterRoleRules: { enabled: boolean; rules: Rule[] } }>;
  expect(values[part]?.clusterRoleRules.enabled).toBe(true);
  return values[part]?.clusterRoleRules.rules ?? [];
}

describe("the Secret argocd-redis", () => {
  test("is made by a job that is a hook, so the job is on and a release runs it, at every level", () => {
    for (const replicas of [1, 3])
      expect(valuesOf({ replicas })).toMatchObject({ redisSecretInit: { enabled: true } });
    expect(argoCd.contract.ready.kind).toBe("hook");
  });

  test("is nowhere in values, as no other secret is: argocd-secret is filled as Argo CD runs", () => {
    const values = valuesOf(WITH_EVERYTHING) as { configs: { secret: unknown } };
    expect(values.configs.secret).toEqual({ createSecret: true });
    expect(textsIn(values).filter((text) => /password/i.test(text))).toEqual([]);
  });
});

describe("rights", () => {
  test("of the chart's controller are all on everything: here it reads what tenants have, and no Secret", () => {
    for (const part of ["controller", "server"] as const) {
      const rules = rulesOf(part);
      expect(rules.length).toBeGreaterThan(5);
      for (const { apiGroups, resources, verbs } of rules) {
        expect([...apiGroups, ...resources, ...verbs]).not.toContain("*");
        expect(resources).not.toContain("secrets");
      }
    }
  });

  test("let nothing be changed but as the deployer of a namespace", () => {
    const reads = ["get", "list", "watch"];
    const others = rulesOf("controller").filter(({ verbs }) => verbs.some((verb) => !reads.includes(verb)));
    expect(others).toEqual([
      {
        apiGroups: [""],
        resources: ["serviceaccounts"],
        resourceNames: ["deployer"],
        verbs: ["impersonate"],
      },
    ]);
    expect(rulesOf("server").flatMap(({ verbs }) => verbs)).not.toContain("impersonate");
    expect(valuesOf()).toMatchObject({
      configs: { cm: { "application.sync.impersonation.enabled": true, "resource.respectRBAC": "normal" } },
    });
  });
});

test("trap: Kustomize and submodules read other repositories by the credentials of the first, which are all tenants'", () => {
  const off = {
    cm: { "kustomize.enable": "false" },
    params: { "reposerver.enable.git.submodule": "false" },
  };
  expect(valuesOf(WITH_EVERYTHING)).toMatchObject({ configs: off });
  const { delivery: _, ...byHand } = WITH_EVERYTHING;
  for (const changes of [byHand, { ...byHand, delivery: { ...SAMPLE_DELIVERY, private: false } }]) {
    const { configs } = valuesOf(changes) as {
      configs: { cm: Record<string, unknown>; params: Record<string, unknown> };
    };
    expect(configs.cm).not.toHaveProperty(["kustomize.enable"]);
    expect(configs.params).not.toHaveProperty(["reposerver.enable.git.submodule"]);
  }
});

test("the chart's own policies would let everybody in at the server: they are off, and ours let in the gateway", () => {
  expect(valuesOf()).toMatchObject({ global: { networkPolicy: { create: false } } });
  const policies = addOnPolicies(argoCd, samplePlatform(), { identity: "pod-identity", ipFamily: "ipv4" });
  expect([...policies.keys()]).toEqual([
    "default-deny",
    "allow",
    "allow-argocd-repo-server",
    "allow-argocd-server",
  ]);
  expect(policies.get("allow-argocd-server")?.ingress).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "traefik" } } }],
      ports: [{ protocol: "TCP", port: 8080 }],
    },
  ]);
});

test("the chart leaves probes of three kinds of pods off: a pod that hangs would count as ready, so they are on", () => {
  const probed = { livenessProbe: { enabled: true }, readinessProbe: { enabled: true } };
  expect(valuesOf({ ...WITH_EVERYTHING, replicas: 1 })).toMatchObject({
    applicationSet: probed,
    notifications: probed,
    redis: probed,
  });
});

describe("at each level", () => {
  test("Redis has votes from three pods on, and is one pod below", () => {
    expect(valuesOf({ replicas: 3 })).toMatchObject({ "redis-ha": { enabled: true } });
    for (const replicas of [1, 2]) expect(valuesOf({ replicas })).not.toHaveProperty("redis-ha");
  });

  test("clusters are divided among as many controllers as the level buys", () => {
    expect(valuesOf({ level: level(2) })).toMatchObject({
      controller: { replicas: 2, pdb: { enabled: true, maxUnavailable: 1 } },
    });
    expect(valuesOf({ level: level(1) })).toMatchObject({
      controller: { replicas: 1, pdb: { enabled: false } },
    });
  });

  test("what is said to run is what the values ask for", () => {
    const context = contextOf({ ...WITH_EVERYTHING, replicas: 3, level: level(2) });
    const workloads = Object.entries(argoCd.workloads?.(context) ?? {});
    expect(workloads.map(([name, { replicas }]) => [name, replicas])).toEqual([
      ["controller", 2],
      ["server", 3],
      ["repoServer", 3],
      ["applicationSet", 2],
      ["notifications", 1],
      ["redisVoters", 3],
      ["redisProxy", 3],
      ["redisSecretInit", 1],
    ]);
  });
});

describe("people", () => {
  const configs = (changes: Partial<PlatformSettings>) =>
    (valuesOf(changes) as { configs: Record<string, Record<string, unknown>> }).configs;

  test("sign in by the provider and never as admin, with a secret that no value holds", () => {
    const { cm, rbac } = configs(WITH_EVERYTHING);
    expect(cm?.["admin.enabled"]).toBe(false);
    expect(parse(String(cm?.["oidc.config"]))).toEqual({
      name: "SSO",
      issuer: SAMPLE_SSO.issuer,
      clientID: "platform",
      clientSecret: "$argocd-sso:clientSecret",
      requestedScopes: ["openid", "profile", "email", "groups"],
    });
    expect(rbac).toEqual({
      "policy.default": "",
      "policy.csv": "g, platform-admins, role:admin\ng, developers, role:readonly\ng, support, role:readonly",
      scopes: "[groups]",
    });
  });

  test("without a provider have the admin, whom no name leads to from outside", () => {
    const { sso: _, ...rest } = WITH_EVERYTHING;
    expect(configs(rest)["cm"]?.["admin.enabled"]).toBe(true);
    expect(configs(rest)["params"]).toMatchObject({ "server.insecure": false });
    expect(valuesOf(rest)).not.toHaveProperty("server.httproute");
  });

  test("reach it by a name of the cluster where Traefik ends TLS for it", () => {
    expect(valuesOf(WITH_EVERYTHING)).toMatchObject({
      configs: { params: { "server.insecure": true } },
      server: {
        httproute: {
          enabled: true,
          hostnames: ["argocd.dev.eu-central.infra.lagoon.cloud"],
          parentRefs: [{ name: "platform", namespace: "traefik", sectionName: "https" }],
        },
      },
    });
  });
});

test("a failed deployment goes the ways of all alerts, and where there is no Alertmanager nobody is told", () => {
  const { notifications } = valuesOf(WITH_EVERYTHING) as {
    notifications: Record<"notifiers" | "templates", Record<string, string>>;
  };
  expect(notifications).toMatchObject({
    enabled: true,
    secret: { create: true },
    subscriptions: [{ recipients: ["alertmanager"], triggers: ["on-deployment-failed"] }],
  });
  expect(parse(notifications.notifiers["service.alertmanager"] ?? "")).toEqual({
    targets: ["vmalertmanager-platform.monitoring.svc:9093"],
  });
  const told = parse(notifications.templates["template.deployment-failed"] ?? "") as object;
  expect(told).toMatchObject({
    alertmanager: {
      labels: {
        alertname: "DeploymentFailed",
        severity: "warning",
        cluster: "dev",
        tenant:
          '{{ with .app.spec.destination.namespace }}{{ if contains "--" . }}{{ first (splitList "--" .) }}{{ end }}{{ end }}',
      },
      annotations: {
        runbook_url: "https://github.com/lagoon/fleet/blob/main/docs/runbooks/application-out-of-sync.md",
      },
    },
  });
  expect(valuesOf()).toMatchObject({ notifications: { enabled: false } });
});

test("charts show monitors only where their kinds are, so it follows them", () => {
  const monitored = (enabled: boolean) => ({ metrics: { enabled: true, serviceMonitor: { enabled } } });
  expect(valuesOf(WITH_EVERYTHING)).toMatchObject({
    controller: monitored(true),
    server: monitored(true),
    repoServer: monitored(true),
    applicationSet: monitored(true),
    notifications: monitored(true),
  });
  expect(valuesOf()).toMatchObject({ controller: monitored(false) });
});

test("it knows its own cluster by the facts of it, and holds no key of another", () => {
  const values = valuesOf(WITH_EVERYTHING) as { configs: { clusterCredentials: object } };
  expect(values.configs.clusterCredentials).toEqual({
    dev: {
      server: "https://kubernetes.default.svc",
      labels: {
        "atoll/cluster": "dev",
        "atoll/environment": "development",
        "atoll/region": "eu-central",
        "atoll/kubernetes": "1.35",
      },
      annotations: {
        "atoll/dns-zone": "dev.eu-central.infra.lagoon.cloud",
        "atoll/storage-class": "gp3",
        "atoll/zones": "eu-central-1a,eu-central-1b",
      },
      config: { tlsClientConfig: { insecure: false } },
    },
  });
});

test("with a mirror all images come from it, those of Redis too", () => {
  const values = valuesOf({ ...WITH_EVERYTHING, replicas: 3, imageMirror: "registry.lagoon.cloud/mirror" });
  const images = textsIn(values).filter((text) => /quay\.io|ghcr\.io|ecr[.-]/.test(text));
  expect(images).toEqual([
    "registry.lagoon.cloud/mirror/quay.io/argoproj/argocd",
    "registry.lagoon.cloud/mirror/public.ecr.aws/docker/library/redis",
    "registry.lagoon.cloud/mirror/public.ecr.aws/docker/library/haproxy",
  ]);
});
