import { beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type ClusterChanges, sampleFleet } from "./sample-fleet.ts";

const FACTS = { storageClass: "fast-encrypted", networkPolicyEngine: "calico", loadBalancer: "service-lb" };
const NETWORK = { mode: "external", cidr: "192.168.10.0/24" };
const ATTACHED: ClusterChanges = { kind: "attached", network: NETWORK, attached: FACTS };
const OIDC = { issuer: "https://oidc.lagoon.cloud/plant" };

async function planned(changes: ClusterChanges): Promise<readonly PlannedResource[]> {
  return (await planStack(sampleFleet({ plant: changes }), "plant")).resources;
}

const typesOf = (resources: readonly PlannedResource[]): readonly string[] => [
  ...new Set(resources.map(({ type }) => type)),
];

/** One resource by its type and name. */
function one(resources: readonly PlannedResource[], type: string, name: string): PlannedResource {
  const found = resources.find((resource) => resource.type === type && resource.name === name);
  if (found === undefined) throw new Error(`no ${type} ${name}`);
  return found;
}

describe("an attached cluster without an issuer", () => {
  let resources: readonly PlannedResource[];
  beforeAll(async () => {
    resources = await planned(ATTACHED);
  });

  test("registers nothing in any cloud, and no provider for one", () => {
    const elsewhere = typesOf(resources).filter((type) => !/^(kubernetes:|atoll:|pulumi:)/.test(type));
    expect(elsewhere).toEqual([]);
    expect(
      resources.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ name }) => name),
    ).toEqual(["plant-kubernetes"]);
  });

  test("is reached by a kubeconfig that no plan shows", () => {
    const { inputs } = one(resources, "pulumi:providers:kubernetes", "plant-kubernetes");
    expect(inputs).toMatchObject({ kubeconfig: "<secret>", clusterIdentifier: "<atoll:clusterId>" });
  });

  test("has a provider that is never replaced where the entry protects, for all objects would go with it", async () => {
    const isProtected = (all: readonly PlannedResource[]): boolean =>
      one(all, "pulumi:providers:kubernetes", "plant-kubernetes").protect;
    expect(isProtected(resources)).toBe(false);
    expect(isProtected(await planned({ ...ATTACHED, protect: true }))).toBe(true);
  });

  test("has the platform that every cluster has, in the words of its facts", () => {
    const { inputs } = one(resources, "kubernetes:helm.sh/v3:Release", "plant-traefik-release");
    expect(inputs).toMatchObject({
      values: { service: { spec: { type: "LoadBalancer", externalTrafficPolicy: "Local" } } },
    });
  });

  test("lets webhooks be called from the machines and from their addresses in the overlay, and from nowhere else", () => {
    const { inputs } = one(
      resources,
      "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "plant-cert-manager-allow-webhook",
    );
    expect(inputs["spec"]).toMatchObject({
      ingress: [
        {
          from: ["192.168.10.0/24", "172.20.0.1/32", "10.42.0.0/16"].map((cidr) => ({ ipBlock: { cidr } })),
        },
      ],
    });
  });
});

describe("an attached cluster with an issuer", () => {
  test("has its issuer trusted by the region's account, and a webhook unless there is one", async () => {
    const resources = await planned({ ...ATTACHED, oidc: OIDC });
    const { inputs, provider } = one(
      resources,
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      "plant-issuer",
    );
    expect(inputs).toMatchObject({ url: OIDC.issuer, clientIdLists: ["sts.amazonaws.com"] });
    expect(provider).toBe("pulumi:providers:aws::aws");
    expect(typesOf(resources)).toContain(WEBHOOK);
    const present = await planned({ ...ATTACHED, oidc: { ...OIDC, webhook: "present" } });
    expect(typesOf(present)).not.toContain(WEBHOOK);
    expect(typesOf(present)).not.toContain("pulumi:providers:tls");
  });
});

const WEBHOOK = "kubernetes:admissionregistration.k8s.io/v1:MutatingWebhookConfiguration";

test("K3s on hosts has what K3s brings along, and no word of a cloud", async () => {
  const machines = { one: { role: "server", address: "192.168.10.11" } };
  const hosts = { registrationAddress: "k3s.lagoon.cloud", machines };
  const resources = await planned({ kind: "k3s", provider: "hosts", network: NETWORK, hosts });
  expect(typesOf(resources).filter((type) => type.startsWith("aws:"))).toEqual([]);
  expect(resources.some(({ name }) => name === "plant-traefik-release")).toBe(true);
});

test("an add-on that needs rights is refused before anything is registered where pods get none", async () => {
  const fleet = sampleFleet({ plant: ATTACHED });
  const certificates = { email: "platform@lagoon.cloud", hostedZoneId: "Z0123456789ABCDEFGHIJ" };
  const refused = planStack({ ...fleet, settings: { ...fleet.settings, certificates } }, "plant");
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toThrow(
    "plant addOns.cert-manager: expected a cluster whose pods can have rights in the cloud, which cert-manager needs; switch cert-manager off, or leave out what it needs rights for",
  );
});

test("a role of an attached cluster is trusted by its issuer for one ServiceAccount", async () => {
  const fleet = sampleFleet({ plant: { ...ATTACHED, oidc: { ...OIDC, webhook: "present" } } });
  const certificates = { email: "platform@lagoon.cloud", hostedZoneId: "Z0123456789ABCDEFGHIJ" };
  const plan = await planStack({ ...fleet, settings: { ...fleet.settings, certificates } }, "plant");
  const role = one(plan.resources, "aws:iam/role:Role", "plant-identity-cert-manager.cert-manager-role");
  expect(role.inputs["name"]).toBe("atoll-plant-eu-central-1-cert-manager.cert-manager");
  const release = one(plan.resources, "kubernetes:helm.sh/v3:Release", "plant-cert-manager-release");
  expect(release.inputs).toMatchObject({
    values: {
      serviceAccount: { annotations: { "eks.amazonaws.com/role-arn": expect.any(String) as string } },
    },
  });
  expect(release.dependencies).toContain(
    "aws:iam/rolePolicy:RolePolicy::plant-identity-cert-manager.cert-manager-policy",
  );
  expect(release.dependencies).toContain("aws:iam/openIdConnectProvider:OpenIdConnectProvider::plant-issuer");
});
