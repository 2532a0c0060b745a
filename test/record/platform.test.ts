import { expect, test } from "vitest";
import { recordPlatform } from "./record-platform.ts";
import { named } from "./record-network.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release::";
const all = await recordPlatform();
const inputsOf = (name: string): Record<string, unknown> => named(all.resources, name).inputs;
const keys = (resources: typeof all.resources) => resources.map(({ type, name }) => `${type}::${name}`);

test("every release is whole or not at all, waits, and names an exact version", () => {
  const releases = all.resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
  expect(releases.map(({ name }) => name)).toEqual([
    "dev-cert-manager-release",
    "dev-gateway-api-release",
    "dev-metrics-server-release",
    "dev-traefik-crds",
    "dev-traefik-release",
  ]);
  for (const { inputs } of releases) {
    expect(inputs).toMatchObject({ atomic: true, cleanupOnFail: true, waitForJobs: true });
    expect(inputs["version"]).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(inputs["timeout"]).toBeGreaterThanOrEqual(300);
  }
});

test("a packed chart has the same path on every machine", () => {
  expect(inputsOf("dev-gateway-api-release")["chart"]).toBe("../.catalog/gateway-api-1.6.1.tgz");
  expect(inputsOf("dev-traefik-crds")["chart"]).toBe("../.catalog/traefik-crds-41.3.0.tgz");
});

test("charts come from their publisher, and from the mirror where there is one", async () => {
  expect(inputsOf("dev-traefik-release")["chart"]).toBe("oci://ghcr.io/traefik/helm/traefik");
  expect(inputsOf("dev-cert-manager-release")["repositoryOpts"]).toEqual({
    repo: "https://charts.jetstack.io",
  });
  const { resources } = await recordPlatform({
    chartMirror: "oci://registry.lagoon.cloud/charts",
    imageMirror: "registry.lagoon.cloud/mirror",
  });
  const { inputs } = named(resources, "dev-cert-manager-release");
  expect(inputs["chart"]).toBe("oci://registry.lagoon.cloud/charts/cert-manager");
  expect(inputs["values"]).toMatchObject({
    webhook: { image: { repository: "registry.lagoon.cloud/mirror/quay.io/jetstack/cert-manager-webhook" } },
  });
});

test("kinds come before what uses them, closed namespaces before pods, and objects after their controller", () => {
  const after = (name: string) => named(all.resources, name).dependencies;
  expect(after("dev-traefik-release")).toEqual(
    expect.arrayContaining([
      `${RELEASE}dev-traefik-crds`,
      `${RELEASE}dev-gateway-api-release`,
      `${RELEASE}dev-cert-manager-release`,
      "kubernetes:networking.k8s.io/v1:NetworkPolicy::dev-traefik-default-deny",
      "kubernetes:scheduling.k8s.io/v1:PriorityClass::dev-cluster-important",
    ]),
  );
  expect(after("dev-traefik-gateway")).toEqual([
    `${RELEASE}dev-traefik-crds`,
    `${RELEASE}dev-traefik-release`,
  ]);
  expect(after("dev-metrics-server-release")).toContain(
    "kubernetes:cert-manager.io/v1:ClusterIssuer::dev-cert-manager-internal",
  );
});

test("policies go with the namespace of their add-on, which goes after the release", () => {
  const policies = all.resources.filter(({ type }) => type.endsWith(":NetworkPolicy"));
  expect(policies.length).toBeGreaterThan(8);
  const namespaces = keys(all.resources).filter((key) => key.includes(":Namespace::"));
  expect(new Set(policies.map(({ options }) => options?.deletedWith))).toEqual(new Set(namespaces));
  for (const { options, name } of policies)
    expect(name.startsWith(options?.deletedWith?.replace(/^.*::(.*)-namespace$/, "$1-") ?? "?")).toBe(true);
  expect(named(all.resources, "dev-traefik-release").options?.deletedWith).toBeUndefined();
});

test("an add-on that is switched off takes exactly its own objects with it", async () => {
  const { resources } = await recordPlatform({ addOns: ["cert-manager", "gateway-api", "metrics-server"] });
  const gone = keys(all.resources).filter((key) => !keys(resources).includes(key));
  expect(gone.every((key) => key.includes("::dev-traefik"))).toBe(true);
  expect(keys(resources).filter((key) => key.includes("traefik"))).toEqual([]);
  expect(resources).toEqual(all.resources.filter(({ name }) => !name.startsWith("dev-traefik")));
});

test("trap: Traefik alone would read routes, options and outside names across namespaces: it is as closed as it can be", () => {
  const own = { crossProviderNamespaces: ["traefik"] };
  expect(inputsOf("dev-traefik-release")).toMatchObject({
    skipCrds: true,
    values: {
      providers: {
        kubernetesCRD: {
          ...own,
          allowCrossNamespace: false,
          allowExternalNameServices: false,
          defaultTLSResourcesNamespace: "traefik",
          safeNaming: true,
        },
        kubernetesIngress: { ...own, allowExternalNameServices: false },
        kubernetesGateway: own,
      },
      core: { strictTLSOptions: true },
      api: { dashboard: false },
    },
  });
});

test("cert-manager may write the TXT records that prove the cluster's own names in one zone, and nothing else", () => {
  expect(all.grants).toEqual([
    {
      account: "cert-manager/cert-manager",
      permissions: [
        { sid: "FollowChanges", actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
        {
          sid: "ProveNames",
          actions: ["route53:ChangeResourceRecordSets"],
          resources: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
          conditions: {
            "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
            "ForAllValues:StringLike": {
              "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
                "_acme-challenge.dev.eu-central.infra.lagoon.cloud",
                "_acme-challenge.*.dev.eu-central.infra.lagoon.cloud",
              ],
            },
          },
        },
        {
          sid: "ReadRecords",
          actions: ["route53:ListResourceRecordSets"],
          resources: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"],
        },
      ],
    },
  ]);
});

test("rights that a cluster cannot give are refused before anything is registered", async () => {
  await expect(recordPlatform({}, { identity: "none" })).rejects.toThrow(
    "dev addOns.cert-manager: expected a cluster whose pods can have rights in the cloud, which cert-manager needs; switch cert-manager off, or leave out what it needs rights for",
  );
});

test("a Kubernetes version that a chart was not tested with is refused", async () => {
  await expect(recordPlatform({ addOns: ["gateway-api"] }, { kubernetes: "1.37" })).rejects.toThrow(
    "dev addOns.gateway-api: expected Kubernetes 1.33 to 1.36 for chart gateway-api 1.6.1, got 1.37; switch gateway-api off, or wait for a newer chart",
  );
});

test("an override lies over the values of its add-on, and over no other", async () => {
  const { resources } = await recordPlatform({ valuesOverrides: { traefik: { log: { level: "DEBUG" } } } });
  expect(named(resources, "dev-traefik-release").inputs["values"]).toMatchObject({
    log: { level: "DEBUG", format: "json" },
  });
  const others = ({ name }: { readonly name: string }) => name !== "dev-traefik-release";
  expect(resources.filter(others)).toEqual(all.resources.filter(others));
});
