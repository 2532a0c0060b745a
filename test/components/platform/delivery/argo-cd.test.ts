import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { addOnPolicies } from "../../../../components/platform/plan.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { addOnContext } from "../add-on-context.ts";
import { textsIn } from "../texts.ts";
import { samplePlatform } from "../sample-platform.ts";
import { WITH_EVERYTHING } from "./sample-delivery.ts";

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
  test("trap: is made by a job that is a hook, so the job is on and a release runs it, at every level", () => {
    for (const replicas of [1, 3])
      expect(valuesOf({ replicas })).toMatchObject({ redisSecretInit: { enabled: true } });
    expect(argoCd.contract.ready.kind).toBe("hook");
  });

  test("trap: is nowhere in values, as no other secret is: argocd-secret is filled as Argo CD runs", () => {
    const values = valuesOf(WITH_EVERYTHING) as { configs: { secret: unknown } };
    expect(values.configs.secret).toEqual({ createSecret: true });
    expect(textsIn(values).filter((text) => /password/i.test(text))).toEqual([]);
  });
});

describe("rights", () => {
  test("trap: of the chart's controller are all on everything: here it reads what tenants have, and no Secret", () => {
    for (const part of ["controller", "server"] as const) {
      const rules = rulesOf(part);
      expect(rules.length).toBeGreaterThan(5);
      for (const { apiGroups, resources, verbs } of rules) {
        expect([...apiGroups, ...resources, ...verbs]).not.toContain("*");
        expect(resources).not.toContain("secrets");
      }
    }
  });

  test("trap: reports of scans are many and large: neither part reads any, so that none fills its pages", () => {
    for (const part of ["controller", "server"] as const)
      expect(rulesOf(part).flatMap(({ apiGroups }) => apiGroups)).not.toContain("aquasecurity.github.io");
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

test("trap: the chart's own policies would let everybody in at the server: they are off, and ours let in the gateway", () => {
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

test("trap: the chart leaves probes of three kinds of pods off: a pod that hangs would count as ready, so they are on", () => {
  const probed = { livenessProbe: { enabled: true }, readinessProbe: { enabled: true } };
  expect(valuesOf({ ...WITH_EVERYTHING, replicas: 1 })).toMatchObject({
    applicationSet: probed,
    notifications: probed,
    redis: probed,
  });
});

test("trap: keys of its settings are free, so a misspelt one does nothing: these are all, as its pages spell them", () => {
  const { configs } = valuesOf(WITH_EVERYTHING) as { configs: Record<"cm" | "params" | "rbac", object> };
  expect(Object.keys(configs.params).sort()).toEqual(["server.insecure"]);
  expect(Object.keys(configs.cm).sort()).toEqual([
    "admin.enabled",
    "application.resourceTrackingMethod",
    "application.sync.impersonation.enabled",
    "exec.enabled",
    "oidc.config",
    "resource.respectRBAC",
  ]);
  expect(Object.keys(configs.rbac).sort()).toEqual(["policy.csv", "policy.default", "scopes"]);
});

describe("at each level", () => {
  test("Redis has votes from three pods on, and is one pod below", () => {
    expect(valuesOf({ replicas: 3 })).toMatchObject({ "redis-ha": { enabled: true } });
    for (const replicas of [1, 2]) expect(valuesOf({ replicas })).not.toHaveProperty("redis-ha");
  });

  test("trap: pods of Redis would demand a node each, and with three nodes none could be drained: spread is wished for", () => {
    expect(valuesOf({ replicas: 3 })).toMatchObject({
      "redis-ha": { hardAntiAffinity: false, haproxy: { hardAntiAffinity: false } },
    });
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

test("trap: a monitor without its metrics finds nothing: metrics are on in each part, and monitors where their kind is", () => {
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
