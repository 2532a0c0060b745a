import { existsSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { controllerPermissions } from "../../../components/cluster/karpenter/controller-permissions.ts";
import { karpenterValues } from "../../../components/cluster/karpenter/values.ts";
import { workerClassSpec } from "../../../components/k3s/workers/node-class-plan.ts";
import { UNREGISTERED_NODE, workerBoot } from "../../../components/k3s/workers/worker-plan.ts";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { k3sImage } from "../../../fleet/k3s/k3s-catalog.ts";
import { nodeConfig, RELEASE } from "./node-config.ts";
import { sampleHome } from "./sample-home.ts";

const PLACE = { accountId: "210987654321", awsRegion: "eu-central-1" };
const home = sampleHome();

describe("workers of Karpenter", () => {
  const images = { amd64: k3sImage("amd64"), arm64: k3sImage("arm64") };
  const parts = {
    images,
    userData: "#cloud-config",
    securityGroupId: "sg-1",
    subnetIds: ["subnet-a", "subnet-b"],
    instanceProfile: "agents",
    maxPods: 110,
    tags: { "atoll:stack": "dev" },
  };

  test("register with the one taint that Karpenter takes away, and without a label of any pool", () => {
    const { labels, taints } = nodeConfig(agentUserData(workerBoot(home, "lb.internal", UNREGISTERED_NODE)));
    expect(labels).toEqual([RELEASE]);
    expect(taints).toEqual(["karpenter.sh/unregistered=:NoExecute"]);
  });

  test("have an image that Karpenter does not know, found by parameter, or by id where an entry names one", () => {
    expect(workerClassSpec(parts)).toMatchObject({
      amiFamily: "Custom",
      amiSelectorTerms: ["amd64", "arm64"].map((architecture) => ({
        ssmParameter: `/aws/service/canonical/ubuntu/server/24.04/stable/20260901/${architecture}/hvm/ebs-gp3/ami-id`,
      })),
      securityGroupSelectorTerms: [{ id: "sg-1" }],
      subnetSelectorTerms: [{ id: "subnet-a" }, { id: "subnet-b" }],
      userData: "#cloud-config",
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [{ deviceName: "/dev/sda1", rootVolume: true, ebs: { encrypted: true } }],
      kubelet: { maxPods: 110 },
    });
    const own = { amd64: "ami-0123abcd", arm64: "ami-0123abcd" };
    expect(workerClassSpec({ ...parts, images: own })).toMatchObject({
      amiSelectorTerms: [{ id: "ami-0123abcd" }],
    });
  });

  test("are launched by a controller that asks nothing of EKS, and knows its region without asking a machine", () => {
    const arns = { nodeRoleArn: "arn:role", instanceProfileArn: "arn:profile", queueArn: "arn:queue" };
    const actions = controllerPermissions("dev", PLACE, arns).flatMap((one) => one.actions);
    expect(actions.filter((action) => action.startsWith("eks:"))).toEqual([]);
    const annotations = { "eks.amazonaws.com/role-arn": "arn:controller" };
    const values = karpenterValues({
      cluster: "dev",
      endpoint: "https://lb.internal:6443",
      queue: "dev-karpenter",
      replicas: 1,
      isolatedVpc: false,
      annotations,
      awsRegion: "eu-central-1",
    });
    expect(values).toMatchObject({
      serviceAccount: { create: true, name: "karpenter", annotations },
      settings: { clusterEndpoint: "https://lb.internal:6443", eksControlPlane: false },
      controller: { env: [{ name: "AWS_REGION", value: "eu-central-1" }] },
    });
  });
});

const KINDS = new URL("../../../../shared/data/charts/karpenter-crd/crds.yaml", import.meta.url);

describe.skipIf(!existsSync(KINDS))("with Karpenter's own kinds beside the checkout", () => {
  interface Kind {
    readonly spec: {
      readonly names: { readonly kind: string };
      readonly versions: readonly {
        readonly schema: { readonly openAPIV3Schema: { readonly properties: { readonly spec: object } } };
      }[];
    };
  }

  test("a class of workers is what its schema says, and has no field that it does not know", () => {
    const kinds = parseAllDocuments(readFileSync(KINDS, "utf8")).map((one) => one.toJSON() as Kind);
    const found = kinds.find(({ spec }) => spec.names.kind === "EC2NodeClass")!;
    const schema = closed(found.spec.versions[0]!.schema.openAPIV3Schema.properties.spec);
    const check = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema as object);
    const spec = workerClassSpec({
      images: { amd64: k3sImage("amd64"), arm64: k3sImage("arm64") },
      userData: agentUserData(workerBoot(home, "lb.internal", UNREGISTERED_NODE)),
      securityGroupId: "sg-0123456789abcdef0",
      subnetIds: ["subnet-0123456789abcdef0"],
      instanceProfile: "agents",
      maxPods: 110,
      tags: { "atoll:stack": "dev" },
    });
    check(spec);
    expect(check.errors).toBeNull();
    check({ ...spec, amiFamilies: "Custom" });
    expect(check.errors?.map(({ message }) => message)).toEqual(["must NOT have additional properties"]);
  });
});

/** The same schema, in which an object with known fields has no others: so does the API server treat it. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in entries && !("additionalProperties" in entries)
    ? { ...entries, additionalProperties: false }
    : entries;
}
