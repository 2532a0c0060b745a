import { expect, test } from "vitest";
import { requireEncryption } from "../../../../policy/rules/encryption/require-encryption.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";
const QUEUE = "aws:sqs/queue:Queue";
const CLUSTER = "aws:eks/cluster:Cluster";

const plain = (path: string, got: string, expected = "true"): string =>
  `${path}: expected ${expected}, got ${got}; switch encryption on; most types can't change it later, so they are replaced`;

const ask = (type: string, inputs: Record<string, unknown>) => said(requireEncryption, { type, inputs });

test("encrypted storage is fine", () => {
  expect(ask("aws:ebs/volume:Volume", { encrypted: true })).toEqual([]);
  expect(
    ask(TEMPLATE, { blockDeviceMappings: [{ ebs: { encrypted: "true" } }, { virtualName: "ephemeral0" }] }),
  ).toEqual([]);
  expect(ask(CLASS, { provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } })).toEqual([]);
  expect(ask(CLASS, { provisioner: "efs.csi.aws.com" })).toEqual([]);
  expect(ask(QUEUE, {})).toEqual([]);
  expect(ask(QUEUE, { sqsManagedSseEnabled: false, kmsMasterKeyId: UNKNOWN })).toEqual([]);
  expect(
    ask(CLUSTER, { encryptionConfig: { provider: { keyArn: UNKNOWN }, resources: ["secrets"] } }),
  ).toEqual([]);
  expect(ask(NODE_CLASS, { spec: {} })).toEqual([]);
});

test("storage in clear is refused, and so is storage that does not say", () => {
  expect(ask("aws:ebs/volume:Volume", {})).toEqual([plain("encrypted", "nothing")]);
  expect(ask("aws:rds/cluster:Cluster", { storageEncrypted: false })).toEqual([
    plain("storageEncrypted", "false"),
  ]);
  expect(ask(TEMPLATE, { blockDeviceMappings: [{ ebs: { volumeSize: 50 } }] })).toEqual([
    plain("blockDeviceMappings[0].ebs.encrypted", "nothing"),
  ]);
  expect(ask(NODE_CLASS, { spec: { blockDeviceMappings: [{ ebs: { encrypted: false } }] } })).toEqual([
    plain("spec.blockDeviceMappings[0].ebs.encrypted", "false"),
  ]);
  expect(ask(CLASS, { provisioner: "ebs.csi.aws.com" })).toEqual([
    plain("parameters.encrypted", "nothing", '"true"'),
  ]);
  expect(ask(QUEUE, { sqsManagedSseEnabled: false })).toEqual([plain("sqsManagedSseEnabled", "false")]);
  expect(ask(CLUSTER, {})).toEqual([plain("encryptionConfig.resources", "nothing", 'a key for "secrets"')]);
  expect(ask("aws:ec2/instance:Instance", { ebsBlockDevices: [{}] })).toEqual([
    plain("rootBlockDevice.encrypted", "nothing"),
    plain("ebsBlockDevices[0].encrypted", "nothing"),
  ]);
});

test("a machine from a template has the disk of that, unless it says another", () => {
  const launchTemplate = { id: UNKNOWN };
  const askMachine = (more: object) => ask("aws:ec2/instance:Instance", { launchTemplate, ...more });
  expect(askMachine({})).toEqual([]);
  expect(askMachine({ rootBlockDevice: { encrypted: false } })).toEqual([
    plain("rootBlockDevice.encrypted", "false"),
  ]);
  expect(askMachine({ rootBlockDevice: UNKNOWN })).toEqual([notKnown("rootBlockDevice", "true")]);
});

test("what is not known yet is said to be unknown", () => {
  expect(ask("aws:ebs/volume:Volume", { encrypted: UNKNOWN })).toEqual([notKnown("encrypted", "true")]);
  expect(ask(TEMPLATE, { blockDeviceMappings: UNKNOWN })).toEqual([notKnown("blockDeviceMappings", "true")]);
  expect(ask(CLASS, { provisioner: "ebs.csi.aws.com", parameters: UNKNOWN })).toEqual([
    notKnown("parameters", '"true"'),
  ]);
  expect(ask(CLUSTER, { encryptionConfig: { resources: [UNKNOWN] } })).toEqual([
    notKnown("encryptionConfig.resources[0]", 'a key for "secrets"'),
  ]);
});
