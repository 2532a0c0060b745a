import { describe, expect, test } from "vitest";
import { diffPlans } from "../../plan/diff.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { sampleK3s } from "../components/k3s/sample-settings.ts";
import { waitsFor } from "./record-eks.ts";
import { recordK3s } from "./record-k3s.ts";
import { named, namesOfType } from "./record-network.ts";

const INSTANCE = "aws:ec2/instance:Instance";

const plan = (resources: readonly PlannedResource[]): Plan => ({ schema: 1, stack: "dev", resources });

describe("settings of a K3s cluster", () => {
  test("give it one server where one zone is named", async () => {
    const [first] = sampleK3s().servers;
    const resources = await recordK3s({ servers: first === undefined ? [] : [first] });
    expect(namesOfType(resources, /Instance$/)).toEqual(["dev-server-a"]);
  });

  test("protect what cannot be had again, and no machine", async () => {
    const resources = await recordK3s({ protect: true });
    const kept = resources.filter(({ protect, name }) => protect && !name.includes("pod-identity-webhook"));
    expect(kept.map(({ name }) => name).sort()).toEqual([
      "dev-agent-secret",
      "dev-api",
      "dev-client-ca",
      "dev-client-ca-key",
      "dev-data-key",
      "dev-etcd-peer-ca",
      "dev-etcd-peer-ca-key",
      "dev-etcd-server-ca",
      "dev-etcd-server-ca-key",
      "dev-issuer-bucket",
      "dev-kubernetes",
      "dev-request-header-ca",
      "dev-request-header-ca-key",
      "dev-server-ca",
      "dev-server-ca-key",
      "dev-server-secret",
      "dev-signing-key",
      "dev-state-bucket",
    ]);
    expect(named(resources, "dev-state-bucket").inputs["forceDestroy"]).toBe(false);
    expect(named(resources, "dev-api").inputs["enableDeletionProtection"]).toBe(true);
  });

  test("replace one server when its revision is raised, and ask that one alone whether it has joined", async () => {
    const raised = sampleK3s().servers.map((one) => (one.key === "b" ? { ...one, revision: 2 } : one));
    const { replaced, deleted, added } = diffPlans(
      plan(await recordK3s()),
      plan(await recordK3s({ servers: raised })),
    );
    expect(replaced.map(({ after, causes }) => [after.name, causes])).toEqual([
      ["dev-server-b", ["(replacementTrigger)"]],
      ["dev-api-target-b", ["targetId (dev-server-b is replaced)"]],
      ["dev-server-b-gate", ["targets (dev-server-b is replaced)"]],
    ]);
    expect([...deleted, ...added]).toEqual([]);
  });

  test("replace no server when an image, a release or its type is another one", async () => {
    const after = { image: "ami-0ffffffffffffffff", serverRelease: "v1.36.4+k3s1", serverType: "m7i.xlarge" };
    const { replaced, changed } = diffPlans(plan(await recordK3s()), plan(await recordK3s(after)));
    expect(replaced).toEqual([]);
    expect(changed.map(({ after: one }) => one.type).filter((type) => type === INSTANCE)).toEqual([]);
  });

  test("make new tokens with another revision, and keep the old one beside the snapshots", async () => {
    const [before, after] = [await recordK3s(), await recordK3s({ tokenRevision: 2 })];
    const { deleted, added } = diffPlans(plan(before), plan(after));
    expect(added.map(({ name }) => name).sort()).toEqual([
      "dev-agent-token-rotation",
      "dev-server-token-rotation",
      "dev-token-2",
    ]);
    expect(deleted.map(({ name, options }) => [name, options])).toEqual([
      ["dev-token-1", { retainOnDelete: true }],
    ]);
    expect(named(after, "dev-server-token").inputs["keepers"]).toEqual({ revision: "2" });
  });

  test("give servers their new token one after another before anything is done inside, and workers theirs later", async () => {
    const resources = await recordK3s({ tokenRevision: 2 }, { preview: false });
    const servers = named(resources, "dev-server-token-rotation").inputs;
    expect(servers).toMatchObject({
      maxConcurrency: "1",
      maxErrors: "0",
      targets: [{ key: "InstanceIds", values: ["dev-server-a-id", "dev-server-b-id", "dev-server-c-id"] }],
      waitForSuccessTimeoutSeconds: 2880,
    });
    expect([...waitsFor(resources, "dev-server-token-rotation")]).toEqual(
      expect.arrayContaining(["dev-server-c-gate", "dev-server-secret-value", "dev-token-2"]),
    );
    expect([...waitsFor(resources, "dev-kubernetes")]).toContain("dev-server-token-rotation");
    expect([...waitsFor(resources, "dev-agent-token-rotation")]).toContain("dev-server-token-rotation");
    const workers = named(resources, "dev-agent-token-rotation").inputs;
    expect(workers["targets"]).toEqual([{ key: "tag:atoll:cluster", values: ["dev"] }]);
    expect(workers).not.toHaveProperty("waitForSuccessTimeoutSeconds");
  });

  test("give them another one by another run, and the same one by none", async () => {
    const [before, after] = [await recordK3s({ tokenRevision: 2 }), await recordK3s({ tokenRevision: 3 })];
    expect(diffPlans(plan(before), plan(before)).replaced).toEqual([]);
    const { replaced } = diffPlans(plan(before), plan(after));
    expect(replaced.map(({ after: { name }, causes }) => [name, causes])).toContainEqual([
      "dev-server-token-rotation",
      ["parameters.commands"],
    ]);
  });

  test("open a second way to listed ranges, by a name of its own", async () => {
    const access = { mode: "public-list", cidrs: ["203.0.113.0/24"] } as const;
    const shown: string[] = [];
    const resources = await recordK3s(
      { access },
      { preview: false, more: ({ kubeconfig }) => kubeconfig.apply((text) => shown.push(text)) },
    );
    expect(named(resources, "dev-public-api").inputs).toMatchObject({
      internal: false,
      subnets: ["subnet-public-a", "subnet-public-b", "subnet-public-c"],
      securityGroups: ["dev-group-public-api-id"],
    });
    expect(named(resources, "dev-rule-api-from-203.0.113.0-24").inputs).toMatchObject({
      securityGroupId: "dev-group-public-api-id",
      cidrIpv4: "203.0.113.0/24",
    });
    expect(JSON.parse(shown[0] ?? "{}")).toMatchObject({
      clusters: [
        {
          cluster: {
            server: "https://dev-public-api.elb.eu-central-1.amazonaws.com:6443",
            "tls-server-name": "dev-api.elb.eu-central-1.amazonaws.com",
          },
        },
      ],
    });
    expect(named(resources, "dev-server-a").inputs["userData"]).not.toContain("public-api");
  });

  test("give machines the copies of images that their region keeps, and no others", async () => {
    const resources = await recordK3s({ cachedRegistries: ["quay.io"] }, { preview: false });
    expect(namesOfType(resources, /RolePolicyAttachment$/)).toEqual([
      "dev-agent-role-AmazonEC2ContainerRegistryPullOnly",
      "dev-agent-role-AmazonSSMManagedInstanceCore",
      "dev-server-role-AmazonEC2ContainerRegistryPullOnly",
      "dev-server-role-AmazonSSMManagedInstanceCore",
    ]);
    expect(named(resources, "dev-agent-role-policy").inputs["policy"]).toContain(
      "arn:aws:ecr:eu-central-1:210987654321:repository/quay.io/*",
    );
  });

  test("lead the kubeconfig through a tunnel", async () => {
    const access = { mode: "tunnel", proxyUrl: "socks5://localhost:1080", cidrs: ["10.255.0.0/20"] } as const;
    const shown: string[] = [];
    await recordK3s(
      { access },
      { preview: false, more: ({ kubeconfig }) => kubeconfig.apply((text) => shown.push(text)) },
    );
    expect(JSON.parse(shown[0] ?? "{}")).toMatchObject({
      clusters: [{ cluster: { "proxy-url": "socks5://localhost:1080" } }],
    });
  });
});
