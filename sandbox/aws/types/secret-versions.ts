import type { Cloud, Place, Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { newUuid } from "../ids.ts";
import { neighbours, text, type Call, type Inputs, type Kind, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { invalidRequest, secretIn } from "./secrets.ts";

/** Bytes of a value. @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const BYTES_MAX = 65_536;

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

const VALUES = ["secretBinary", "secretString", "secretStringWo"];

function stagesOf({ state }: Thing): readonly string[] {
  return Array.isArray(state["versionStages"]) ? (state["versionStages"] as readonly string[]) : [];
}

/** The value that `GetSecretValue` answers with; undefined where there is no secret, or none was put. */
export function currentSecret(cloud: Cloud, place: Place, nameOrArn: string): string | undefined {
  const found = secretIn(cloud, place, nameOrArn);
  if (found === undefined) return undefined;
  const { account, region, id } = found;
  const versions = cloud.list({ type: tokens.SECRET_VERSION, account, region, state: { secretArn: id } });
  const current = versions.find((one) => stagesOf(one).includes(CURRENT));
  return current === undefined ? undefined : text(current, "secretString");
}

function refusals(inputs: Inputs): Refusals {
  const given = VALUES.filter((name) => inputs.has(name));
  if (given.length === 1) return [];
  const names = VALUES.map((name) => `"${name}"`).join(", ");
  return [["", `exactly one of ${names} is required`]];
}

function checkSize(call: Call): void {
  for (const name of VALUES) {
    if (Buffer.byteLength(call.inputs.text(name)) <= BYTES_MAX) continue;
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less ` +
        `than or equal to ${BYTES_MAX}`,
    );
  }
}

function withStages(call: Call, version: Thing, versionStages: readonly string[]): void {
  call.cloud.put({ ...version, state: { ...version.state, versionStages } });
}

/** Labels leave other versions for this one; what was current is the previous one from then on. */
function moveStages(call: Call, secretArn: string, stages: readonly string[], self?: string): void {
  const others = neighbours(call, tokens.SECRET_VERSION, { secretArn }).filter(({ id }) => id !== self);
  for (const one of others) {
    const wasCurrent = stagesOf(one).includes(CURRENT) && stages.includes(CURRENT);
    const isReplaced = stages.includes(CURRENT) && others.some((other) => stagesOf(other).includes(CURRENT));
    const kept = stagesOf(one).filter(
      (stage) => !stages.includes(stage) && !(stage === PREVIOUS && isReplaced),
    );
    withStages(call, one, wasCurrent ? [...kept, PREVIOUS] : kept);
  }
}

function stagesIn(call: Call): readonly string[] {
  const given = call.inputs.texts("versionStages");
  return given.length > 0 ? given : [CURRENT];
}

/** In AWS the current version stays when it is deleted, until its secret goes; here it goes at once. */
export const secretVersion: Kind = {
  label: "Secrets Manager Secret Version",
  service: "Secrets Manager",
  calls: {
    create: "PutSecretValue",
    update: "UpdateSecretVersionStage",
    delete: "UpdateSecretVersionStage",
  },
  refusals,
  create: (call) => {
    const secretId = call.inputs.text("secretId");
    const found = secretIn(call.cloud, call, secretId);
    if (found === undefined) {
      if (neighbours(call, tokens.SCHEDULED_SECRET).some(({ id }) => id === secretId)) {
        throw invalidRequest(
          "You can't perform this operation on the secret because it was marked for deletion.",
        );
      }
      throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    checkSize(call);
    const versionStages = [...stagesIn(call)];
    moveStages(call, found.id, versionStages);
    const versionId = newUuid(call.cloud, "secret-version");
    return {
      id: `${found.id}|${versionId}`,
      computed: {
        ...{ arn: found.id, secretArn: found.id, versionId, versionStages },
        hasSecretStringWo: call.inputs.has("secretStringWo"),
      },
    };
  },
  update: (call, before) => {
    const versionStages = [...stagesIn(call)];
    moveStages(call, text(before, "secretArn"), versionStages, before.id);
    return { versionStages };
  },
};
