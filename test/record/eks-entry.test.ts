import { describe, expect, test } from "vitest";
import { CONTROL_PLANE_LOGS } from "../../fleet/eks-vocabulary.ts";
import { resourceKey } from "../../plan/plan.ts";
import { samplePool } from "../components/cluster/sample-settings.ts";
import { named } from "./record-network.ts";
import { recordEks, waitsFor } from "./record-eks.ts";

describe("what an entry changes", () => {
  test("nothing depends on whether it is previewed or made", async () => {
    const [preview, made] = [await recordEks(), await recordEks({}, {}, { preview: false })];
    expect(preview.map(resourceKey)).toEqual(made.map(resourceKey));
  });

  test("a service level replaces nothing that holds data, and renames nothing", async () => {
    const higher = {
      systemNodes: 3,
      logs: CONTROL_PLANE_LOGS,
      logRetentionDays: 90,
      zonalShift: true,
      keyDeletionDays: 30,
      protect: true,
    };
    const calmer = samplePool({ disruption: { ...samplePool().disruption, consolidateAfterMinutes: 5 } });
    const [before, after] = [await recordEks(), await recordEks(higher, { pools: [calmer] })];
    expect(after.map(resourceKey)).toEqual(before.map(resourceKey));
    const settled = (resources: typeof before, name: string) => {
      const { inputs } = named(resources, name);
      const inPlace = ["enabledClusterLogTypes", "zonalShiftConfig", "deletionProtection", "retentionInDays"];
      inPlace.push("deletionWindowInDays", "scalingConfig", "configurationValues");
      return Object.fromEntries(Object.entries(inputs).filter(([key]) => !inPlace.includes(key)));
    };
    for (const { name, custom } of before.filter(({ type }) => type.startsWith("aws:")))
      if (custom) expect(settled(after, name)).toEqual(settled(before, name));
  });

  test("a public list opens the endpoint to the ranges it names, and keeps the private one", async () => {
    const resources = await recordEks({ access: { mode: "public-list", cidrs: ["203.0.113.0/24"] } });
    expect(named(resources, "dev").inputs["vpcConfig"]).toMatchObject({
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ["203.0.113.0/24"],
    });
  });

  test("protection holds the cluster and its key, and ends with the setting", async () => {
    const held = async (protect: boolean) => {
      const resources = await recordEks({ protect });
      const deletionProtection = named(resources, "dev").inputs["deletionProtection"];
      return [resources.filter((one) => one.protect).map(({ name }) => name), deletionProtection];
    };
    expect(await held(true)).toEqual([["dev", "dev-secrets-key"], true]);
    expect(await held(false)).toEqual([[], false]);
  });

  test("taking fields back from another manager is a choice of the run", async () => {
    const resources = await recordEks({ patchForce: true });
    expect(named(resources, "dev-kubernetes").inputs["enablePatchForce"]).toBe("true");
  });

  test("an identity is a role, a policy and an association, in that order", async () => {
    const permission = {
      sid: "Zone",
      actions: ["route53:GetChange"],
      resources: ["arn:aws:route53:::change/*"],
    };
    const resources = await recordEks(
      {},
      {},
      {
        more: (cluster) => cluster.grantIdentity("dns", "external-dns", [permission]),
      },
    );
    expect(named(resources, "dev-identity-dns.external-dns").inputs).toMatchObject({
      namespace: "dns",
      serviceAccount: "external-dns",
    });
    expect([...waitsFor(resources, "dev-identity-dns.external-dns")]).toEqual(
      expect.arrayContaining(["dev-identity-dns.external-dns-policy", "dev-identity-dns.external-dns-role"]),
    );
  });

  test("an identity for who shows a token is a role that trusts the cluster's issuer, which is made once", async () => {
    const permission = {
      sid: "ReadSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: ["arn:aws:secretsmanager:eu-central-1:111122223333:secret:atoll/lagoon/sso-??????"],
    };
    const issuer = (resources: Awaited<ReturnType<typeof recordEks>>) =>
      resources.filter(({ type }) => type === "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
    expect(issuer(await recordEks())).toEqual([]);
    const resources = await recordEks(
      {},
      {},
      {
        more: (cluster) => {
          for (const namespace of ["argo-cd", "grafana"])
            cluster.grantIdentity(namespace, "secret-reader", [permission], "token");
        },
      },
    );
    expect(issuer(resources).map(({ name, inputs }) => [name, inputs["clientIdLists"]])).toEqual([
      ["dev-issuer", ["sts.amazonaws.com"]],
    ]);
    const associations = resources.filter(({ type }) => type.endsWith(":PodIdentityAssociation"));
    expect(associations.filter(({ name }) => name.includes("secret-reader"))).toEqual([]);
    for (const namespace of ["argo-cd", "grafana"])
      named(resources, `dev-identity-${namespace}.secret-reader-role`);
  });

  test("a share of spot adds no pool and removes none", async () => {
    const pools = async (spotPercent: number) =>
      (await recordEks({}, { pools: [samplePool({ spotPercent })] }))
        .filter(({ type }) => type.endsWith(":NodePool"))
        .map(({ name }) => name);
    const both = ["dev-karpenter-pool-general", "dev-karpenter-pool-general-spot"];
    for (const share of [0, 30, 100]) expect(await pools(share)).toEqual(both);
  });
});
