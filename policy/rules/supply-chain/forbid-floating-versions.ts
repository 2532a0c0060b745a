import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** One exact version of a chart or an add-on; Helm reads two numbers, or an x for the third, as a range. */
const EXACT = /^v?\d+\.\d+\.\d+(-(?![xX*]$)[\w.-]+)?(\+[\w.-]+)?$/;

/** A Kubernetes minor: EKS knows no patches. */
const MINOR = /^1\.\d+$/;

/** A tag that names one release: at least two numbers. A word, or one number, moves on. */
const FIXED_TAG = /^v?\d+\.\d+/;

/** An alias, a name or a parameter that leads to the newest machine image. */
const MOVING_IMAGE = /@latest$|[*?]|\/(current|latest|recommended)\b/;

/** A parameter of Systems Manager that names the day of its image. */
const DATED_PARAMETER = /^resolve:ssm:\/.*\/\d{8}(\.\d+)?\//;

const CONTAINERS = ["containers", "initContainers"] as const;

function exact(value: Value, pattern = EXACT): readonly Finding[] {
  return must(value, "an exact version", (known) => typeof known === "string" && pattern.test(known));
}

/** Whether an image reference always names the same image: by digest, or by a tag that is a version. */
function isPinned(image: unknown): boolean {
  if (typeof image !== "string") return false;
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return true;
  const tag = /:([\w.-]+)$/.exec(image.slice(image.lastIndexOf("/") + 1))?.[1];
  return tag !== undefined && FIXED_TAG.test(tag);
}

function pinnedImages(pod: Value): readonly Finding[] {
  if (pod.isUnknown) return must(pod, "pinned images", () => true);
  return CONTAINERS.flatMap((list) =>
    pod
      .at(list)
      .items.flatMap((container) =>
        must(container.at("image"), "an image with a fixed tag or digest", isPinned),
      ),
  );
}

const templated = (inputs: Value): readonly Finding[] => pinnedImages(inputs.at("spec", "template", "spec"));

/** Where each type says which version it is of. */
const CHECKS: Readonly<Record<string, (inputs: Value) => readonly Finding[]>> = {
  "kubernetes:helm.sh/v3:Release": chartFindings,
  "aws:eks/cluster:Cluster": (inputs) => exact(inputs.at("version"), MINOR),
  "aws:eks/addon:Addon": (inputs) => exact(inputs.at("addonVersion")),
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs) => imageId(inputs.at("imageId")),
  "aws:ec2/instance:Instance": (inputs) => imageId(inputs.at("ami")),
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (inputs) =>
    inputs.at("spec", "amiSelectorTerms").items.flatMap(amiTerm),
  "kubernetes:apps/v1:Deployment": templated,
  "kubernetes:apps/v1:DaemonSet": templated,
  "kubernetes:apps/v1:StatefulSet": templated,
  "kubernetes:batch/v1:Job": templated,
  "kubernetes:batch/v1:CronJob": (inputs) =>
    pinnedImages(inputs.at("spec", "jobTemplate", "spec", "template", "spec")),
  "kubernetes:core/v1:Pod": (inputs) => pinnedImages(inputs.at("spec")),
};

/** A chart in a file has its version inside. */
function chartFindings(inputs: Value): readonly Finding[] {
  const chart = inputs.at("chart");
  return /^(\.{0,2}\/|.*\.tgz$)/.test(chart.text ?? "") ? [] : exact(inputs.at("version"));
}

/** A parameter of Systems Manager moves whenever an image is published, unless it names the day of one. */
function imageId(value: Value): readonly Finding[] {
  return must(
    value,
    "the id of an image",
    (known) => typeof known !== "string" || !known.startsWith("resolve:ssm:") || DATED_PARAMETER.test(known),
  );
}

function amiTerm(term: Value): readonly Finding[] {
  const isFixed = (known: unknown): boolean => typeof known !== "string" || !MOVING_IMAGE.test(known);
  const places = ["alias", "name", "ssmParameter"].map((key) => term.at(key));
  const [first = term] = places;
  const seen = term.isUnknown ? [first] : places;
  return seen.flatMap((place) => must(place, "an image of one version", isFixed));
}

export const forbidFloatingVersions: ResourceRule = {
  id: "forbid-floating-versions",
  level: "mandatory",
  group: "supply-chain",
  scope: "resource",
  what: "Charts, images, add-ons and machine images have one exact version",
  why: "the same commit would otherwise bring up something else tomorrow, on some clusters and not on others",
  remedy: "take the version from the catalog in fleet/",
  answers: [
    "EKS-BP Karpenter: lock down AMIs in production clusters",
    "threat: another tenant's private image from a node's cache, or an image that is not pinned",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/karpenter.html",
  appliesTo: oneOf(CHECKS),
  check: (inputs, { type }) => CHECKS[type]?.(inputs) ?? [],
};
