import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { BucketReplicationConfig } from "@pulumi/aws/s3/bucketReplicationConfig.js";
import * as pulumi from "@pulumi/pulumi";
import { ROLE_NAME_LENGTH } from "../../fleet/eks-vocabulary.ts";
import { limitedName } from "../../fleet/names.ts";
import { S3_SERVICE } from "../../fleet/regions/s3-vocabulary.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { allowStatements, policyDocument, serviceTrust } from "../cluster/policy-document.ts";
import type { MadeBucket } from "./bucket.ts";
import { type ReplicationEnds, replicationPermissions } from "./bucket-plan.ts";
import { child, type RegionScope } from "./scope.ts";

export interface Replication extends ReplicationEnds<pulumi.Output<string>> {
  /** What is copied: part of the logical names. */
  readonly role: string;
  readonly source: MadeBucket;
  readonly copy: MadeBucket;
}

/** Copies every new object of one bucket into another. A deletion is not copied: the copy is what is left after one. */
export function createReplication(
  scope: Pick<RegionScope, "name" | "parent">,
  replication: Replication,
): void {
  const { role, source, copy, to } = replication;
  const logical = `${scope.name}-${role}-replication`;
  const { copier, policy } = createCopier(scope, logical, replication);
  new BucketReplicationConfig(
    logical,
    {
      bucket: source.bucket.bucket,
      role: copier.arn,
      rules: [
        {
          id: role,
          status: "Enabled",
          priority: 0,
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: copy.bucket.arn,
            encryptionConfiguration: { replicaKmsKeyId: to.keyArn },
          },
        },
      ],
    },
    // Both ends must keep versions first, and what is written before the role may copy stays without a copy.
    child(scope, { dependsOn: [source.versioning, copy.versioning, policy] }),
  );
}

function createCopier(
  scope: Pick<RegionScope, "name" | "parent">,
  logical: string,
  ends: ReplicationEnds<pulumi.Output<string>>,
): { readonly copier: Role; readonly policy: RolePolicy } {
  const copier = new Role(
    `${logical}-role`,
    {
      name: limitedName(`atoll-${logical}`, ROLE_NAME_LENGTH),
      assumeRolePolicy: serviceTrust(S3_SERVICE),
      tags: resourceTags(`${logical}-role`),
    },
    child(scope),
  );
  const document = policyDocument(allowStatements(replicationPermissions(ends)));
  const policy = new RolePolicy(
    `${logical}-policy`,
    { name: "copy", role: copier.name, policy: pulumi.jsonStringify(document) },
    child(scope),
  );
  return { copier, policy };
}
