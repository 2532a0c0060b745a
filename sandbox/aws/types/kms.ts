import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newMultiRegionId, newUuid } from "../ids.ts";
import { neighbours, rangeRefusals, text, type Call, type Kind } from "../kind.ts";
import * as tokens from "../tokens.ts";

const ALIAS_NAME = /^alias\/[a-zA-Z0-9/_-]{1,250}$/;

/** Days that a deleted key can still be brought back. */
const WINDOW_DAYS = [7, 30] as const;

function defaultPolicy(account: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

/** Keys of a place, by their own ids and ARNs alone: a replica is a key like any other there. */
export function findKey(call: Call, idOrArn: string): Thing | undefined {
  return [tokens.KMS_KEY, tokens.KMS_REPLICA_KEY]
    .flatMap((type) => neighbours(call, type))
    .find(({ id, state }) => id === idOrArn || state["arn"] === idOrArn);
}

/** The key that an id, an ARN or an alias leads to, in the place that an ARN names or in that of the call. */
export function keyByReference(call: Call, reference: string): Thing | undefined {
  const [isArn, , , region = "", account = ""] = reference.split(":");
  const place = isArn === "arn" ? { ...call, region, account } : call;
  const aliasName = /(?:^|:)(alias\/.+)$/.exec(reference)?.[1];
  if (aliasName === undefined) return findKey(place, reference);
  const [alias] = neighbours(place, tokens.KMS_ALIAS, { name: aliasName });
  return alias === undefined ? undefined : findKey(place, text(alias, "targetKeyArn"));
}

export const kmsKey: Kind = {
  label: "KMS Key",
  service: "KMS",
  calls: { create: "CreateKey", update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
  defaults: { customerMasterKeySpec: "SYMMETRIC_DEFAULT", isEnabled: true, keyUsage: "ENCRYPT_DECRYPT" },
  documents: ["policy"],
  refusals: (inputs) => rangeRefusals(inputs, "deletionWindowInDays", WINDOW_DAYS),
  create: (call) => {
    const id = call.inputs.flag("multiRegion")
      ? newMultiRegionId(call.cloud, "kms")
      : newUuid(call.cloud, "kms");
    const policy = call.inputs.optionalText("policy") ?? defaultPolicy(call.account);
    return { id, computed: { keyId: id, arn: arn("kms", call, `key/${id}`), policy } };
  },
};

function targetKey(call: Call): Thing {
  const target = call.inputs.text("targetKeyId");
  const key = findKey(call, target);
  if (key !== undefined) return key;
  throw new AwsError("NotFoundException", `Key '${target}' does not exist`);
}

export const kmsAlias: Kind = {
  label: "KMS Alias",
  service: "KMS",
  calls: { create: "CreateAlias", update: "UpdateAlias", delete: "DeleteAlias" },
  autonamed: "alias/",
  refusals: (inputs) => {
    const name = inputs.optionalText("name");
    if (name === undefined || (ALIAS_NAME.test(name) && !name.startsWith("alias/aws/"))) return [];
    return [["name", `name must begin with "alias/", not with "alias/aws/", got "${name}"`]];
  },
  create: (call) => {
    const key = targetKey(call);
    const name = call.inputs.text("name");
    if (neighbours(call, tokens.KMS_ALIAS, { name }).length > 0) {
      throw new AwsError(
        "AlreadyExistsException",
        `An alias with the name ${arn("kms", call, name)} already exists`,
      );
    }
    return { id: name, computed: { arn: arn("kms", call, name), targetKeyArn: key.state["arn"] ?? "" } };
  },
  update: (call) => ({ targetKeyArn: targetKey(call).state["arn"] ?? "" }),
};

/** A copy of a multi-Region key: it has the id of its primary, and an ARN of its own region. */
export const kmsReplicaKey: Kind = {
  label: "KMS Replica Key",
  service: "KMS",
  calls: { create: "ReplicateKey", update: "UpdateKeyDescription", delete: "ScheduleKeyDeletion" },
  defaults: { enabled: true },
  documents: ["policy"],
  refusals: (inputs) => rangeRefusals(inputs, "deletionWindowInDays", WINDOW_DAYS),
  create: (call) => {
    const primaryKeyArn = call.inputs.text("primaryKeyArn");
    const region = primaryKeyArn.split(":")[3] ?? "";
    const [primary] = neighbours({ ...call, region }, tokens.KMS_KEY, { arn: primaryKeyArn });
    if (primary === undefined)
      throw new AwsError("NotFoundException", `Key '${primaryKeyArn}' does not exist`);
    if (primary.state["multiRegion"] !== true) {
      throw new AwsError(
        "UnsupportedOperationException",
        `${primaryKeyArn} is not a multi-region primary key.`,
      );
    }
    if (findKey(call, primary.id) !== undefined) {
      throw new AwsError(
        "AlreadyExistsException",
        `A multi-region key with id ${primary.id} already exists in ${call.region}.`,
      );
    }
    const { keyUsage = "", customerMasterKeySpec: keySpec = "" } = primary.state;
    const keyRotationEnabled = primary.state["enableKeyRotation"] ?? false;
    const policy = call.inputs.optionalText("policy") ?? defaultPolicy(call.account);
    return {
      id: primary.id,
      computed: {
        ...{ keyId: primary.id, arn: arn("kms", call, `key/${primary.id}`) },
        ...{ policy, keyUsage, keySpec, keyRotationEnabled },
      },
    };
  },
};
