import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { ebsValues } from "../../../components/k3s/system/ebs-plan.ts";
import { systemLoadBalancerValues } from "../../../components/k3s/system/load-balancer-plan.ts";
import { longhornValues, volumeCopies } from "../../../components/k3s/system/longhorn-plan.ts";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { CHARTS } from "../../../fleet/charts/charts.ts";
import { defaultValues, definitions, HAS_CHART_DATA, valuesSchema } from "../platform/chart-data.ts";

const CLOUD = { cluster: "dev", awsRegion: "eu-central-1", tags: { "atoll:stack": "dev" } };
const IDENTITY = { "eks.amazonaws.com/role-arn": "arn:aws:iam::210987654321:role/x" };
const LONGHORN = { places: 3, zoned: true, autoscaled: true };

const ebs = (replicas: number, imageMirror?: string) =>
  ebsValues({ ...CLOUD, identity: IDENTITY, replicas, imageMirror });
const balancers = (replicas: number, imageMirror?: string) =>
  systemLoadBalancerValues({ ...CLOUD, vpcId: "vpc-1", identity: IDENTITY, replicas, imageMirror });

/** Parts of Kubernetes objects that charts pass on, and switches of their own: their values show only what they set. */
const PASSED_ON = [
  "affinity",
  "resources",
  "securityContext",
  "podSecurityContext",
  "image",
  "ingressClassParams",
  "global",
];

/** Paths of keys that a chart's own values don't have; what is empty there may hold anything. */
function unknownKeys(values: unknown, known: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof values !== "object" || values === null || Array.isArray(values)) return [];
  if (PASSED_ON.includes(path.at(-1) ?? "")) return [];
  if (typeof known !== "object" || known === null || Object.keys(known).length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    key in known
      ? unknownKeys(value, (known as Record<string, unknown>)[key], [...path, key])
      : [[...path, key].join(".")],
  );
}

/** Every `repository:tag` of the values of a chart, as the chart names its images. */
function imagesIn(values: unknown): readonly string[] {
  if (typeof values !== "object" || values === null) return [];
  const { repository, tag } = values as { repository?: unknown; tag?: unknown };
  const own = typeof repository === "string" && repository !== "" ? [`${repository}:${String(tag)}`] : [];
  return [...own, ...Object.values(values).flatMap(imagesIn)];
}

describe.skipIf(!HAS_CHART_DATA)("with the chart data", () => {
  test("the charts know every value, with one pod and with two", () => {
    for (const replicas of [1, 2]) {
      expect(unknownKeys(ebs(replicas), defaultValues("aws-ebs-csi-driver"))).toEqual([
        ...(replicas > 1 ? ["controller.podDisruptionBudget.maxUnavailable"] : []),
      ]);
      expect(unknownKeys(balancers(replicas), defaultValues("aws-load-balancer-controller"))).toEqual([]);
    }
    expect(unknownKeys(longhornValues(LONGHORN), defaultValues("longhorn"))).toEqual([]);
  });

  test("the driver of EBS takes its values by its own schema, and refuses a misspelt one", () => {
    const { $schema: _, ...schema } = { $schema: "", ...valuesSchema("aws-ebs-csi-driver") };
    const validate = new Ajv2020({ strict: false, logger: false }).compile(schema);
    for (const replicas of [1, 2]) {
      validate(ebs(replicas));
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(validate({ ...ebs(2), controler: {} })).toBe(false);
  });

  test("the catalog names the images that Longhorn's chart has, all of one registry", () => {
    const own = imagesIn(defaultValues("longhorn")).filter((image) => image.startsWith("longhornio/"));
    expect([...CHARTS.longhorn.images].sort()).toEqual([...own].map((image) => `docker.io/${image}`).sort());
  });

  test("the catalog names the images that the charts of AWS have, but for sidecars that are off", () => {
    const driver = imagesIn(defaultValues("aws-ebs-csi-driver")).filter(
      (image) => !/snapshotter|volume-modifier|ebs-csi-driver:$/.test(image),
    );
    const listed: readonly string[] = CHARTS["aws-ebs-csi-driver"].images;
    expect([...listed.filter((image) => !image.includes("/aws-ebs-csi-driver:"))].sort()).toEqual(
      [...driver].sort(),
    );
    expect(CHARTS["aws-load-balancer-controller"].images).toEqual(
      imagesIn(defaultValues("aws-load-balancer-controller")),
    );
  });

  test("the packed kinds of the load balancers' chart are all that it has", () => {
    const { origin }: Chart = CHARTS["aws-load-balancer-controller-crds"];
    const groups = new Set(definitions("aws-load-balancer-controller").map(({ group }) => group));
    expect(origin).toMatchObject({ of: "aws-load-balancer-controller", groups: [...groups] });
  });
});

test("trap: no webhook of the load balancers' controller can keep Services or Ingresses from being made", () => {
  expect(balancers(2)).toMatchObject({
    enableServiceMutatorWebhook: false,
    webhookConfig: { disableIngressValidation: true },
    loadBalancerClass: "service.k8s.aws/nlb",
    defaultTargetType: "instance",
    vpcId: "vpc-1",
    region: "eu-central-1",
  });
});

test("pods of the EBS driver on nodes are where the metadata is one hop away", () => {
  expect(ebs(2)).toMatchObject({ node: { hostNetwork: true, metadataSources: "imds" } });
});

test("with a mirror every image of a chart comes from there, and Longhorn's by the one registry that it takes", () => {
  const mirror = "registry.lagoon.cloud/mirror";
  for (const image of [...imagesIn(ebs(2, mirror)), ...imagesIn(balancers(2, mirror))])
    expect(image).toMatch(/^registry\.lagoon\.cloud\/mirror\/public\.ecr\.aws\/[^:]+:v/);
  expect(longhornValues({ ...LONGHORN, imageMirror: mirror })).toMatchObject({
    global: { imageRegistry: "registry.lagoon.cloud/mirror/docker.io" },
  });
});

test("Longhorn keeps three copies where there are places for them, and never two in one place", () => {
  expect([1, 2, 3, 15].map((places) => volumeCopies({ places }))).toEqual([1, 2, 3, 3]);
  expect(longhornValues(LONGHORN)).toMatchObject({
    defaultSettings: {
      defaultReplicaCount: 3,
      replicaSoftAntiAffinity: false,
      replicaZoneSoftAntiAffinity: false,
      nodeDrainPolicy: "block-if-contains-last-replica",
    },
  });
});

test("every container that Longhorn makes for CSI asks for what it needs", () => {
  const { defaultSettings } = longhornValues(LONGHORN) as {
    readonly defaultSettings: Readonly<Record<string, string>>;
  };
  const requests = { cpu: "10m", memory: "64Mi" };
  expect(JSON.parse(defaultSettings["systemManagedCSIComponentsResourceLimits"] ?? "")).toEqual({
    "csi-attacher": { requests },
    "csi-provisioner": { requests },
    "csi-resizer": { requests },
    "csi-snapshotter": { requests },
    "longhorn-csi-plugin": { requests },
    "node-driver-registrar": { requests },
    "longhorn-liveness-probe": { requests },
  });
});

test("trap: nothing here says that Longhorn may go with its data", () => {
  expect(JSON.stringify(longhornValues(LONGHORN))).not.toMatch(/deleting.?confirmation/i);
});
