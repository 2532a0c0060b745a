import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "gp3, or a kind for a purpose of its own";

/** AWS makes gp2 where nothing is said. */
const OLD: ReadonlySet<unknown> = new Set([undefined, "gp2", "standard", "io1"]);

const PLACES: Readonly<Record<string, (inputs: Value) => readonly Value[]>> = {
  "aws:ebs/volume:Volume": (inputs) => [inputs.at("type")],
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs) => mapped(inputs.at("blockDeviceMappings")),
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (inputs) =>
    mapped(inputs.at("spec", "blockDeviceMappings")),
  "aws:ec2/instance:Instance": (inputs) =>
    inputs.at("rootBlockDevice").isAbsent ? [] : [inputs.at("rootBlockDevice", "volumeType")],
  "kubernetes:storage.k8s.io/v1:StorageClass": (inputs) =>
    inputs.at("provisioner").text === "ebs.csi.aws.com" || inputs.at("provisioner").isUnknown
      ? [inputs.at("parameters", "type")]
      : [],
};

/** Disks in the machine's own memory have no kind. */
function mapped(list: Value): readonly Value[] {
  return list.items
    .filter((item) => item.isUnknown || !item.at("ebs").isAbsent)
    .map((item) => item.at("ebs", "volumeType"));
}

export const requireCurrentVolumes: ResourceRule = {
  id: "require-current-volumes",
  level: "mandatory",
  group: "cost",
  scope: "resource",
  what: "Volumes are of the newest general kind",
  why: "gp2 costs a quarter more than gp3 for the same, and is fast by its size alone",
  remedy: "say gp3",
  answers: ["EKS-BP cost optimization: gp3 instead of gp2"],
  see: "https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html",
  appliesTo: oneOf(PLACES),
  check: (inputs, { type }): readonly Finding[] =>
    (PLACES[type]?.(inputs) ?? []).flatMap((value) => must(value, EXPECTED, (known) => !OLD.has(known))),
};
