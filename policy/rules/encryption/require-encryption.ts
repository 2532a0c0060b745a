import { breach, type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const YES: ReadonlySet<unknown> = new Set([true, "true"]);
const isYes = (value: unknown): boolean => YES.has(value);

const encrypted = (value: Value): readonly Finding[] => must(value, "true", isYes);

/** Volumes of a list that holds them directly, or below `ebs`; those in a machine's own memory have none. */
function volumes(list: Value, ...below: readonly string[]): readonly Finding[] {
  return list.items
    .filter((item) => item.isUnknown || below.length === 0 || !item.at(...below).isAbsent)
    .flatMap((item) => encrypted(item.at(...below, "encrypted")));
}

/** What each type must say. Types that AWS encrypts whatever is said, such as buckets and log groups, are not here. */
const CHECKS: Readonly<Record<string, (inputs: Value) => readonly Finding[]>> = {
  "aws:ebs/volume:Volume": (inputs) => encrypted(inputs.at("encrypted")),
  "aws:ec2/launchTemplate:LaunchTemplate": (inputs) => volumes(inputs.at("blockDeviceMappings"), "ebs"),
  "aws:ec2/instance:Instance": (inputs) => [
    ...rootFindings(inputs),
    ...volumes(inputs.at("ebsBlockDevices")),
  ],
  "aws:efs/fileSystem:FileSystem": (inputs) => encrypted(inputs.at("encrypted")),
  "aws:rds/instance:Instance": (inputs) => encrypted(inputs.at("storageEncrypted")),
  "aws:rds/cluster:Cluster": (inputs) => encrypted(inputs.at("storageEncrypted")),
  "aws:sqs/queue:Queue": queueFindings,
  "aws:eks/cluster:Cluster": secretsFindings,
  "kubernetes:storage.k8s.io/v1:StorageClass": classFindings,
  // Karpenter encrypts the volumes of an image that needs no mappings.
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (inputs) =>
    volumes(inputs.at("spec", "blockDeviceMappings"), "ebs"),
};

/** A machine that says nothing of its disk has that of its template, which is checked for itself. */
function rootFindings(inputs: Value): readonly Finding[] {
  const root = inputs.at("rootBlockDevice");
  if (root.isAbsent && !inputs.at("launchTemplate").isAbsent) return [];
  return encrypted(root.at("encrypted"));
}

/** Queues are encrypted unless it is switched off, and with a key of one's own whatever the switch says. */
function queueFindings(inputs: Value): readonly Finding[] {
  if (!inputs.at("kmsMasterKeyId").isAbsent) return [];
  return must(inputs.at("sqsManagedSseEnabled"), "true", (known) => known !== false);
}

/** EKS encrypts by itself; a key of the fleet's own can be watched and taken away. */
function secretsFindings(inputs: Value): readonly Finding[] {
  const resources = inputs.at("encryptionConfig", "resources");
  if (resources.items.some(({ known }) => known === "secrets")) return [];
  const open = resources.items.find(({ isUnknown }) => isUnknown);
  return [breach(open ?? resources, 'a key for "secrets"')];
}

function classFindings(inputs: Value): readonly Finding[] {
  const provisioner = inputs.at("provisioner");
  if (!provisioner.isUnknown && provisioner.text !== "ebs.csi.aws.com") return [];
  return must(inputs.at("parameters", "encrypted"), '"true"', (known) => known === "true");
}

export const requireEncryption: ResourceRule = {
  id: "require-encryption",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "What is stored is encrypted",
  why: "a volume or a snapshot that is shared or lost by mistake is then readable by whoever has it",
  remedy: "switch encryption on; most types can't change it later, so they are replaced",
  answers: [
    "AWS EKS.3: clusters encrypt their secrets",
    "AWS RDS.3: databases are encrypted",
    "AWS EFS.1: file systems are encrypted",
    "CIS-EKS 5.3.1: secrets are encrypted by a key of one's own",
  ],
  see: "https://docs.aws.amazon.com/eks/latest/best-practices/data-encryption-and-secrets-management.html",
  appliesTo: oneOf(CHECKS),
  check: (inputs, { type }) => CHECKS[type]?.(inputs) ?? [],
};
