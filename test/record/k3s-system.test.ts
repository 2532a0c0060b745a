import { describe, expect, test } from "vitest";
import { allowStatements } from "../../components/cluster/policy-document.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { waitsFor } from "./record-eks.ts";
import { recordHosts, recordSystem } from "./record-k3s-system.ts";
import { named } from "./record-network.ts";

describe("a K3s cluster in AWS", async () => {
  const { resources, grants } = await recordSystem();

  test("waits with everything for its gate, and with all that has rights for what gives them", () => {
    for (const { name } of resources.filter(({ type }) => type.startsWith("kubernetes:")))
      expect([name, [...waitsFor(resources, name)]]).toEqual([name, expect.arrayContaining(["gate"])]);
    const webhook = ["registration", "guard", "guard-binding"].map(
      (role) => `dev-pod-identity-webhook-${role}`,
    );
    for (const name of ["dev-node-lifecycle", "dev-load-balancer", "dev-ebs-csi", "dev-upgrade-controller"])
      expect([...waitsFor(resources, name)]).toEqual(expect.arrayContaining(webhook));
    expect([...waitsFor(resources, "dev-ebs-csi")]).toContain("role-ebs-csi-controller-sa");
  });

  test("starts no controller before its traffic is limited", () => {
    const pairs = [
      ["dev-pod-identity-webhook", "dev-traffic-pod-identity-webhook"],
      ["dev-node-lifecycle", "dev-traffic-node-lifecycle"],
      ["dev-load-balancer", "dev-traffic-load-balancer"],
      ["dev-ebs-csi", "dev-traffic-ebs-csi"],
      ["dev-upgrade-controller", "dev-upgrade-traffic-default-deny"],
    ] as const;
    for (const [name, traffic] of pairs) expect([...waitsFor(resources, name)]).toContain(traffic);
  });

  test("gives exact rights in the cloud to three accounts, a star only with a condition", () => {
    expect([...grants.keys()].sort()).toEqual([
      "kube-system/atoll-node-lifecycle",
      "kube-system/aws-load-balancer-controller",
      "kube-system/ebs-csi-controller-sa",
    ]);
    for (const permissions of grants.values()) {
      expect(allowStatements(permissions)).toHaveLength(permissions.length);
      for (const { sid, resources: arns, conditions } of permissions)
        if (arns.includes("*"))
          expect([sid, conditions]).toEqual([
            sid,
            { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
          ]);
    }
  });

  test("runs every controller twice, on servers, with limits, a budget and the highest class", () => {
    const deployments = resources.filter(({ type }) => type.endsWith(":Deployment"));
    expect(deployments.map(({ name }) => name).sort()).toEqual([
      "dev-node-lifecycle",
      "dev-pod-identity-webhook",
      "dev-upgrade-controller",
    ]);
    for (const { name, inputs } of deployments) {
      expect(inputs).toMatchObject({
        spec: {
          replicas: 2,
          template: {
            spec: {
              priorityClassName: "system-cluster-critical",
              affinity: { nodeAffinity: expect.anything() as object },
              topologySpreadConstraints: [
                { topologyKey: "topology.kubernetes.io/zone" },
                { topologyKey: "kubernetes.io/hostname" },
              ],
              containers: [
                {
                  resources: {
                    requests: { memory: expect.any(String) as string },
                    limits: { memory: expect.any(String) as string },
                  },
                },
              ],
            },
          },
        },
      });
      expect(named(resources, `${name}-budget`).inputs).toMatchObject({ spec: { maxUnavailable: 1 } });
    }
  });

  test("has the class of volumes that EKS clusters have", () => {
    expect(named(resources, "dev-storage-class").inputs).toMatchObject({
      metadata: {
        name: "gp3",
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      parameters: { type: "gp3", encrypted: "true" },
    });
  });

  test("takes the servers' plan away last, and upgrades servers before agents", () => {
    expect([...waitsFor(resources, "dev-upgrade-plan-agents")]).toContain("dev-upgrade-plan-servers");
    expect([...waitsFor(resources, "dev-upgrade-plan-servers")]).toContain("dev-upgrade-controller");
  });

  test("shows no key", () => {
    const shown = JSON.stringify(named(resources, "dev-pod-identity-webhook-certificate-secret").inputs);
    expect(shown).toContain('"stringData":"<known after up>"');
  });
});

test("one server has one pod of each controller, and no budget that would stop its drain", async () => {
  const { resources } = await recordSystem({
    servers: [{ key: "a", availabilityZone: "eu-central-1a", revision: 1 }],
  });
  const budgets = resources.filter(({ type }) => type.endsWith(":PodDisruptionBudget"));
  expect(budgets).toEqual([]);
  expect(named(resources, "dev-node-lifecycle").inputs).toMatchObject({ spec: { replicas: 1 } });
});

describe("with Longhorn", async () => {
  const { resources, grants } = await recordSystem({ storage: "longhorn", protect: true });

  test("trap: its kinds would go with its release, and all volumes with them: what holds data is protected, and nothing of EBS is there", () => {
    expect(resources.filter(({ name }) => name.includes("ebs"))).toEqual([]);
    expect([...grants.keys()]).not.toContain("kube-system/ebs-csi-controller-sa");
    expect(named(resources, "dev-longhorn").protect).toBe(true);
    expect(named(resources, "dev-longhorn-namespace").protect).toBe(true);
  });

  test("its namespace is closed before its first pod, and lets the API server in from pods' addresses, too", () => {
    expect([...waitsFor(resources, "dev-longhorn")]).toContain("dev-longhorn-default-deny");
    const { inputs } = named(resources, "dev-longhorn-allow-admission");
    expect(inputs).toMatchObject({
      spec: {
        ingress: [
          {
            from: ["10.0.0.0/22", "10.0.4.0/22", "10.0.8.0/22", "100.64.0.0/16"].map((cidr) => ({
              ipBlock: { cidr },
            })),
            ports: [{ port: 9502 }],
          },
        ],
      },
    });
  });

  test("its class is the one that a claim gets without naming one", () => {
    const classes = resources.filter(({ type }) => type.endsWith(":StorageClass"));
    expect(classes.map(({ inputs }) => inputs)).toMatchObject([
      {
        metadata: {
          name: "longhorn",
          annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        parameters: { numberOfReplicas: "3" },
      },
    ]);
  });
});

test("K3s's own volumes need nothing", async () => {
  const { resources } = await recordSystem({ storage: "local-path" });
  expect(resources.filter(({ name }) => /ebs|longhorn|storage/.test(name))).toEqual([]);
});

test("with mirrors every image and every published chart comes from there", async () => {
  for (const storage of ["ebs", "longhorn"] as const) {
    const { resources } = await recordSystem({
      storage,
      imageMirror: "registry.lagoon.cloud/mirror",
      chartMirror: "oci://registry.lagoon.cloud/charts",
    });
    expect(namedElsewhere(resources)).toEqual([]);
  }
});

describe("a K3s cluster on hosts", async () => {
  const resources = await recordHosts();

  test("has Longhorn and upgrades, and nothing of a cloud", () => {
    const kinds = new Set(resources.map(({ type }) => type.split(":")[0]));
    expect([...kinds].sort()).toEqual(["kubernetes", "pulumi", "test"]);
    expect(resources.filter(({ type }) => type.endsWith(":Release")).map(({ name }) => name)).toEqual([
      "dev-longhorn",
      "dev-upgrade-crds",
    ]);
    expect(named(resources, "dev-upgrade-plan-agents").inputs).toMatchObject({
      spec: { prepare: { args: ["prepare", "servers"] } },
    });
  });

  test("keeps copies on different hosts, and in different zones where it is told of several", async () => {
    const settings = { defaultReplicaCount: 3, replicaZoneSoftAntiAffinity: true };
    expect(named(resources, "dev-longhorn").inputs).toMatchObject({ values: { defaultSettings: settings } });
    const zoned = await recordHosts({ places: 2, zoned: true });
    expect(named(zoned, "dev-longhorn").inputs).toMatchObject({
      values: { defaultSettings: { defaultReplicaCount: 2, replicaZoneSoftAntiAffinity: false } },
    });
  });

  test("with K3s's own volumes has upgrades only", async () => {
    const plain = await recordHosts({ storage: "local-path" });
    expect(plain.filter(({ name }) => name.includes("longhorn"))).toEqual([]);
  });
});

/** Images and charts that come from somewhere else than the mirrors: values of `image`, `repository`, `chart`. */
function namedElsewhere(resources: readonly PlannedResource[]): readonly string[] {
  const text = JSON.stringify(resources.map(({ inputs }) => inputs));
  const found = [...text.matchAll(/"(image|repository|imageRegistry|value|chart)":"([^"]*)"/g)];
  return found
    .map(([, key = "", value = ""]) => `${key} ${value}`)
    .filter((one) => /(docker\.io|ecr\.aws|k8s\.io|oci:|https:)/.test(one))
    .filter((one) => !one.includes("registry.lagoon.cloud/"));
}
