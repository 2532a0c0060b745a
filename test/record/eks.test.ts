import { describe, expect, test } from "vitest";
import { named } from "./record-network.ts";
import { recordEks, waitsFor } from "./record-eks.ts";

/** A name, and names that must exist before it. */
const ORDER: readonly (readonly [string, readonly string[]])[] = [
  [
    "dev",
    ["dev-control-plane-logs", "dev-secrets-key", "dev-cluster-role-policy", "dev-cluster-role-secrets"],
  ],
  ["dev-identity-kube-system.aws-node", ["dev-access-deployer-policy"]],
  ["dev-addon-vpc-cni", ["dev-identity-kube-system.aws-node"]],
  ["dev-addon-kube-proxy", ["dev-identity-kube-system.aws-node"]],
  ["dev-addon-eks-pod-identity-agent", ["dev-identity-kube-system.aws-node"]],
  [
    "dev-system-nodes",
    [
      "dev-addon-vpc-cni",
      "dev-addon-kube-proxy",
      "dev-addon-eks-pod-identity-agent",
      "dev-rule-api-from-nodes",
      "dev-system-nodes-role-AmazonEKSWorkerNodePolicy",
    ],
  ],
  ["dev-kubernetes", ["dev-access-deployer-policy", "dev-rule-api-from-10.255.0.0-20"]],
  ["dev-addon-coredns", ["dev-system-nodes", "dev-traffic-coredns"]],
  [
    "dev-addon-aws-ebs-csi-driver",
    ["dev-system-nodes", "dev-traffic-ebs-csi", "dev-identity-kube-system.ebs-csi-controller-sa"],
  ],
  ["dev-storage-class", ["dev-addon-aws-ebs-csi-driver"]],
  ["dev-karpenter-crds", ["dev-addon-coredns", "dev-storage-class"]],
  [
    "dev-karpenter-controller",
    ["dev-karpenter-crds", "dev-traffic-karpenter", "dev-identity-kube-system.karpenter"],
  ],
  ["dev-karpenter-class-general", ["dev-karpenter-controller", "dev-karpenter-node-access"]],
  ["dev-karpenter-pool-general", ["dev-karpenter-class-general", "dev-karpenter-controller"]],
];

describe("an EKS cluster", async () => {
  const resources = await recordEks();
  const inputsOf = (name: string) => named(resources, name).inputs;

  test.each(ORDER)("makes %s after %j", (name, before) => {
    expect([...waitsFor(resources, name)]).toEqual(expect.arrayContaining([...before]));
  });

  test("makes no node before the network add-ons, nor these after it", () => {
    for (const addOn of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"])
      expect([...waitsFor(resources, `dev-addon-${addOn}`)]).not.toContain("dev-system-nodes");
  });

  test("lets nobody in without an access entry, and is reached from inside only", () => {
    expect(inputsOf("dev")).toMatchObject({
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        subnetIds: ["subnet-control-plane-a", "subnet-control-plane-b"],
      },
      encryptionConfig: { resources: ["secrets"] },
      upgradePolicy: { supportType: "STANDARD" },
    });
  });

  test("writes its logs into a group that exists before it, under the only name that EKS takes", () => {
    expect(inputsOf("dev-control-plane-logs")).toMatchObject({
      name: "/aws/eks/dev/cluster",
      retentionInDays: 14,
    });
  });

  test("encrypts with a key that is rotated", () => {
    expect(inputsOf("dev-secrets-key")).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 7 });
  });

  test("has exactly one security group for controllers to find", () => {
    const tags = resources.map(({ name, inputs }) => ({ name, tags: JSON.stringify(inputs["tags"] ?? {}) }));
    for (const tag of ['"karpenter.sh/discovery":"dev"', '"kubernetes.io/cluster/dev":"owned"'])
      expect(tags.filter((one) => one.tags.includes(tag)).map(({ name }) => name)).toEqual([
        "dev-group-nodes",
      ]);
  });

  test("lets the world in nowhere", () => {
    const open = resources.filter(({ type, inputs }) => {
      return type.endsWith("IngressRule") && JSON.stringify(inputs).includes("0.0.0.0/0");
    });
    expect(open).toEqual([]);
  });

  test("starts system nodes whose credentials no pod can fetch, on encrypted disks", () => {
    expect(inputsOf("dev-system-template")).toMatchObject({
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ ebs: { encrypted: "true", volumeType: "gp3", volumeSize: 50 } }],
    });
    expect(inputsOf("dev-system-nodes")).toMatchObject({
      taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" }],
      releaseVersion: "1.35.8-20260930",
      updateConfig: { maxUnavailablePercentage: 33 },
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 3 },
    });
  });

  test("gives nodes no rights over the network: those are the CNI's own", () => {
    const holders = resources.filter(({ inputs }) => JSON.stringify(inputs).includes("AmazonEKS_CNI_Policy"));
    expect(holders.map(({ name }) => name)).toEqual(["dev-identity-kube-system.aws-node-policy"]);
  });

  test("pins each add-on to an exact version", () => {
    const versions = resources
      .filter(({ type }) => type === "aws:eks/addon:Addon")
      .map(({ inputs }) => inputs["addonVersion"]);
    expect(versions).toHaveLength(5);
    for (const version of versions) expect(version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
  });

  test("allows no action by a star", () => {
    const documents = resources.flatMap(({ inputs }) => [inputs["policy"], inputs["assumeRolePolicy"]]);
    const statements = documents
      .filter((text) => typeof text === "string")
      .filter((text) => text.startsWith("{"))
      .flatMap((text) => (JSON.parse(text) as { readonly Statement: Statement[] }).Statement);
    const allowed = statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);
    expect(allowed.length).toBeGreaterThan(20);
    expect(allowed.filter((action) => action.includes("*"))).toEqual([]);
  });

  test("hands its kubeconfig on as a secret, and no token to anybody", async () => {
    expect(inputsOf("dev-kubernetes")).toMatchObject({
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
      enablePatchForce: "false",
    });
    expect(inputsOf("dev-kubernetes")).toHaveProperty("clusterIdentifier");
    const made = await recordEks({}, {}, { preview: false });
    expect(named(made, "dev-kubernetes").inputs["kubeconfig"]).toBe("<secret>");
    expect(JSON.stringify([...resources, ...made])).not.toMatch(/"token"|get-token/);
  });

  test("makes claims without a class encrypted, in the zone of their pod", () => {
    expect(inputsOf("dev-storage-class")).toMatchObject({
      metadata: { name: "gp3", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      parameters: { type: "gp3", encrypted: "true" },
      volumeBindingMode: "WaitForFirstConsumer",
    });
  });

  test("deletes nothing of Karpenter by deleting the cluster: its machines would stay", () => {
    const inside = resources.filter(({ name }) => name.startsWith("dev-karpenter"));
    expect(inside.map(({ options }) => options?.deletedWith ?? "")).toEqual(inside.map(() => ""));
  });

  test("trap: installs the kinds of Karpenter apart from its controller, whose folder of them Helm would never upgrade", () => {
    expect(inputsOf("dev-karpenter-crds")).toMatchObject({
      version: "1.14.1",
      skipCrds: false,
      // With the kinds every NodeClaim would go, and so every machine.
      values: { additionalAnnotations: { "helm.sh/resource-policy": "keep" } },
    });
    expect(inputsOf("dev-karpenter-controller")).toMatchObject({
      version: "1.14.1",
      skipCrds: true,
      values: { settings: { clusterName: "dev", interruptionQueue: "dev-karpenter" } },
    });
    expect(inputsOf("dev-karpenter-node-access")).toMatchObject({ type: "EC2_LINUX" });
    expect(inputsOf("dev-karpenter-queue")).toMatchObject({
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 300,
    });
  });
});

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
}
