import { expect, test } from "vitest";
import { forbidFloatingVersions } from "../../../../policy/rules/supply-chain/forbid-floating-versions.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const ADDON = "aws:eks/addon:Addon";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const EXACT = "an exact version";
const IMAGE = "an image with a fixed tag or digest";

const moves = (path: string, expected: string, got: string): string =>
  `${path}: expected ${expected}, got ${got}; take the version from the catalog in fleet/`;

const ask = (type: string, inputs: Record<string, unknown>) => said(forbidFloatingVersions, { type, inputs });
const askImage = (image: unknown) =>
  ask("kubernetes:apps/v1:Deployment", { spec: { template: { spec: { containers: [{ image }] } } } });
const askAmi = (amiSelectorTerms: unknown) => ask(NODE_CLASS, { spec: { amiSelectorTerms } });
const IMAGE_PATH = "spec.template.spec.containers[0].image";

test("exact versions are fine, digests, and charts in a file", () => {
  for (const version of ["1.2.3", "v1.2.3", "1.18.1+k8s.2"])
    expect(ask(RELEASE, { chart: "x", version })).toEqual([]);
  expect(ask(RELEASE, { chart: "./charts/own" })).toEqual([]);
  expect(ask(ADDON, { addonVersion: "v1.20.4-eksbuild.2" })).toEqual([]);
  expect(ask("aws:eks/cluster:Cluster", { version: "1.35" })).toEqual([]);
  for (const image of [
    "nginx:1.29.1",
    "registry.lagoon.cloud:5000/a/b:v2.1",
    `nginx@sha256:${"0a".repeat(32)}`,
  ])
    expect(askImage(image)).toEqual([]);
  expect(askAmi([{ alias: "al2023@v20261101" }, { id: "ami-0a1b2c3d4e5f60718" }])).toEqual([]);
});

test("ranges and missing versions are refused", () => {
  for (const version of ["^1.2.3", "1.x", ">=1.0.0", "1", "latest", "1.2.*", "1.2.x", "1.2", "v1.2.3-x"])
    expect(ask(RELEASE, { chart: "x", version })).toEqual([moves("version", EXACT, JSON.stringify(version))]);
  expect(ask(RELEASE, { chart: "x" })).toEqual([moves("version", EXACT, "nothing")]);
  expect(ask(ADDON, {})).toEqual([moves("addonVersion", EXACT, "nothing")]);
});

test("images without a tag, or with one that moves, are refused", () => {
  for (const image of [
    "nginx",
    "registry.lagoon.cloud:5000/nginx",
    "nginx:latest",
    "nginx:1",
    "nginx:stable",
    "nginx:v1",
    "nginx:alpine",
    "nginx:lts",
  ])
    expect(askImage(image)).toEqual([moves(IMAGE_PATH, IMAGE, JSON.stringify(image))]);
  const pod = { spec: { initContainers: [{ image: "busybox" }] } };
  expect(ask("kubernetes:core/v1:Pod", pod)).toEqual([
    moves("spec.initContainers[0].image", IMAGE, '"busybox"'),
  ]);
});

test("machine images that follow the newest are refused", () => {
  const one = "an image of one version";
  expect(askAmi([{ alias: "al2023@latest" }])).toEqual([
    moves("spec.amiSelectorTerms[0].alias", one, '"al2023@latest"'),
  ]);
  expect(askAmi([{ name: "node-*" }])).toEqual([moves("spec.amiSelectorTerms[0].name", one, '"node-*"')]);
  const imageId = "resolve:ssm:/aws/service/eks/image_id";
  expect(ask("aws:ec2/launchTemplate:LaunchTemplate", { imageId })).toEqual([
    moves("imageId", "the id of an image", `"${imageId}"`),
  ]);
});

test("a parameter that names the day of an image leads to no other", () => {
  const dated = "/aws/service/canonical/ubuntu/server/24.04/stable/20260901/amd64/hvm/ebs-gp3/ami-id";
  const current = dated.replace("20260901", "current");
  const askTemplate = (imageId: string) => ask("aws:ec2/launchTemplate:LaunchTemplate", { imageId });
  expect(askTemplate(`resolve:ssm:${dated}`)).toEqual([]);
  expect(askTemplate(`resolve:ssm:${current}`)).toEqual([
    moves("imageId", "the id of an image", `"resolve:ssm:${current}"`),
  ]);
  expect(askAmi([{ ssmParameter: dated }])).toEqual([]);
  expect(askAmi([{ ssmParameter: current }])).toEqual([
    moves("spec.amiSelectorTerms[0].ssmParameter", "an image of one version", `"${current}"`),
  ]);
});

test("versions that are not known yet are said to be unknown", () => {
  expect(ask(RELEASE, { chart: "x", version: UNKNOWN })).toEqual([notKnown("version", EXACT)]);
  expect(askImage(UNKNOWN)).toEqual([notKnown(IMAGE_PATH, IMAGE)]);
  expect(askAmi(UNKNOWN)).toEqual([notKnown("spec.amiSelectorTerms", "an image of one version")]);
  expect(ask("kubernetes:core/v1:Pod", { spec: UNKNOWN })).toEqual([notKnown("spec", "pinned images")]);
});
