import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import type { AddOnName } from "../../../fleet/charts/add-ons.ts";
import { addOnCharts } from "../../../fleet/charts/add-on-charts.ts";
import { CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import type { PlatformSettings } from "../../../components/platform/settings.ts";
import { addOnContext } from "./add-on-context.ts";
import { textsIn } from "./texts.ts";
import { SAMPLE_CLOUD, samplePlatform } from "./sample-platform.ts";

const MIRROR = "registry.lagoon.cloud/mirror";

/** Hosts of all registries that images of the catalog come from. */
const HOSTS = [
  ...new Set(CHART_NAMES.flatMap((name) => CHARTS[name].images.map((image) => image.split("/")[0]!))),
];

const { level } = samplePlatform();

/** A small cluster, and a large one that carries a tenant. */
const SIZES: readonly Partial<PlatformSettings>[] = [
  { replicas: 1 },
  {
    replicas: 3,
    level: { ...level, metrics: "cluster", logs: "distributed", argoShards: 2 },
    tenants: ["acme"],
  },
];

/** All that an add-on tells its charts and declares beside them, and the images it asked for. */
function told(name: AddOnName, changes: Partial<PlatformSettings>) {
  const settings = { addOns: [...ADD_ON_NAMES], imageMirror: MIRROR, ...changes };
  const addOn = ADD_ONS[name];
  const { contract } = addOn;
  const plain = addOnContext(name, { settings, cloud: SAMPLE_CLOUD });
  const asked: string[] = [];
  const context = {
    ...plain,
    image: (containing: string) => {
      const found = plain.image(containing);
      asked.push(`${found.registry.replace(`${MIRROR}/`, "")}/${found.path}:${found.tag}`);
      return found;
    },
  };
  const { crdChart, companions = [] } = contract;
  const others = [...(crdChart === undefined ? [] : [crdChart]), ...companions];
  const all = [
    addOn.values(context),
    ...others.map((one) => addOn.otherValues?.(one, context) ?? {}),
    ...(addOn.objects?.(context) ?? []).map(({ body }) => body),
  ];
  return { texts: all.flatMap(plainTexts), asked };
}

/** Outputs of the cloud are no images. */
function plainTexts(value: unknown): readonly string[] {
  return textsIn(JSON.parse(JSON.stringify(value, (key, one: unknown) => (isOutput(one) ? key : one))));
}

const isOutput = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "__pulumiOutput" in value;

/** Whether a text is an image or the registry of one outside the mirror. */
const isOutside = (text: string): boolean =>
  HOSTS.some((host) => text === host || (text.startsWith(`${host}/`) && !text.includes(" ")));

test.each(ADD_ON_NAMES)("with a mirror no value or object of %s names another registry", (name) => {
  for (const size of SIZES) expect(told(name, size).texts.filter(isOutside)).toEqual([]);
});

/** Images that are moved otherwise, or that neither of the two runs. */
const NOT_NAMED: Readonly<Partial<Record<AddOnName, readonly string[]>>> = {
  // Its values are those of the part of K3s, which knows no contract.
  "aws-load-balancer-controller": ["public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0"],
  // Istiod hands it out below the same hub as its own.
  istio: ["registry.istio.io/release/proxyv2:1.30.3-distroless"],
  // The door for metrics of others.
  "victoria-metrics": ["docker.io/victoriametrics/vmauth:v1.148.0"],
};

test.each(ADD_ON_NAMES)("%s says of every image of its charts where it comes from", (name) => {
  const asked = new Set(SIZES.flatMap((size) => told(name, size).asked));
  const silent = addOnCharts(name)
    .flatMap((chart): readonly string[] => CHARTS[chart].images)
    .filter((image) => !asked.has(image));
  expect(silent).toEqual(NOT_NAMED[name] ?? []);
});
