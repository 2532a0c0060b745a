import type { Cloud, Place, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn } from "../ids.ts";
import { neighbours, text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { madeUp } from "./eks.ts";
import { keyByReference } from "./kms.ts";
import { documentRefusal } from "./policy-document.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;

/** Days in which a secret can be brought back; none at all is allowed, too. */
const WINDOW_DAYS = [7, 30] as const;

/** Characters that AWS puts behind the name in an ARN. */
const SUFFIX = 6;

export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequestException", message);
}

/** A secret by its name or its ARN, in a place. */
export function secretIn(cloud: Cloud, { account, region }: Place, nameOrArn: string): Thing | undefined {
  return cloud
    .list({ type: tokens.SECRET, account, region })
    .find((one) => one.id === nameOrArn || one.state["name"] === nameOrArn);
}

function refusals(inputs: Inputs): Refusals {
  const days = inputs.all["recoveryWindowInDays"];
  const [min, max] = WINDOW_DAYS;
  const isFine = typeof days !== "number" || days === 0 || (days >= min && days <= max);
  return [
    ...(isFine
      ? []
      : [
          [
            "recoveryWindowInDays",
            `expected recoveryWindowInDays to be one of [0] or in the range (${min} - ${max}), got ${days}`,
          ] as const,
        ]),
    ...documentRefusal(inputs, "policy"),
  ];
}

/** A name is free again when its secret is gone for good: after its days, or when it was deleted without any. */
function refuseTaken(call: Call, name: string): void {
  if (neighbours(call, tokens.SECRET, { name }).length > 0) {
    throw new AwsError(
      "ResourceExistsException",
      `The operation failed because the secret ${name} already exists.`,
    );
  }
  if (neighbours(call, tokens.SCHEDULED_SECRET, { name }).length === 0) return;
  throw invalidRequest(
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  );
}

function checkKey(call: Call): void {
  const key = call.inputs.optionalText("kmsKeyId");
  if (key === undefined || keyByReference(call, key) !== undefined) return;
  throw new AwsError(
    "EncryptionFailure",
    `simulator: ${key} does not exist; AWS says so when a value is put`,
  );
}

export const secret: Kind = {
  label: "Secrets Manager Secret",
  service: "Secrets Manager",
  calls: { create: "CreateSecret", update: "UpdateSecret", delete: "DeleteSecret" },
  defaults: { recoveryWindowInDays: 30 },
  autonamed: "",
  documents: ["policy"],
  quota: QUOTAS.secrets,
  refusals,
  create: (call) => {
    const name = call.inputs.text("name");
    if (!NAME.test(name)) {
      throw new AwsError(
        "ValidationException",
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
      );
    }
    refuseTaken(call, name);
    checkKey(call);
    withinQuota(call.cloud, QUOTAS.secrets, countIn(call.cloud, call, tokens.SECRET));
    const suffix = madeUp(`secret/${name}/${call.cloud.next("secret")}`, SUFFIX);
    const id = arn("secretsmanager", call, `secret:${name}-${suffix}`);
    return { id, computed: { arn: id } };
  },
  update: (call) => {
    checkKey(call);
    return {};
  },
  delete: (call, thing) => {
    const { cloud, account, region } = call;
    cloud.delete({ type: tokens.SECRET_VERSION, account, region, state: { secretArn: thing.id } });
    if (thing.state["recoveryWindowInDays"] === 0) return;
    // In its days of grace it holds its name and nothing else; nobody finds it by its tags.
    const scheduled = { type: tokens.SCHEDULED_SECRET, state: { name: text(thing, "name") }, tags: {} };
    cloud.put({ ...thing, ...scheduled });
  },
};
