import type { Finding } from "../finding.ts";
import type { Facts, Resource } from "../resource.ts";
import { oneOf, type ResourceRule } from "../rule.ts";
import type { Value } from "../value.ts";

const EXPECTED = "protect: true";

/** What holds data, or what cannot be had again under the same name or key. */
const STATEFUL: Readonly<Record<string, true>> = {
  "aws:dynamodb/table:Table": true,
  "aws:ebs/volume:Volume": true,
  // Addresses that partners have let in.
  "aws:ec2/eip:Eip": true,
  "aws:ec2/vpc:Vpc": true,
  "aws:efs/fileSystem:FileSystem": true,
  "aws:eks/cluster:Cluster": true,
  "aws:kms/key:Key": true,
  "aws:rds/cluster:Cluster": true,
  "aws:rds/instance:Instance": true,
  "aws:s3/bucket:Bucket": true,
  "kubernetes:core/v1:PersistentVolumeClaim": true,
};

function protectionFindings(_inputs: Value, { protect }: Resource, facts: Facts): readonly Finding[] {
  if (protect || facts.protect === false) return [];
  return facts.protect === undefined
    ? [{ kind: "unknown", path: "protect", expected: `${EXPECTED}, if the stack protects what it holds` }]
    : [{ kind: "violation", path: "protect", expected: EXPECTED, got: "false" }];
}

export const protectStateful: ResourceRule = {
  id: "protect-stateful",
  level: "mandatory",
  scope: "resource",
  what: "What cannot be had again refuses deletion: always at sla 3, else where the entry says so",
  why: "a rename, or one wrong destroy, takes the data with it",
  remedy: "remove protect: false from the entry, or hand the setting down to the resource's options",
  see: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  readsFacts: true,
  appliesTo: oneOf(STATEFUL),
  check: protectionFindings,
};
