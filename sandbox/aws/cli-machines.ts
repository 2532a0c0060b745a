import { CliError, type Command, type Invocation, serviceError, USAGE_ERROR } from "./cli-call.ts";
import { option, values } from "./cli-inside.ts";
import { Inputs, text } from "./kind.ts";
import * as tokens from "./tokens.ts";
import { keysIn } from "./types/s3-objects.ts";

function listedObjects(invocation: Invocation): unknown {
  const bucket = option(invocation, "bucket");
  if (values(invocation, tokens.BUCKET, { bucket }).length === 0) {
    throw serviceError("NoSuchBucket", "ListObjectsV2", "The specified bucket does not exist");
  }
  const found = keysIn(invocation.cloud, bucket, option(invocation, "prefix"));
  return found.length === 0 ? {} : { Contents: found.map((Key) => ({ Key })) };
}

function secretVersions(invocation: Invocation): unknown {
  const id = option(invocation, "secret-id");
  const [found] = values(invocation, tokens.SECRET, {}).filter((one) =>
    [one.id, text(one, "name")].includes(id),
  );
  if (found === undefined) {
    const message = "Secrets Manager can't find the specified secret.";
    throw serviceError("ResourceNotFoundException", "ListSecretVersionIds", message);
  }
  const versions = values(invocation, tokens.SECRET_VERSION, { secretArn: found.id });
  return {
    ARN: found.id,
    Name: text(found, "name"),
    Versions: versions.map((one) => ({
      VersionId: text(one, "versionId"),
      VersionStages: one.state["versionStages"],
    })),
  };
}

function listedAssociations(invocation: Invocation): unknown {
  const [, associationName] =
    /^key=AssociationName,value=(.+)$/.exec(option(invocation, "association-filter-list")) ?? [];
  if (associationName === undefined) {
    throw new CliError(USAGE_ERROR, "the simulated AWS lists associations by their names alone");
  }
  const found = values(invocation, tokens.SSM_ASSOCIATION, { associationName });
  return { Associations: found.map(({ id }) => ({ AssociationId: id, AssociationName: associationName })) };
}

function describedGroups(invocation: Invocation): unknown {
  const names = invocation.options["auto-scaling-group-names"] ?? [];
  const found = values(invocation, tokens.AUTOSCALING_GROUP, {}).filter(({ id }) => names.includes(id));
  return {
    AutoScalingGroups: found.map((group) => ({
      AutoScalingGroupName: group.id,
      Tags: new Inputs(group.state).objects("tags").map((tag) => ({
        Key: tag.text("key"),
        Value: tag.text("value"),
      })),
    })),
  };
}

/** Calls about what machines are started with. */
export const MACHINE_CALLS: Readonly<Record<string, Command>> = {
  "autoscaling describe-auto-scaling-groups": {
    options: ["auto-scaling-group-names"],
    run: describedGroups,
  },
  "s3api list-objects-v2": { options: ["bucket", "prefix"], run: listedObjects },
  "secretsmanager list-secret-version-ids": { options: ["secret-id"], run: secretVersions },
  "ssm list-associations": { options: ["association-filter-list"], run: listedAssociations },
};
