import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { controllerPermissions } from "../../../components/cluster/karpenter/controller-permissions.ts";
import { interruptionPlan } from "../../../components/cluster/karpenter/interruption-plan.ts";
import { nodeClassSpec } from "../../../components/cluster/karpenter/node-class-plan.ts";
import { nodePoolPlan } from "../../../components/cluster/karpenter/node-pool-plan.ts";
import { karpenterValues } from "../../../components/cluster/karpenter/values.ts";
import { allowStatements } from "../../../components/cluster/policy-document.ts";
import { samplePool } from "./sample-settings.ts";

const PLACE = { accountId: "210987654321", awsRegion: "eu-central-1" };

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}
interface Spec {
  readonly limits: { readonly cpu: string; readonly memory: string };
  readonly weight: number;
  readonly disruption: { readonly budgets: readonly object[] };
  readonly template: { readonly spec: { readonly requirements: readonly Requirement[] } };
}
const specsOf = (changes: Parameters<typeof samplePool>[0]) =>
  nodePoolPlan([samplePool(changes)]).map(({ name, spec }) => ({ name, spec: spec as Spec }));
const valuesOf = (spec: Spec, key: string) =>
  spec.template.spec.requirements.find((one) => one.key === key)?.values ?? [];

describe("the queue of interruptions", () => {
  const queue = interruptionPlan("dev", PLACE);

  test("hears of exactly these events, in the words of AWS", () => {
    expect(queue.rules.map(({ eventPattern }) => eventPattern)).toEqual([
      '{"source":["aws.health"],"detail-type":["AWS Health Event"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Spot Instance Interruption Warning"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Instance Rebalance Recommendation"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}',
      '{"source":["aws.ec2"],"detail-type":["EC2 Capacity Reservation Instance Interruption Warning"]}',
    ]);
  });

  test("takes messages from the cluster's own rules only, and from nobody without TLS", () => {
    const { Statement } = JSON.parse(queue.policy) as { readonly Statement: readonly object[] };
    expect(Statement[0]).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Condition: {
        ArnEquals: {
          "aws:SourceArn": [
            "health",
            "spot-interruption",
            "rebalance",
            "state-change",
            "capacity-reservation",
          ].map((key) => `arn:aws:events:eu-central-1:210987654321:rule/dev-karpenter-${key}`),
        },
      },
    });
    expect(Statement[1]).toMatchObject({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });
});

describe("the share of spot machines", () => {
  test.each([
    [0, ["100", "0"]],
    [70, ["30", "70"]],
    [100, ["0", "100"]],
  ])("of %i percent keeps both pools, for one that goes takes its nodes along", (spotPercent, limits) => {
    const pools = specsOf({ spotPercent });
    expect(pools.map(({ name }) => name)).toEqual(["general", "general-spot"]);
    expect(pools.map(({ spec }) => spec.limits.cpu)).toEqual(limits);
  });

  test("is a part of the processors, and the same part of the label's values", () => {
    const [general, spot] = specsOf({ spotPercent: 70 });
    expect(general?.spec.limits).toEqual({ cpu: "30", memory: "120Gi" });
    expect(spot?.spec.limits).toEqual({ cpu: "70", memory: "280Gi" });
    expect(valuesOf(spot!.spec, "atoll/capacity-slot")).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(valuesOf(general!.spec, "atoll/capacity-slot")).toEqual(["8", "9", "10"]);
    expect(spot!.spec.weight).toBeGreaterThan(general!.spec.weight);
  });

  test("never adds up to more processors than the limit, nor leaves or shares a value of the label", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 1_000_000 }),
        fc.integer({ min: 0, max: 10 }),
        (cpuLimit, tens) => {
          const pools = specsOf({ cpuLimit, spotPercent: tens * 10 });
          const cpus = pools.map(({ spec }) => Number(spec.limits.cpu));
          expect(cpus.reduce((sum, cpu) => sum + cpu, 0)).toBe(cpuLimit);
          const slots = pools.flatMap(({ spec }) => valuesOf(spec, "atoll/capacity-slot"));
          expect(slots.map(Number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        },
      ),
    );
  });
});

test("a freeze stops consolidation and drift, and leaves a tenth of the nodes to the rest of time", () => {
  const freezes = [{ schedule: "0 9 * * mon-fri", hours: 8 }];
  const [pool] = specsOf({ disruption: { ...samplePool().disruption, freezes } });
  expect(pool?.spec.disruption).toEqual({
    consolidationPolicy: "Balanced",
    consolidateAfter: "1m",
    budgets: [
      { nodes: "10%" },
      {
        nodes: "0",
        schedule: "0 9 * * mon-fri",
        duration: "8h",
        reasons: ["Underutilized", "Drifted"],
      },
    ],
  });
});

test("a launched machine has a pinned image, an encrypted disk and credentials that no pod can fetch", () => {
  const spec = nodeClassSpec({
    nodeKubernetes: "1.35",
    drivers: "standard",
    cluster: "dev",
    subnetIds: ["subnet-1", "subnet-2"],
    instanceProfile: "profile",
    maxPods: 110,
    tags: { "atoll:stack": "dev" },
  });
  expect(spec).toMatchObject({
    amiFamily: "AL2023",
    amiSelectorTerms: ["x86_64", "arm64"].map((architecture) => ({
      name: `amazon-eks-node-al2023-${architecture}-standard-1.35-v20260930`,
      owner: "amazon",
    })),
    subnetSelectorTerms: [{ id: "subnet-1" }, { id: "subnet-2" }],
    securityGroupSelectorTerms: [{ tags: { "karpenter.sh/discovery": "dev" } }],
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    blockDeviceMappings: [
      { rootVolume: true, ebs: { encrypted: true, volumeType: "gp3", volumeSize: "50Gi" } },
    ],
    kubelet: { maxPods: 110 },
    tags: { "atoll:stack": "dev" },
  });
});

describe("the controller's rights", () => {
  const statements = allowStatements(
    controllerPermissions("dev", PLACE, {
      nodeRoleArn: "arn:aws:iam::210987654321:role/nodes",
      instanceProfileArn: "arn:aws:iam::210987654321:instance-profile/nodes",
      queueArn: "arn:aws:sqs:eu-central-1:210987654321:dev-karpenter",
    }),
  );

  test("name every resource where the action knows resources", () => {
    const starred = statements.filter(({ Resource }) => (Resource as string[]).includes("*"));
    expect(
      starred.flatMap(({ Action }) => Action as string[]).filter((one) => !one.startsWith("ec2:Describe")),
    ).toEqual(["pricing:GetProducts", "iam:ListInstanceProfiles"]);
  });

  test("end only machines of the cluster", () => {
    const ending = statements.find(({ Action }) => (Action as string[]).includes("ec2:TerminateInstances"));
    expect(ending?.Condition).toEqual({
      StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/dev": "owned" },
      StringLike: { "aws:ResourceTag/karpenter.sh/nodepool": "*" },
    });
  });

  test("pass the role of nodes to EC2 and to nobody else", () => {
    const passing = statements.filter(({ Action }) => (Action as string[]).includes("iam:PassRole"));
    expect(passing).toEqual([
      {
        Sid: "PassNodeRole",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: ["arn:aws:iam::210987654321:role/nodes"],
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      },
    ]);
  });

  test("fit into one policy of a role", () => {
    // @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    expect(JSON.stringify({ Version: "2012-10-17", Statement: statements }).length).toBeLessThan(10_240);
  });
});

const CHART = new URL("../../../../shared/data/charts/karpenter/values.yaml", import.meta.url);

describe.skipIf(!existsSync(CHART))("with the chart's own values beside the checkout", () => {
  test("every value is one that the chart knows", async () => {
    const { parse } = await import("yaml");
    const known: unknown = parse(readFileSync(CHART, "utf8"));
    const values = karpenterValues({
      cluster: "dev",
      endpoint: "https://dev",
      queue: "dev-karpenter",
      replicas: 2,
      isolatedVpc: true,
      imageMirror: "registry.lagoon.cloud/mirror",
    });
    expect(strays(values, known, "")).toEqual([]);
    expect(strays({ setting: {} }, known, "")).toEqual(["setting"]);
  });
});

/** Keys that the chart's values don't have; what is empty there takes anything. */
function strays(given: unknown, known: unknown, path: string): readonly string[] {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMap(given) || !isMap(known) || (path !== "" && Object.keys(known).length === 0)) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    key in known ? strays(value, known[key], `${path}${key}.`) : [`${path}${key}`],
  );
}
