import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newUuid } from "../ids.ts";
import { neighbours, rangeRefusals, type Call, type Kind } from "../kind.ts";
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

export const kmsKey: Kind = {
  label: "KMS Key",
  service: "KMS",
  calls: { create: "CreateKey", update: "PutKeyPolicy", delete: "ScheduleKeyDeletion" },
  defaults: { customerMasterKeySpec: "SYMMETRIC_DEFAULT", isEnabled: true, keyUsage: "ENCRYPT_DECRYPT" },
  documents: ["policy"],
  refusals: (inputs) => rangeRefusals(inputs, "deletionWindowInDays", WINDOW_DAYS),
  create: (call) => {
    const id = newUuid(call.cloud, "kms");
    const policy = call.inputs.optionalText("policy") ?? defaultPolicy(call.account);
    return { id, computed: { keyId: id, arn: arn("kms", call, `key/${id}`), policy } };
  },
};

function targetKey(call: Call): Thing {
  const target = call.inputs.text("targetKeyId");
  const key = neighbours(call, tokens.KMS_KEY).find(
    ({ id, state }) => id === target || state["arn"] === target,
  );
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
